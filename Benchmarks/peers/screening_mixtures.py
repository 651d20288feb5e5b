"""How often a tenth to all of Russian goods among declared Ghanaian ones are found, with the shipped footprints as truth.

    screening_mixtures.py PROGRAM FOOTPRINTS [PARCELS]

Every parcel comes from one member of the pack's GH/Birim, a part of its stones from one member of RU/Yakutia or RU/Arkhangelsk, sieved into
12 classes without blur. Each manifest holds five times as many parcels that are as declared. Beside it the best that any test could do which
knows the members and the share: the likelihood ratio of both mixtures over all members, at a p-value of 0.05, by 2,000 draws.
"""
import csv
import json
import math
import os
import subprocess
import sys
import tempfile

import numpy as np
from scipy.special import gammaln, logsumexp
from scipy.stats import norm

APERTURES = [1.2, 1.5, 1.8, 2.2, 2.7, 3.35, 4, 4.75, 5.6, 6.7, 8, 10]
BOUNDS = np.array([0.0081 * d ** 3 for d in APERTURES])
STRAYING = 3162.0


def shares(pack, origin):
    rows = []
    with open(os.path.join(pack, origin, "members.csv"), newline="") as file:
        for row in csv.DictReader(file):
            member = {name: float(text) if text else None for name, text in row.items()}
            above = norm.sf((np.log(BOUNDS) - member["mu"]) / member["sigma"])
            if member["tail_carats"]:
                start = norm.sf((math.log(member["tail_carats"]) - member["mu"]) / member["sigma"])
                tail = start * (BOUNDS / member["tail_carats"]) ** -member["tail_exponent"]
                above = np.where(BOUNDS > member["tail_carats"], tail, above)
            rows.append(-np.diff(np.append(above, 0)))
    rows = np.clip(np.array(rows), 1e-12, None)
    return rows / rows.sum(1, keepdims=True)


def density(counts, rows):
    parameters = STRAYING * rows
    return np.array([logsumexp((gammaln(y + parameters) - gammaln(parameters)).sum(1)) for y in counts]) - math.log(len(rows))


def drawn(rng, own, foreign, share, stones):
    mixed = (1 - share) * own[rng.integers(len(own))] + share * foreign[rng.integers(len(foreign))]
    return rng.multinomial(stones, mixed / mixed.sum() * (1 - 1e-12))


def best(rng, own, foreign, share, stones):
    mixtures = (1 - share) * own[rng.integers(len(own), size=900)] + share * foreign[rng.integers(len(foreign), size=900)]

    def ratio(counts):
        return density(counts, mixtures) - density(counts, own)

    null = ratio([rng.multinomial(stones, rng.dirichlet(STRAYING * own[rng.integers(len(own))])) for _ in range(2000)])
    found = ratio([drawn(rng, own, foreign, share, stones) for _ in range(500)])
    return float((found > np.quantile(null, 0.95)).mean())


def screened(program, rng, own, foreign, share, stones, parcels):
    with tempfile.TemporaryDirectory() as folder:
        lines = ["parcel,declared,handling,evidence"]
        for place in range(6 * parcels):
            foreign_share = share if place < parcels else 0
            counts = drawn(rng, own, foreign, foreign_share, stones)
            with open(os.path.join(folder, f"{place}.csv"), "w") as file:
                file.write("lower_mm,upper_mm,mesh,stones\n")
                for lower, upper, count in zip(APERTURES, APERTURES[1:] + [""], counts):
                    file.write(f"{lower},{upper},round,{count}\n")
            lines.append(f"P{place},GH/Birim,run-of-mine,{place}.csv")
        manifest = os.path.join(folder, "manifest.csv")
        with open(manifest, "w") as file:
            file.write("\n".join(lines) + "\n")
        out = subprocess.run([program, "screen", manifest, "--concern", "RU", "--format", "json"], capture_output=True, text=True)
        planted = false = noticed = 0
        for entry in json.loads(out.stdout)["shipments"]:
            discovered = entry.get("adjustedPValue", 2) <= 0.05
            if int(entry["parcel"][1:]) < parcels:
                planted += discovered
                noticed += any(not reason.startswith("The papers do not state") for reason in entry["reasons"]) and any(
                    "not much like" in reason or "not like those" in reason or "may come from" in reason for reason in entry["reasons"])
            else:
                false += discovered
        return planted / parcels, noticed / parcels, false / max(planted + false, 1)


def main():
    program, pack = os.path.abspath(sys.argv[1]), sys.argv[2]
    parcels = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    rng = np.random.default_rng(1)
    own = shares(pack, "GH-Birim")
    print("stones, share, from: inconsistent at a false discovery rate of 0.05; that or referred; realised rate; best test at 0.05")
    for origin in ["RU-Yakutia", "RU-Arkhangelsk"]:
        foreign = shares(pack, origin)
        for stones, share in [(500, 0.1), (500, 0.2), (500, 0.5), (500, 1.0), (2000, 0.2), (10000, 0.2)]:
            found, noticed, rate = screened(program, rng, own, foreign, share, stones, parcels)
            limit = best(rng, own, foreign, share, stones)
            print(f"{stones:6} {share:4} {origin:15} {found:.3f} {noticed:.3f} {rate:.3f} {limit:.3f}", flush=True)


main()
