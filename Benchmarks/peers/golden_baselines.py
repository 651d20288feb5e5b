"""Golden values for the tests of baselines, computed without any of Adamas' code.

    python3 Benchmarks/peers/golden_baselines.py

Needs numpy, scipy and pybaselines (made with 2.4.6, 1.17.1 and 1.2.1). The values printed here stand in
Tests/FingerprintsTests/BaselineTests.swift and Tests/LinearAlgebraTests/WhittakerSmootherTests.swift.
"""

import warnings

import numpy as np
from pybaselines.smooth import snip
from pybaselines.whittaker import airpls, arpls
from scipy.linalg import solveh_banded


def spectrum(count):
    """A rising background, two lines and noise without a pattern, on whole numbers: exact in float32."""
    i = np.arange(count)
    noise = (i * i * 7 + 31 * i) % 101 % 11
    light = 200 + i + noise
    light[count // 4 : count // 4 + 3] += [40, 300, 50]
    light[count // 2 : count // 2 + 4] += [30, 90, 80, 20]
    return light.astype(float)


def show(name, values):
    print(name)
    print(", ".join(repr(float(v)) for v in values))


def main():
    warnings.simplefilter("ignore")
    y = spectrum(60)
    show("spectrum, first ten", y[:10])
    picked = np.arange(0, 60, 6)
    for half in (1, 3, 8, 40):
        show(f"snip, half window {half}, every sixth", snip(y, max_half_window=half)[0][picked])
    for name, method in (("airPLS", airpls), ("arPLS", arpls)):
        for lam, iterations in ((10, 50), (1e5, 50), (100, 2)):
            baseline, found = method(y, lam=lam, tol=1e-3, max_iter=iterations)
            show(
                f"{name}, lambda {lam}, at most {iterations} iterations, every sixth "
                f"({len(found['tol_history'])} fits)",
                baseline[picked],
            )

    i = np.arange(7)
    values = (i * i * 7 + 31 * i + 34) % 101 / 101
    weights = 0.01 + (i * i * 5 + 31 * i + 34) % 101 / 101
    penalty = np.diff(np.eye(7), 2, axis=0)
    system = np.diag(weights) + 10 * penalty.T @ penalty
    bands = np.array([np.append(np.diag(system, -k), np.zeros(k)) for k in range(3)])
    show("smooth row of 7, lambda 10", solveh_banded(bands, weights * values, lower=True))


if __name__ == "__main__":
    main()
