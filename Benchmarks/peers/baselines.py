"""Baselines of a wide table: how fast pybaselines is, and whether Adamas finds the same.

    adamas baseline TABLE.csv --method arpls --whole-axis --output B.npy --verbose
    python3 Benchmarks/peers/baselines.py TABLE.csv --method arpls --check B.npy
    python3 Benchmarks/peers/baselines.py TABLE.csv --method arpls --adamas .build/release/adamas --pairs 5

The last form runs both in turn and prints the ratio of the median times: the loop over all spectra of
`pybaselines` in one process against what `adamas baseline --verbose` says of fitting alone, on all
processors. Both leave reading the file out.

Each row is one spectrum: all columns whose name is a number, each once, in the table's order, as one
segment. That is what `--whole-axis` does; without it Adamas keeps the segments of the axis apart.
Defaults are those of pybaselines for lam, tol and max_iter, and a half window of 40 for SNIP.

Needs numpy, pandas, scipy and pybaselines. With `pentapy` installed pybaselines uses it: the first line
printed says so. Run with OPENBLAS_NUM_THREADS=1.
"""

import argparse
import importlib.util
import re
import statistics
import subprocess
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pybaselines
from pybaselines.smooth import snip
from pybaselines.whittaker import airpls, arpls

METHODS = {
    "snip": lambda y: snip(y, max_half_window=40),
    "airpls": lambda y: airpls(y, lam=1e6, diff_order=2, max_iter=50, tol=1e-3),
    "arpls": lambda y: arpls(y, lam=1e5, diff_order=2, max_iter=50, tol=1e-3),
}


def is_number(name):
    try:
        float(name)
        return True
    except ValueError:
        return False


def fit(spectra, method):
    """The baselines, how long they took by the clock and in processor time, and the number of fits."""
    start, used = time.perf_counter(), time.process_time()
    results = [METHODS[method](y) for y in spectra]
    took, used = time.perf_counter() - start, time.process_time() - used
    fits = sum(len(found.get("tol_history", ())) for _, found in results)
    return np.array([baseline for baseline, _ in results]), took, used, fits


def compare(found, expected):
    """Prints the largest difference, by value and against the largest value of the spectrum."""
    if found.shape != expected.shape:
        raise SystemExit(f"the shapes differ: {found.shape} and {expected.shape}")
    difference = np.abs(found - expected)
    by_value = np.max(difference / np.maximum(np.abs(expected), np.finfo(float).tiny))
    by_spectrum = np.max(difference.max(axis=1) / np.abs(expected).max(axis=1))
    print(f"largest difference: {by_value:.2e} of the value, {by_spectrum:.2e} of the spectrum")
    if not by_value <= 1e-6:
        raise SystemExit("they differ by more than 1e-6")


def run_adamas(program, table, method, folder):
    """The baselines of Adamas, the seconds that fitting took, and the processor time of the process."""
    output = Path(folder) / "baselines.npy"
    before = resource_seconds()
    words = subprocess.run(
        [program, "baseline", table, "--method", method, "--whole-axis", "--output", output,
         "--verbose"],
        check=True, stderr=subprocess.PIPE, text=True,
    ).stderr
    found = re.search(r"fitted ([0-9.e-]+) seconds", words)
    return np.load(output), float(found.group(1)), resource_seconds() - before


def resource_seconds():
    import resource

    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("table")
    parser.add_argument("--method", choices=METHODS, default="arpls")
    parser.add_argument("--check", help="a matrix that Adamas wrote")
    parser.add_argument("--adamas", help="the program, to be run in turn")
    parser.add_argument("--pairs", type=int, default=3)
    options = parser.parse_args()
    warnings.simplefilter("ignore")

    has_pentapy = importlib.util.find_spec("pentapy") is not None
    print(f"pybaselines {pybaselines.__version__}, {'with' if has_pentapy else 'without'} pentapy")
    table = pd.read_csv(options.table)
    spectra = table[[name for name in table if is_number(name)]].to_numpy(float)
    print(f"{len(spectra)} spectra of {spectra.shape[1]} channels")

    if not options.adamas:
        expected, took, used, fits = fit(spectra, options.method)
        print(f"{options.method}: {took:.2f} s, processor {used:.2f} s, {fits} fits")
        if options.check:
            compare(np.load(options.check), expected)
        return
    ours, theirs, processor = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(options.pairs):
            found, seconds, total = run_adamas(options.adamas, options.table, options.method, folder)
            expected, took, used, fits = fit(spectra, options.method)
            ours.append(seconds)
            theirs.append(took)
            processor.append(used / total)
            print(f"Adamas {seconds:.3f} s (process {total:.2f} s of processor), "
                  f"pybaselines {took:.2f} s ({used:.2f} s), ratio {took / seconds:.1f}")
    compare(found, expected)
    print(f"{options.method}: median Adamas {statistics.median(ours):.3f} s, pybaselines "
          f"{statistics.median(theirs):.2f} s, ratio "
          f"{statistics.median(t / o for t, o in zip(theirs, ours)):.1f}")
    print(f"processor time with reading and writing: ratio {statistics.median(processor):.1f}")


if __name__ == "__main__":
    main()
