#!/usr/bin/env python3
"""Telling sixteen real samples apart by half of their grains, with ages in place of stone weights.

    sizes_namib.py ADAMAS NAMIB-ZIRCON-AGES.csv [SPLITS] [SEED] [geometric]

ADAMAS is the program. Every sample is split in halves; a library is fitted to the first halves, single
grains, and the second halves are classified: as single grains, in 12 classes with nearly as many grains
each, and where asked in 12 classes that rise by a constant factor. Ages in Ga stand for carats. Wants numpy and scipy, the latter for the distances.
"""
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from scipy.stats import ks_2samp, wasserstein_distance


def read(path):
    with open(path) as file:
        names = file.readline().strip().split(",")
        rows = [line.rstrip("\n").split(",") for line in file]
    columns = {
        name: np.array([float(row[j]) for row in rows if len(row) > j and row[j].strip()]) / 1000
        for j, name in enumerate(names)
    }
    return columns


def stones(samples):
    lines = ["parcel,origin,handling,carats"]
    for name, values in samples.items():
        lines += [f"{name},{name},run-of-mine,{value!r}" for value in values.tolist()]
    return "\n".join(lines) + "\n"


def classes(samples, bounds):
    lines = ["parcel,handling,lower_ct,upper_ct,stones"]
    for name, values in samples.items():
        counts = np.histogram(values, list(bounds) + [np.inf])[0]
        for j, count in enumerate(counts):
            upper = f"{bounds[j + 1]:g}" if j + 1 < len(bounds) else ""
            lines.append(f"{name},run-of-mine,{bounds[j]:g},{upper},{count}")
    return "\n".join(lines) + "\n"


def split(adamas, samples, tables, seed, place):
    """The rank-1 hits and log losses of one split."""
    rng = np.random.default_rng([seed, place])
    known, asked = {}, {}
    for name, values in samples.items():
        order = rng.permutation(len(values))
        half = len(values) // 2
        known[name], asked[name] = values[order[:half]], values[order[half:]]
    names = list(samples)
    result = {
        "Kolmogorov-Smirnov": ([
            min(names, key=lambda o: ks_2samp(asked[n], known[o]).statistic) == n for n in names
        ], None),
        "Wasserstein": ([
            min(names, key=lambda o: wasserstein_distance(np.log(asked[n]), np.log(known[o]))) == n
            for n in names
        ], None),
    }
    environment = dict(os.environ, OPENBLAS_NUM_THREADS="1")
    with tempfile.TemporaryDirectory() as folder:
        reference, library = f"{folder}/known.csv", f"{folder}/known.adamas"
        with open(reference, "w") as file:
            file.write(stones(known))
        subprocess.run(
            [adamas, "library", "fit", reference, "--label", "origin", "--output", library],
            check=True, capture_output=True, env=environment)
        for title, bounds in tables.items():
            questioned = f"{folder}/asked.csv"
            with open(questioned, "w") as file:
                file.write(stones(asked).replace(",origin,", ",truth,") if bounds is None
                           else classes(asked, bounds))
            run = subprocess.run(
                [adamas, "classify", questioned, "--library", library, "--format", "json"],
                capture_output=True, text=True, env=environment)
            if run.returncode not in (0, 1):
                raise SystemExit(run.stderr)
            hits, losses = [], []
            for answer in json.loads(run.stdout)["assessments"]:
                ranked = {o["origin"]: o["probability"] for o in answer["origins"]}
                hits.append(max(ranked, key=ranked.get) == answer["item"])
                losses.append(-np.log(max(ranked[answer["item"]], 1e-6)))
            result[title] = (hits, losses)
    return result


def main(adamas, path, splits=80, seed=1, also=None):
    samples = read(path)
    every = np.concatenate(list(samples.values()))
    even = np.unique(np.round(np.quantile(every, np.arange(1, 12) / 12), 2) + 0.007)
    tables = {
        "single stones": None,
        "12 even classes": np.round(np.r_[0.02, even], 3).tolist(),
    }
    if also == "geometric":
        geometric = np.r_[0.02, np.geomspace(0.18, 2.6, 12)[1:]]
        tables["12 geometric classes"] = np.round(geometric, 3).tolist()
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(
            lambda place: split(adamas, samples, tables, int(seed), place), range(int(splits))))
    for title in results[0]:
        hits = np.array([r[title][0] for r in results])
        error = hits.mean(1).std(ddof=1) / np.sqrt(len(hits))
        line = f"{title:22s} right at rank 1 {hits.mean():.4f} (standard error {error:.4f})"
        if results[0][title][1] is not None:
            losses = np.array([r[title][1] for r in results])
            line += f"   log loss {losses.mean():.3f}"
        print(line)


if __name__ == "__main__":
    main(*sys.argv[1:])
