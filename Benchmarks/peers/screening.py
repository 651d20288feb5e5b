"""Screens made-up manifests and counts what was found: planted violations, clean parcels flagged, goods from elsewhere.

    screening.py PROGRAM [MANIFESTS [PARCELS]]     20 manifests of 1,000 parcels without more

The manifests are those of `adamas simulate manifest`, seeds 1, 2, ... Their goods come from distributions drawn anew from the same
published facts as the shipped footprints, so the footprints do not hold the very ones.
"""
import collections
import csv
import json
import math
import os
import subprocess
import sys
import tempfile

# What these plant changes the goods, so that they are not those of the declared origin as they were mined.
CHANGED_GOODS = {"micro-diamonds-as-gems", "mixed-origin-unnamed", "russian-goods", "russian-goods-size", "russian-threshold"}
# Worked Russian goods of half a carat break the rule about sizes, and that about Russian goods of any size with it.
TOGETHER = {"russian-goods-size": {"russian-goods"}}
BANDS = [(0, 200), (200, 300), (300, 400), (400, 10**9)]


def table(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def main():
    program = os.path.abspath(sys.argv[1])
    manifests = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    parcels = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
    planted_count, missed, besides = collections.Counter(), collections.Counter(), collections.Counter()
    flagged = collections.Counter()
    rates, clean = [], 0
    moved, found = collections.Counter(), collections.Counter()
    referred = collections.Counter()
    outcomes = collections.Counter()
    with tempfile.TemporaryDirectory() as scratch:
        for seed in range(1, manifests + 1):
            folder = os.path.join(scratch, str(seed))
            subprocess.run([program, "simulate", "manifest", "--output", folder, "--parcels", str(parcels), "--seed", str(seed)],
                           check=True, capture_output=True)
            out = subprocess.run([program, "screen", os.path.join(folder, "manifest.csv"), "--importing", "EU", "--format", "json"],
                                 capture_output=True, text=True)
            if out.returncode not in (0, 1):
                sys.exit(out.stderr)
            planted = {row["parcel"]: row["code"] for row in table(os.path.join(folder, "planted.csv"))}
            stones = {row["parcel"]: int(row["stones"] or 0) for row in table(os.path.join(folder, "manifest.csv"))}
            discoveries = false = 0
            for entry in json.loads(out.stdout)["shipments"]:
                code = planted.get(entry["parcel"])
                codes = set(entry["codes"])
                if code not in (None, "moved"):
                    planted_count[code] += 1
                    missed[code] += code not in codes
                    besides.update((code, other) for other in codes - {code} - TOGETHER.get(code, set()))
                else:
                    clean += 1
                    flagged.update(codes)
                discovered = entry.get("adjustedPValue", 2) <= 0.05
                if code == "moved":
                    band = next(b for b in BANDS if b[0] <= stones[entry["parcel"]] < b[1])
                    moved[band] += 1
                    found[band] += discovered
                    referred[band] += discovered or entry["outcome"] == "refer"
                elif code not in CHANGED_GOODS:
                    false += discovered
                    if code is None:
                        outcomes[entry["outcome"]] += 1
                if code not in CHANGED_GOODS:
                    discoveries += discovered
            rates.append(false / max(discoveries, 1))
    mean = sum(rates) / len(rates)
    error = math.sqrt(sum((r - mean) ** 2 for r in rates) / max(len(rates) - 1, 1) / len(rates))
    print(f"{manifests} manifests of {parcels} parcels")
    print(f"planted: {sum(planted_count.values())} of {len(planted_count)} kinds, missed {sum(missed.values())}", {k: v for k, v in missed.items() if v})
    print(f"found in them besides: {dict(besides)}")
    print(f"parcels without one: {clean}, flagged by a rule: {dict(flagged)}")
    print(f"realised false discovery rate at 0.05: {mean:.4f}, standard error {error:.4f}")
    for band in BANDS:
        if moved[band]:
            print(f"goods from elsewhere, {band[0]} to {band[1]} stones: {moved[band]}, inconsistent {found[band] / moved[band]:.3f}, "
                  f"inconsistent or referred {referred[band] / moved[band]:.3f}")
    print("outcomes of clean parcels:", dict(outcomes))


main()
