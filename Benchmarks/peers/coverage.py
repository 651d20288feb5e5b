#!/usr/bin/env python3
"""How often prediction sets hold the true origin, on simulated libraries of 3, 8 and 20 origins.

    coverage.py ADAMAS [SEEDS]

ADAMAS is the program. Each library has 12 stones of 5 rows for each origin and 12 elements; origins,
stones and rows differ by normal logarithms. Whole stones are held out. Wants numpy.
"""
import json
import math
import subprocess
import sys
import tempfile

import numpy as np

ELEMENTS = "Na Mg Al Si K Ca Ti Fe Sr Ba Rb Zr".split()


def table(origins, seed):
    rng = np.random.default_rng(seed + 100 * origins)
    centres = rng.normal(0, 0.55, (origins, len(ELEMENTS)))
    lines = ["origin,stone," + ",".join(ELEMENTS)]
    for origin, centre in enumerate(centres):
        for stone in range(12):
            here = centre + rng.normal(0, 0.35, len(ELEMENTS))
            for _ in range(5):
                values = np.exp(3 + here + rng.normal(0, 0.35, len(ELEMENTS)))
                lines.append(f"o{origin:02d},o{origin:02d}-{stone}," + ",".join(f"{v:.5g}" for v in values))
    return "\n".join(lines) + "\n"


def main(adamas, seeds=4):
    for origins in (3, 8, 20):
        coverages, shares = [], []
        for seed in range(int(seeds)):
            with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
                file.write(table(origins, seed))
                file.flush()
                run = subprocess.run(
                    [adamas, "validate", file.name, "--label", "origin", "--group", "stone", "--format", "json"],
                    capture_output=True, check=True)
            sets = json.loads(run.stdout)["sets"]
            coverages.append(sets["coverage"])
            shares += sets["byOrigin"].values()
        error = math.sqrt(0.09 / 60)
        far = sum(abs(share - 0.9) > 2 * error for share in shares)
        print(f"{origins} origins: coverage {min(coverages):.3f} to {max(coverages):.3f}; "
              f"by origin {min(shares):.3f} to {max(shares):.3f}, "
              f"{far} of {len(shares)} beyond two binomial standard errors")


main(*sys.argv[1:])
