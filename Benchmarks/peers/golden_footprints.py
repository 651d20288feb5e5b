"""Acceptance rates of the summary footprints, by an independent sampler (numpy, scipy).

    python3 Benchmarks/peers/golden_footprints.py [CANDIDATES]

Reads Models/summary-footprints/summary-facts.csv; the prior and the sieve are those of CARD.md there.
Prints one line per origin: the share of candidates that reproduce every fact. The rates stand in
Tests/FingerprintsTests/SummaryFootprintSamplerTests.swift.
"""
import csv, pathlib, sys
import numpy as np
from scipy.special import ndtr

N = int(sys.argv[1]) if len(sys.argv) > 1 else 40_000
FACTS = pathlib.Path(__file__).parents[2] / "Models/summary-footprints/summary-facts.csv"
EDGE = np.linspace(-3, 3, 241)
W = 10 ** ((EDGE[1:] + EDGE[:-1]) / 2)
LN10 = np.log(10)
FINE = (EDGE[:-1, None] + 0.025 * (np.arange(5) + 0.5) / 5) * LN10
MESH = {"round": 0.0081, "square": 0.010}


def above(carats):
    return np.clip((EDGE[1:] - np.log10(carats)) / 0.025, 0, 1)


def rate(facts, rng, block=2000):
    kept = 0
    for _ in range(N // block):
        mu = rng.uniform(np.log(0.001), np.log(5), block)[:, None]
        sigma = rng.uniform(0.6, 1.8, block)[:, None]
        f = np.maximum(np.diff(ndtr((EDGE * LN10 - mu) / sigma), axis=1), 1e-300)
        has = rng.random(block) < 0.5
        start = np.floor((rng.uniform(0, 1, block) + 3) / 0.025).astype(int).clip(0, 239)
        exponent = rng.uniform(1.2, 3.5, block)[:, None]
        tail = f[np.arange(block), start][:, None] * (W / W[start][:, None]) ** -exponent
        f = np.where((np.arange(240) > start[:, None]) & has[:, None], tail, f)
        quantile = rng.random(block)
        ok = np.ones(block, bool)
        for fact in facts:
            low, high = float(fact["cutoff_low_mm"]), float(fact["cutoff_high_mm"])
            d = low * (high / low) ** quantile
            bound = np.log(MESH[fact["mesh"]] * d**3)
            q = f * np.stack([ndtr((FINE - b) / 0.15).mean(1) for b in bound])
            n, c = q.sum(1), q @ W
            a = above(float(fact["argument_ct"])) if fact["argument_ct"] else None
            value = {
                "meanWeight": lambda: c / n,
                "shareOfStonesAbove": lambda: q @ a / n,
                "stonesPerCaratAbove": lambda: q @ a / c,
                "shareOfCaratsAbove": lambda: q @ (a * W) / c,
                "caratsInStonesAbovePerStone": lambda: q @ (a * W) / n,
            }[fact["quantity"]]()
            ok &= (value >= float(fact["low"] or 0)) & (value <= float(fact["high"] or np.inf))
        kept += ok.sum()
    return kept / (N // block * block)


rows = list(csv.DictReader(FACTS.open(encoding="utf-8")))
for origin in dict.fromkeys(row["origin"] for row in rows):
    share = rate([row for row in rows if row["origin"] == origin], np.random.default_rng(1))
    print(f"{origin} {share:.4f}", flush=True)
