"""Golden values for the tests of mappings between instruments, computed with NumPy alone.

    python3 Benchmarks/peers/golden_transfer.py

Prints what Tests/FingerprintsTests/WindowRegressionTests.swift expects: ridge regressions shrunk
towards a guess, by the normal equations, and what n fits without one specimen each foretell of it.
"""
import numpy as np

X = np.array(
    [[1.0, 2.0, 0.5], [2.0, 1.0, 1.5], [0.5, 3.0, 2.0], [3.0, 2.5, 1.0], [1.5, 0.5, 2.5],
     [2.5, 1.5, 0.2], [0.8, 2.2, 1.1]])
y = np.array([2.1, 2.0, 3.4, 3.3, 1.2, 2.2, 2.4])
shares = np.array([0.25, 0.75, 0.0])

guess = y.mean() / (shares @ X.mean(0)) * shares
scale = ((X - X.mean(0)) ** 2).sum() / X.shape[1]


def fit(rows, penalty):
    """Offset and coefficients with the least squares plus penalty times |b - guess| squared."""
    a, b = X[rows], y[rows]
    centred, rest = a - a.mean(0), b - b.mean()
    system = centred.T @ centred + penalty * np.eye(X.shape[1])
    coefficients = np.linalg.solve(system, centred.T @ rest + penalty * guess)
    return coefficients, b.mean() - coefficients @ a.mean(0)


for ridge in [0.01, 1.0, 100.0]:
    everything = np.arange(len(y))
    coefficients, offset = fit(everything, ridge * scale)
    left_out = []
    for row in everything:
        some, constant = fit(np.delete(everything, row), ridge * scale)
        left_out.append(some @ X[row] + constant)
    print(f"({ridge}, [{', '.join(f'{v:.12g}' for v in coefficients)}], {offset:.12g},")
    print(f"  [{', '.join(f'{v:.12g}' for v in left_out)}]),")
