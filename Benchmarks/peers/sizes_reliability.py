#!/usr/bin/env python3
"""Whether probabilities of origins from sizes mean what they say.

    sizes_reliability.py ADAMAS MEMBERS-FOLDER [PARCELS] [SEED]

ADAMAS is the program; the folder is a pack of summary footprints made with another seed than the shipped
one. Parcels of 20 to 200,000 stones, evenly in the logarithm, of origins in turn, are counted in three
sieve sets in turn and classified with the shipped footprints. Two curves: of the first origin's
probability, in bins of as many parcels; of all origins' probabilities, in bins that hold as much
probability. Each with the binomial standard error of its bin. Wants numpy and scipy.
"""
import csv
import glob
import sys

import numpy as np

import sizes


def curve(p, hit, groups):
    """Prints one line for each bin, and the largest gap."""
    gaps = []
    for group in groups:
        mean, share = p[group].mean(), hit[group].mean()
        error = np.sqrt((p[group] * (1 - p[group])).sum()) / len(group)
        gaps.append(abs(share - mean))
        print(f"  {len(group):6d} said {mean:.4f}, were {share:.4f}, gap {share - mean:+.4f} "
              f"(standard error {error:.4f})")
    print(f"  largest gap {max(gaps):.4f}")


def main(adamas, folder, parcels=2000, seed=1):
    tables = sorted(glob.glob(f"{folder}/*/members.csv"))
    rows = [list(csv.DictReader(open(path))) for path in tables]
    rng = np.random.default_rng(int(seed))
    asked, truth, kinds = {}, {}, list(sizes.SETS)
    for place in range(int(parcels)):
        members = rows[place % len(rows)]
        shares = sizes.member(members[rng.integers(len(members))])
        kind = kinds[rng.integers(3)]
        bounds = sizes.SETS[kind]
        count = int(np.exp(rng.uniform(np.log(20), np.log(200000))))
        counts = rng.multinomial(count, sizes.carried(shares, kind, bounds))
        asked[f"{place}"] = (kind, bounds, counts)
        truth[f"{place}"] = place % len(rows)
    found = sizes.classify(adamas, asked)
    # The pack's folders are named after its origins, which the table of facts lists.
    names = {path.split("/")[-2]: None for path in tables}
    for origin in next(a["p"] for a in found.values() if a["p"]):
        folded = origin.replace("/", "-").replace(" ", "-").replace("é", "e")
        names[folded] = origin
    order = [names[path.split("/")[-2]] for path in tables]
    kept = [name for name in asked if found[name]["p"]]
    p = np.array([[found[name]["p"][origin] for origin in order] for name in kept])
    t = np.array([truth[name] for name in kept])
    inside = [order[truth[name]] in found[name]["set"] for name in kept]
    print(f"{len(kept)} of {parcels} parcels answered, log loss "
          f"{-np.log(np.maximum(p[np.arange(len(t)), t], 1e-6)).mean():.3f}, "
          f"right {np.mean(p.argmax(1) == t):.3f}, in the set {np.mean(inside):.3f}")
    print("The first origin's probability, ten bins of as many parcels")
    first = p.max(1)
    curve(first, (p.argmax(1) == t).astype(float), np.array_split(np.argsort(first), 10))
    print("All origins' probabilities, ten bins of as much probability")
    every, hits = p.ravel(), (t[:, None] == np.arange(p.shape[1])).ravel().astype(float)
    ranked = np.argsort(every)
    shares = np.cumsum(every[ranked]) / every.sum()
    curve(every, hits, [ranked[np.minimum((shares * 10).astype(int), 9) == b] for b in range(10)])


if __name__ == "__main__":
    main(*sys.argv[1:])
