"""Likelihood ratios by `lir` (Netherlands Forensic Institute) on seeded scores.

    python3 -m venv /tmp/lir && /tmp/lir/bin/pip install lir==1.3.1
    /tmp/lir/bin/python Benchmarks/peers/likelihood_ratios.py [--scores FOLDER]

Prints, for each set of scores, what lir makes of it as a Swift literal: these are the values of
Tests/MatchingTests/LirFigures.swift, which the tests of PoolAdjacentViolators, LogisticCalibration,
EmpiricalBounds and LikelihoodRatioFigures compare Adamas with. With --scores it also writes the scores
as CSV. The scores come from SplitMix64, as in Tests/MatchingTests/Oracle.swift; every one is a multiple
of 2^-20 or so, the same in both languages to the last bit.
"""

import argparse
import csv
import math
import pathlib

import numpy as np
from lir.algorithms.bayeserror import elub
from lir.algorithms.isotonic_regression import IsotonicCalibrator
from lir.algorithms.logistic_regression import LogitCalibrator
from lir.data.models import LLRData
from lir.metrics import cllr, cllr_cal, cllr_min

MASK = 2**64 - 1
PROBES = [-3.0, -1.25, -0.3, 0.0, 0.15, 0.9, 2.5]


class Numbers:
    """SplitMix64 (Steele, Lea, Flood 2014), as the tests have it."""

    def __init__(self, seed):
        self.state = seed * 0x9E3779B97F4A7C15 & MASK

    def unit(self):
        self.state = self.state + 0x9E3779B97F4A7C15 & MASK
        z = self.state
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & MASK
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB & MASK
        return ((z ^ (z >> 31)) >> 43) * 2.0**-20 - 1

    def scores(self, count, mean, scale, grid=0.0):
        """Sums of three uniform numbers, on a grid if asked: bell-shaped, exact."""
        values = []
        for _ in range(count):
            value = mean + scale * (self.unit() + self.unit() + self.unit())
            values.append(math.floor(value / grid) * grid if grid else value)
        return values


def cases():
    """name, seed, H1 (count, mean, scale), H2 (count, mean, scale), grid."""
    yield "overlapping", 1, (60, 0.75, 1.0), (200, -0.75, 1.0), 0.0
    yield "tied", 2, (40, 0.5, 1.0), (150, -0.5, 1.0), 0.25
    yield "overstated", 3, (80, 2.0, 4.0), (240, -2.0, 4.0), 0.0
    yield "separated", 4, (15, 4.0, 0.5), (30, -4.0, 0.5), 0.0
    yield "backwards", 5, (50, -0.5, 1.0), (50, 0.5, 1.0), 0.0
    yield "few", 6, (8, 1.0, 1.0), (500, -1.0, 1.0), 0.0
    yield "equal", 7, (12, 0.25, 0.0), (20, 0.25, 0.0), 0.0
    # On the bound's own grid: rounding decides on which side of a threshold a ratio lies.
    yield "rounded", 59, (100, 0.75, 1.5), (150, -0.75, 1.5), 0.01


def swift(values):
    def one(value):
        if math.isinf(value):
            return ".infinity" if value > 0 else "-.infinity"
        return f"{value + 0.0:.10g}"

    return "[" + ", ".join(one(v) for v in values) + "]"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scores", type=pathlib.Path, help="folder to write the scores to")
    folder = parser.parse_args().scores
    for name, seed, first, second, grid in cases():
        numbers = Numbers(seed)
        h1, h2 = numbers.scores(*first, grid), numbers.scores(*second, grid)
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            with open(folder / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(["proposition", "score"])
                writer.writerows([1, repr(x)] for x in h1)
                writer.writerows([2, repr(x)] for x in h2)
        x = np.array(h1 + h2)
        y = np.array([1] * len(h1) + [0] * len(h2))
        probes = np.array(PROBES)
        data = LLRData(features=x.copy(), labels=y)
        # lir's default stops at a gradient of 1e-4; the minimum itself is what can be compared.
        line = LogitCalibrator(tol=1e-13, max_iter=100_000).fit(x, y)
        loose = LogitCalibrator().fit(x, y)
        free = None
        if name not in ("separated", "equal"):
            free = LogitCalibrator(C=np.inf, tol=1e-13, max_iter=100_000).fit(x, y)
        print(f"  LirFigures(")
        print(f'    name: "{name}", seed: {seed}, h1: {first}, h2: {second}, grid: {grid},')
        print(f"    cllr: {cllr(data):.12g}, cllrMin: {cllr_min(data):.12g},")
        print(f"    cllrCal: {cllr_cal(data) + 0.0:.12g},")
        print(f"    pav: {swift(IsotonicCalibrator().fit(x, y).transform(probes))},")
        print(f"    pavMisleading: {swift(IsotonicCalibrator(1).fit(x, y).transform(probes))},")
        print(f"    logistic: {swift(line.transform(probes))},")
        print(f"    unpenalised: {swift(free.transform(probes)) if free else '[]'},")
        calibrated = line.transform(x)
        print(f"    elub: {swift(elub(x.copy(), y))}, elubCalibrated: {swift(elub(calibrated, y))},")
        shares = [np.mean(np.array(side)[:, None] >= probes, axis=0) for side in (h1, h2)]
        print(f"    tippett1: {swift(shares[0])}, tippett2: {swift(shares[1])}),")
        gap = np.max(np.abs(loose.transform(probes) - line.transform(probes)))
        print(f"  // lir's default tolerance is {gap:.1e} from its minimum")


if __name__ == "__main__":
    main()
