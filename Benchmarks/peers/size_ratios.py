#!/usr/bin/env python3
"""Whether likelihood ratios of size distributions mean what they say, over simulated parcels.

    size_ratios.py ADAMAS [PARCELS [COUNTS]]

ADAMAS is the program. For each of the shipped summary footprints PARCELS (20) parcels are made with
fresh distributions and fresh stones for each of COUNTS (30,300,3000) stones. Each origin in turn is declared
for all its own parcels and for every sixth of the others'. Prints cllr, cllrMin and cllrCal in bits (Brümmer
and du Preez 2006, doi:10.1016/j.csl.2005.08.001), both propositions equally heavy.
"""
import csv
import io
import json
import math
import subprocess
import sys
import tempfile

CLASSES = "square:1.18,1.7,2.36,3.35,4.75,6.7,9.5"


def run(*command, codes=(0,)):
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode not in codes:
        sys.exit(result.stderr)
    return result.stdout


def cost(h1, h2):
    """The log likelihood ratio cost of log10 ratios, in bits."""
    def side(values, sign):
        return sum(math.log2(1 + 10 ** (-sign * v)) for v in values) / len(values)
    return (side(h1, 1) + side(h2, -1)) / 2


def least(h1, h2):
    """The cost after pooling adjacent violators, both propositions equally heavy."""
    rows = sorted([(v, 1 / len(h1), 0.0) for v in h1] + [(v, 0.0, 1 / len(h2)) for v in h2])
    blocks = []
    for index, (value, one, two) in enumerate(rows):
        if index and value == rows[index - 1][0]:
            last = blocks.pop()
            one, two = one + last[0], two + last[1]
        blocks.append([one, two])
        while len(blocks) > 1 and blocks[-2][0] * blocks[-1][1] >= blocks[-1][0] * blocks[-2][1]:
            one, two = blocks.pop()
            blocks[-1][0] += one
            blocks[-1][1] += two
    return sum(weight * math.log2((a + b) / weight) for a, b in blocks for weight in (a, b) if weight) / 2


def main(adamas, parcels=20, counts="30,300,3000"):
    shown = json.loads(run(adamas, "classify", "Samples/simulated-parcel-round.csv", "--format", "json"))
    origins = [entry["origin"] for entry in shown["library"]["origins"]]
    for count in map(int, str(counts).split(",")):
        tables = []
        for number, origin in enumerate(origins):
            for parcel in range(int(parcels)):
                name = f"{number}-{parcel}"
                tables.append((origin, run(
                    adamas, "simulate", "parcel", "--origin", origin, "--stones", str(count), "--classes", CLASSES,
                    "--name", name, "--seed", str(90_000 + 1000 * number + parcel))))
        h1, h2, bounds, beyond = [], [], [], 0
        for declared in origins:
            text, truth = io.StringIO(), []
            header = tables[0][1].splitlines()[0]
            text.write(header + "\n")
            for index, (origin, table) in enumerate(tables):
                if origin == declared or (index + origins.index(declared)) % 6 == 0:
                    text.write("\n".join(table.splitlines()[1:]) + "\n")
                    truth.append(origin == declared)
            with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as file:
                file.write(text.getvalue())
                file.flush()
                found = json.loads(run(
                    adamas, "classify", file.name, "--declared", declared, "--format", "json", codes=(0, 1, 3)))
            for right, answer in zip(truth, found["assessments"], strict=True):
                ratio = answer.get("likelihoodRatio")
                if ratio is None:
                    beyond += 1
                    continue
                (h1 if right else h2).append(ratio["log10"])
                bounds.append((ratio["lowerBound"], ratio["upperBound"]))
        whole, best = cost(h1, h2), least(h1, h2)
        print(
            f"{count:>6} stones: cllr {whole:.3f}, cllrMin {best:.3f}, cllrCal {whole - best:.3f}; "
            f"log10 LR {min(h1 + h2):.2f} to {max(h1 + h2):.2f}; mean under H1 {sum(h1) / len(h1):+.2f}, "
            f"H2 {sum(h2) / len(h2):+.2f}; misleading {sum(v < 0 for v in h1) / len(h1):.3f}, "
            f"{sum(v > 0 for v in h2) / len(h2):.3f}; {len(h1)} and {len(h2)} comparisons, {beyond} without", flush=True)


main(*sys.argv[1:])
