#!/usr/bin/env python3
"""Shares of real mixtures: pieces of fish that were held out, mixed with known shares.

    mixtures.py ADAMAS DATA [fish|salmon [PARCELS [UNKNOWN]]]

ADAMAS is the program, DATA the folder of real data that holds spectra/fish.csv.gz. The library is fitted on two
pieces of each class; "stones" of SHOTS (5) shots are cut from the third. PARCELS (60) parcels for each held-out
piece hold two or three origins with shares even over 5 to 95 %, 30 stones or more. Prints how often the
95 % intervals hold the shares, and how often parcels are said to hold stones of none of the references. Then each
origin in turn is left out of the library, and UNKNOWN (6) parcels get 20 % of its stones.
"""
import csv
import gzip
import json
import random
import subprocess
import sys
import tempfile

SHOTS = 5


def write(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def fit(adamas, folder, header, rows, label):
    write(f"{folder}/references.csv", header, rows)
    path = f"{folder}/library.adamas"
    subprocess.run(["rm", "-f", path], check=True)
    result = subprocess.run(
        [adamas, "library", "fit", f"{folder}/references.csv", "--label", label, "--group", "label_en,piece",
         "--output", path], capture_output=True, text=True)
    if result.returncode:
        sys.exit(result.stderr)
    return path


def stones(rows, generator):
    """Rows of one origin's held-out pieces as stones of SHOTS shots of one piece each."""
    pieces = {}
    for row in rows:
        pieces.setdefault(row[2], []).append(row)
    found = []
    for piece in pieces.values():
        generator.shuffle(piece)
        found += [piece[i:i + SHOTS] for i in range(0, len(piece) - SHOTS + 1, SHOTS)]
    generator.shuffle(found)
    return found


def parcel(held, known, foreign, generator):
    """Stones of two or three known origins and some of a foreign one, with the true shares."""
    chosen = generator.sample(known, min(len(known), generator.choice([2, 3])))
    weights = [generator.uniform(0.05, 0.95) for _ in chosen]
    pools = {origin: stones(held[origin], generator) for origin in chosen}
    most = min(len(pools[o]) * sum(weights) / w for o, w in zip(chosen, weights))
    total = min(int(most), generator.randrange(30, 120))
    counts = {o: min(round(total * w / sum(weights)), len(pools[o])) for o, w in zip(chosen, weights)}
    picked = [s for o in chosen for s in pools[o][:counts[o]]]
    if foreign:
        number = max(1, round(len(picked) / 4))
        picked += stones(held[foreign], generator)[:number]
        counts["none of the references"] = min(number, len(picked))
    total = sum(counts.values())
    return picked, {o: c / total for o, c in counts.items()}


def ask(adamas, folder, header, library, picked):
    write(f"{folder}/parcel.csv", header + ["stone"], [row + [f"S{n}"] for n, s in enumerate(picked) for row in s])
    result = subprocess.run(
        [adamas, "mixture", f"{folder}/parcel.csv", "--library", library, "--format", "json"],
        capture_output=True, text=True)
    if result.returncode not in (0, 1):
        sys.exit(result.stderr)
    return json.loads(result.stdout)["parcels"][0]["mixture"]


def main(adamas, data, which="fish", parcels=60, unknown=6):
    generator = random.Random(1)
    with gzip.open(f"{data}/spectra/fish.csv.gz", "rt", encoding="utf-8") as file:
        reader = csv.reader(file)
        header = next(reader)
        rows = list(reader)
    label = "label_en" if which == "fish" else "origin"
    column, piece = header.index(label), header.index("piece")
    if which != "fish":
        rows = [row for row in rows if row[header.index("species")] == "salmon"]
    origins = sorted({row[column] for row in rows})
    present, absent, none, flagged, errors, widths = [], [], [], 0, [], []
    with tempfile.TemporaryDirectory() as folder:
        pieces = sorted({row[piece] for row in rows})
        for left in pieces:
            library = fit(adamas, folder, header, [row for row in rows if row[piece] != left], label)
            held = {o: [row for row in rows if row[piece] == left and row[column] == o] for o in origins}
            for _ in range(int(parcels)):
                picked, truth = parcel(held, origins, None, generator)
                found = ask(adamas, folder, header, library, picked)
                for share in found["origins"]:
                    inside = share["lower"] <= truth.get(share["name"], 0) <= share["upper"]
                    if share["name"] in truth:
                        present.append(inside)
                        errors.append(abs(share["share"] - truth[share["name"]]))
                        widths.append(share["upper"] - share["lower"])
                    else:
                        absent.append(inside)
                none.append(found["none"]["lower"] <= 0)
                flagged += found["none"]["lower"] > 0
        count = len(none)
        print(
            f"{which}, {count} parcels of known origins: intervals hold {sum(present) / len(present):.3f} of the shares "
            f"that are there, mean width {sum(widths) / len(widths):.2f}, mean error {sum(errors) / len(errors):.3f}; "
            f"{sum(absent) / max(1, len(absent)):.3f} of those that are not; said to hold none of the references "
            f"{flagged / count:.3f}", flush=True)
        left = pieces[-1]
        held = {o: [row for row in rows if row[piece] == left and row[column] == o] for o in origins}
        seen, covered, shares, byOrigin = 0, 0, [], {}
        for foreign in origins:
            library = fit(
                adamas, folder, header, [row for row in rows if row[piece] != left and row[column] != foreign], label)
            known = [o for o in origins if o != foreign]
            for _ in range(int(unknown)):
                picked, truth = parcel(held, known, foreign, generator)
                found = ask(adamas, folder, header, library, picked)["none"]
                shares.append(found["share"])
                seen += found["lower"] > 0
                covered += found["lower"] <= truth["none of the references"] <= found["upper"]
                byOrigin[foreign] = byOrigin.get(foreign, 0) + (found["lower"] > 0)
        print(
            f"{which}, {len(shares)} parcels with 20 % of an origin that was left out: said to hold none of the references "
            f"{seen / len(shares):.3f}, mean share {sum(shares) / len(shares):.3f}, interval holds the share "
            f"{covered / len(shares):.3f}; by origin " + ", ".join(str(n) for n in byOrigin.values()), flush=True)


main(*sys.argv[1:])
