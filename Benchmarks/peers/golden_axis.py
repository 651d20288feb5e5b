"""Golden values for the tests of axis registration, computed with NumPy alone.

    python3 Benchmarks/peers/golden_axis.py

Prints what Tests/FingerprintsTests/AirWavelengthTests.swift, SpectralPeaksTests.swift and
ShiftFitTests.swift expect.
"""
import numpy as np


def index(vacuum_nm):
    """Ciddor (1996), doi:10.1364/AO.35.001566, equation 1; standard air."""
    square = (1e3 / vacuum_nm) ** 2
    return 1 + 1e-8 * (5792105 / (238.0185 - square) + 167917 / (57.362 - square))


def vacuum(air_nm):
    """By bisection, not by the iteration that the Swift code uses."""
    low, high = air_nm, air_nm * 1.001
    for _ in range(200):
        middle = (low + high) / 2
        if middle / index(middle) < air_nm:
            low = middle
        else:
            high = middle
    return (low + high) / 2


print("vacuum -> air")
for nm in (200, 247.931, 393.477, 589.1583, 656.46, 766.701, 1000):
    print(f"  {nm}: {nm / index(nm):.9f}")
print("air -> vacuum")
for nm in (247.856, 393.366, 588.995, 656.279):
    print(f"  {nm}: {vacuum(nm):.9f}")

print("parabola through three uneven points: top")
x, y = np.array([10.0, 10.5, 11.3]), np.array([4.0, 9.0, 3.0])
a, b, _ = np.polyfit(x - 10.5, y, 2)
print(f"  {10.5 - b / (2 * a):.12f}")

print("weighted least squares, shifts at 300, 420, 500, 640, 700 nm: value at 350 and 690 nm")
x = np.array([300.0, 420, 500, 640, 700])
y = np.array([0.10, 0.14, 0.13, 0.20, 0.26])
w = np.array([1.0, 2, 1, 0.5, 3])
for degree in (0, 1, 2):
    fit = np.polyfit((x - 500) / 100, y, degree, w=np.sqrt(w))
    print(f"  degree {degree}:", *(f"{np.polyval(fit, (p - 500) / 100):.12f}" for p in (350, 690)))
