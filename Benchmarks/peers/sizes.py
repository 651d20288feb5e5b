"""What the measurements of size evidence share: tables of parcels, sieves, and asking the program."""
import json
import math
import os
import subprocess
import tempfile

import numpy as np
from scipy.special import ndtr

# The carat grid and the passing curve of the program, written down anew.
EDGES = np.round(np.arange(-3, 3.0125, 0.025), 10)
MIDDLES = (EDGES[:-1] + EDGES[1:]) / 2
SHAPE = 0.15
FACTORS = {"round": 0.0081, "square": 0.010}

# All begin at 0.0164 ct, so that a parcel loses the same stones whichever is used.
SETS = {
    "round": [1.265, 1.5, 2, 2.7, 3.35, 4, 4.75, 6, 7, 8, 9.5, 11],
    "square": [1.18, 1.7, 2.36, 3.35, 4.75, 6.7, 9.5],
    "carats": [0.0164, 0.03, 0.05, 0.1, 0.2, 0.35, 0.5, 1, 2, 4, 8],
}


def lognormal(mu, sigma):
    """Shares of the grid's cells."""
    below = ndtr((EDGES * math.log(10) - mu) / sigma)
    return np.diff(below) / np.diff(below).sum()


def member(row):
    """Shares of a member of a summary footprint: a lognormal, where stated with a Pareto tail."""
    shares = np.maximum(lognormal(float(row["mu"]), float(row["sigma"])), 1e-300)
    if row["tail_carats"]:
        joint = int((math.log10(float(row["tail_carats"])) + 3) / 0.025)
        weight = 10 ** MIDDLES
        shares[joint + 1:] = shares[joint] * (weight[joint + 1:] / weight[joint]) ** -float(
            row["tail_exponent"])
    return shares / shares.sum()


def draw(shares, count, lowest, rng):
    """Stones of at least a weight: their carats and the shape deviate that every sieve sees."""
    held = np.clip((EDGES[1:] - math.log10(lowest)) / 0.025, 0, 1) * shares
    cells = rng.choice(len(shares), size=count, p=held / held.sum())
    low = np.maximum(EDGES[cells], math.log10(lowest))
    logs = low + (EDGES[cells + 1] - low) * rng.uniform(size=count)
    return 10 ** logs, rng.standard_normal(count)


def counted(carats, shapes, kind, bounds):
    """The stones in each class of a sieve set, the last one open; smaller ones are lost."""
    if kind == "carats":
        sizes, edges = carats, np.array(bounds)
    else:
        sizes = carats * np.exp(SHAPE * shapes)
        edges = FACTORS[kind] * np.array(bounds) ** 3
    return np.histogram(sizes, np.r_[edges, np.inf])[0]


def carried(shares, kind, bounds):
    """The share of stones in each class of a sieve set, of those that it catches."""
    if kind == "carats":
        held = [np.clip((EDGES[1:] - np.log10(b)) / 0.025, 0, 1) for b in bounds]
    else:
        logs = (EDGES[:-1, None] + 0.025 * (np.arange(5) + 0.5) / 5) * math.log(10)
        held = [ndtr((logs - math.log(FACTORS[kind] * b ** 3)) / SHAPE).mean(1) for b in bounds]
    masses = np.array(held) @ shares
    masses -= np.r_[masses[1:], 0]
    return np.maximum(masses, 0) / np.maximum(masses, 0).sum()


def table(parcels, origins=None):
    """A table of size classes: `name -> (kind, bounds, counts)`, all in carats or all in millimetres."""
    first = next(iter(parcels.values()))[0]
    unit = "ct" if first == "carats" else "mm"
    header = ["parcel", "handling", f"lower_{unit}", f"upper_{unit}", "stones"]
    lines = [",".join(header + (["mesh"] if unit == "mm" else []) + (["origin"] if origins else []))]
    for name, (kind, bounds, counts) in parcels.items():
        for place, count in enumerate(counts):
            upper = f"{bounds[place + 1]:.9g}" if place + 1 < len(bounds) else ""
            row = [name, "run-of-mine", f"{bounds[place]:.9g}", upper, str(int(count))]
            row += [kind] if unit == "mm" else []
            lines.append(",".join(row + ([origins[name]] if origins else [])))
    return "\n".join(lines) + "\n"


def classify(adamas, parcels, library=None):
    """What the program says of parcels: `name -> its assessment` with `p`, the origins' probabilities."""
    answers = {}
    groups = {}
    for name, parcel in parcels.items():
        groups.setdefault(parcel[0] == "carats", {})[name] = parcel
    for group in groups.values():
        with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
            file.write(table(group))
            file.flush()
            command = [adamas, "classify", file.name, "--format", "json"]
            run = subprocess.run(
                command + (["--library", library] if library else []), capture_output=True, text=True,
                env=dict(os.environ, OPENBLAS_NUM_THREADS="1"))
        if run.returncode not in (0, 1, 3):
            raise SystemExit(run.stderr)
        for answer in json.loads(run.stdout)["assessments"]:
            answer["p"] = {o["origin"]: o["probability"] for o in answer["origins"]}
            answers[answer["item"]] = answer
    return answers
