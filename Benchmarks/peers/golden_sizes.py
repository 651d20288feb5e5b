"""Golden values for the size tests, computed with numpy and scipy alone.

Run with `python3 Benchmarks/peers/golden_sizes.py`; paste what it prints into the tests that name it.
"""
import numpy as np
from scipy.integrate import quad
from scipy.special import gammaln, ndtr
from scipy.stats import lognorm

EDGES = 10.0 ** (-3 + 0.025 * np.arange(241))


def held(w, d, k, s=0.15):
    return ndtr((np.log(w) - np.log(k * d**3)) / s)


print("passing: square 2 mm, 0.07 ct", repr(held(0.07, 2, 0.010)))
print("passing: round 3 mm, 0.25 ct", repr(held(0.25, 3, 0.0081)))
# the mean over the cell from 10^-1.1 to 10^-1.075, exactly
lo, hi = np.log(EDGES[76]), np.log(EDGES[77])
print("cell 76, square 2 mm", repr(quad(lambda x: held(np.exp(x), 2, 0.010), lo, hi)[0] / (hi - lo)))

# shares of a lognormal (median 0.1 ct, sigma 1) in sharp classes, by the distribution itself
d = lognorm(s=1.0, scale=0.1)
b = np.array([0.02, 0.05, 0.1, 0.3, 1, 3])
t = d.sf(b)
p = np.append(t[:-1] - t[1:], t[-1]) / t[0]
print("carat classes", p.tolist())
# and in sieve classes by integration of density times passing probability
ds = [1.18, 1.7, 2.36, 3.35, 4.75]
H = [quad(lambda x: np.exp(-0.5 * (x - np.log(0.1)) ** 2) / np.sqrt(2 * np.pi) * held(np.exp(x), a, 0.010),
          np.log(1e-3), np.log(1e3), epsabs=1e-12, limit=400)[0] for a in ds]
H = np.array(H)
p = np.append(H[:-1] - H[1:], H[-1]) / H[0]
print("square classes", p.tolist())
# mean weights of lognormal stones between bounds
m = [quad(lambda w: w * d.pdf(w), b[i], b[i + 1])[0] / (d.cdf(b[i + 1]) - d.cdf(b[i])) for i in range(5)]
print("mean weights", m)

# cosine moments: stones by exact rank, classes by integration over the pooled rank
stones = np.array([0.05, 0.11, 0.11, 0.4, 2.5])
pool = np.array([0.03, 0.05, 0.08, 0.11, 0.2, 0.3, 0.9, 1.1])
u = (np.searchsorted(pool, stones, "left") + np.searchsorted(pool, stones, "right")) / 2 / len(pool)
k = np.arange(1, 17)
print("moments of stones", (np.sqrt(2) * np.cos(np.pi * np.outer(k, u)).mean(1) / np.sqrt(k)).tolist())
share, pooled = np.array([0.1, 0.2, 0.3, 0.4]), np.array([0.4, 0.3, 0.2, 0.1])
U = np.r_[0, np.cumsum(pooled)]
e = [sum(share[c] * quad(lambda x: np.cos(np.pi * j * x), U[c], U[c + 1])[0] / pooled[c] for c in range(4)) for j in k]
print("moments of classes", (np.sqrt(2) * np.array(e) / np.sqrt(k)).tolist())

print("log gamma", [float(gammaln(x)) for x in (0.003, 0.7, 3.5, 15.9, 16.0, 1234.5)])
y, a = np.array([3.0, 0, 7, 12]), np.array([0.5, 2, 4, 1.5])
print("log Dirichlet-multinomial", repr(gammaln(a.sum()) - gammaln(a.sum() + y.sum()) + (gammaln(a + y) - gammaln(a)).sum()))
