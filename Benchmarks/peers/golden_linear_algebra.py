#!/usr/bin/env python3
"""Golden values for Tests/LinearAlgebraTests, computed by NumPy and SciPy.

    pip install numpy scipy
    golden_linear_algebra.py    # prints every value that the tests hold

The inputs are whole numbers from a rule that the tests repeat, so no file has to be shared:
element (i, j) of `table(m, n)` is ((i * 7 + j * 5 + i * j) mod 13) - 6.
"""
import numpy as np
from scipy import linalg


def table(rows, columns):
    i, j = np.indices((rows, columns))
    return ((i * 7 + j * 5 + i * j) % 13 - 6).astype(float)


def show(name, values):
    print(name, [float(f"{v:.15g}") for v in np.ravel(values)])


a = table(6, 4)
positive = a.T @ a + 4 * np.eye(4)
show("product a^T a", a.T @ a)
show("column means", a.mean(0))
show("scatter about the means", (a - a.mean(0)).T @ (a - a.mean(0)))
show("cholesky", linalg.cholesky(positive, lower=True))
show("solve L x = b for rows of table(2, 4)",
     linalg.solve_triangular(linalg.cholesky(positive, lower=True), table(2, 4).T, lower=True).T)
values, vectors = linalg.eigh(positive)
order = np.argsort(-values)
vectors = vectors[:, order].T
vectors *= np.sign(vectors[np.arange(4), np.abs(vectors).argmax(1)])[:, None]
show("eigenvalues", values[order])
show("eigenvectors", vectors)
left, singular, right = linalg.svd(a, full_matrices=False)
signs = np.sign(right[np.arange(4), np.abs(right).argmax(1)])
show("singular values", singular)
show("right singular vectors", right * signs[:, None])
show("left singular vectors", left * signs)
