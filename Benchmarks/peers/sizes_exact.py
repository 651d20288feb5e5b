#!/usr/bin/env python3
"""The program's log loss against that of the exact posterior, on six lognormals that overlap.

    sizes_exact.py ADAMAS [PARCELS] [SEED]

ADAMAS is the program. Each origin has one reference parcel of 2,000, and in another run 20,000 stones,
counted in one of three sieve sets; questioned parcels of 50, 200 and 1,000 stones lie in 13 classes by
weight, which no reference has. The exact posterior knows the six distributions. The means of ln carats
are a quarter apart, the standard deviations 0.9 to 1.2. Wants numpy and scipy.
"""
import subprocess
import sys
import tempfile

import numpy as np

import sizes

REFERENCES = [
    ("round", [1, 1.5, 2, 2.7, 3.35, 4, 4.75, 6, 7, 8, 9.5, 11]),
    ("square", [0.85, 1.18, 1.7, 2.36, 3.35, 4.75, 6.7, 9.5]),
    ("square", [0.9, 1.1, 1.4, 1.8, 2.3, 3, 4, 5, 6.5, 8]),
]
BOUNDS = [float(f"{v:.9g}") for v in np.geomspace(0.02, 8, 13)]


def main(adamas, parcels=2000, seed=1):
    for stones in (2000, 20000):
        rng = np.random.default_rng(int(seed))
        mus, sigmas = np.log(0.08) + 0.25 * np.arange(6), rng.uniform(0.9, 1.2, 6)
        shares = [sizes.lognormal(*pair) for pair in zip(mus, sigmas)]
        known, origins = {}, {}
        for origin in range(6):
            kind, bounds = REFERENCES[origin % 3]
            carats, shapes = sizes.draw(shares[origin], stones * 20, 0.001, rng)
            counts = np.zeros(len(bounds))
            # The first stones of the stream that the lowest sieve holds back.
            held = np.log(carats) + sizes.SHAPE * shapes >= np.log(
                sizes.FACTORS[kind] * bounds[0] ** 3)
            carats, shapes = carats[held][:stones], shapes[held][:stones]
            assert len(carats) == stones
            counts = sizes.counted(carats, shapes, kind, bounds)
            known[f"R{origin}"] = (kind, bounds, counts)
            origins[f"R{origin}"] = f"AA/{origin}"
        cells = np.array([
            np.clip((sizes.EDGES[1:] - np.log10(bound)) / 0.025, 0, 1) for bound in BOUNDS])
        matrix = cells - np.r_[cells[1:], np.zeros((1, cells.shape[1]))]
        exact = np.array([matrix @ share for share in shares])
        exact /= exact.sum(1, keepdims=True)
        with tempfile.TemporaryDirectory() as folder:
            with open(f"{folder}/known.csv", "w") as file:
                file.write(sizes.table(known, origins))
            library = f"{folder}/known.adamas"
            subprocess.run(
                [adamas, "library", "fit", file.name, "--label", "origin", "--output", library],
                check=True, capture_output=True)
            for count in (50, 200, 1000):
                truth = rng.integers(6, size=int(parcels))
                asked = {
                    f"P{i}": ("carats", BOUNDS, rng.multinomial(count, exact[o]))
                    for i, o in enumerate(truth)
                }
                found = sizes.classify(adamas, asked, library)
                logs = np.array([asked[f"P{i}"][2] for i in range(len(truth))]) @ np.log(exact).T
                logs -= np.logaddexp.reduce(logs, axis=1, keepdims=True)
                best = -logs[np.arange(len(truth)), truth]
                ours = np.array([
                    -np.log(max(found[f"P{i}"]["p"][f"AA/{o}"], 1e-6)) for i, o in enumerate(truth)])
                error = (ours - best).std(ddof=1) / np.sqrt(len(truth))
                print(
                    f"references of {stones} stones, parcels of {count}: exact {best.mean():.3f}, "
                    f"excess {ours.mean() - best.mean():.4f} (standard error {error:.4f})", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
