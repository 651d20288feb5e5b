#!/usr/bin/env python3
"""How much the log-odds change when the same stones are counted in another sieve set.

    sizes_sieves.py ADAMAS MEMBERS-FOLDER [DISTRIBUTIONS] [REPEATS] [STONES,…] [SEED]

ADAMAS is the program; the folder is a pack of summary footprints made with another seed than the shipped
one. From each of some distributions, origins in turn, parcels of 100, 1,000 and 10,000 stones above
0.012 ct are drawn again and again. Each is counted in three sieve sets and classified with the shipped
footprints. For every pair of sets the change of the log-odds between the two most probable origins is
held against their sampling standard deviation, which is that over the repeats: the root of the ratio of
the sums of squares. Wants numpy and scipy.
"""
import csv
import glob
import itertools
import sys

import numpy as np

import sizes


def main(adamas, folder, distributions=26, repeats=12, stones="100,1000,10000", seed=1):
    tables = sorted(glob.glob(f"{folder}/*/members.csv"))
    rows = [list(csv.DictReader(open(path))) for path in tables]
    distributions, repeats = int(distributions), int(repeats)
    for count in map(int, stones.split(",")):
        rng = np.random.default_rng([int(seed), count])
        asked = {}
        for place in range(distributions):
            members = rows[place % len(rows)]
            shares = sizes.member(members[rng.integers(len(members))])
            for repeat in range(repeats):
                carats, shapes = sizes.draw(shares, count, 0.012, rng)
                for kind, bounds in sizes.SETS.items():
                    counts = sizes.counted(carats, shapes, kind, bounds)
                    asked[f"{place}/{repeat}/{kind}"] = (kind, bounds, counts)
        found = sizes.classify(adamas, asked)
        sums = {}
        ratios = {}
        used = 0
        for place in range(distributions):
            names = [[f"{place}/{r}/{kind}" for kind in sizes.SETS] for r in range(repeats)]
            if any(not found[name]["p"] for row in names for name in row):
                continue
            used += 1
            origins = list(found[names[0][0]]["p"])
            p = np.array([[[found[name]["p"][o] for o in origins] for name in row] for row in names])
            p = np.maximum(p, 1e-6)
            one, other = np.argsort(p.mean((0, 1)))[-2:]
            odds = np.log(p[:, :, one] / p[:, :, other])
            variances = odds.var(0, ddof=1)
            for a, b in itertools.combinations(range(3), 2):
                change = ((odds[:, a] - odds[:, b]) ** 2).mean()
                sampling = (variances[a] + variances[b]) / 2
                sums.setdefault((a, b), []).append((change, sampling))
                shift = (odds[:, a] - odds[:, b]).mean() ** 2
                ratios.setdefault((a, b), []).append((change / sampling, shift / sampling))
        kinds = list(sizes.SETS)
        for a, b in sums:
            change, sampling = np.array(sums[a, b]).sum(0)
            ratio, shift = np.array(ratios[a, b]).T
            print(
                f"{count} stones, {kinds[a]} and {kinds[b]}: change {np.sqrt(change / used):.3f}, "
                f"sampling {np.sqrt(sampling / used):.3f}, ratio {np.sqrt(change / sampling):.2f}; "
                f"by distribution median {np.sqrt(np.median(ratio)):.2f}, "
                f"nine in ten below {np.sqrt(np.quantile(ratio, 0.9)):.2f}, standing shift {np.sqrt(np.mean(shift)):.2f} "
                f"({used} distributions)", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
