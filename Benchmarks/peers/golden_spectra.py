"""Golden values for the tests of the spectrum simulator, computed without any of its code.

    python3 Benchmarks/peers/golden_spectra.py

Needs numpy and scipy. Reads the facts in Models/simulated-spectra. The values printed here stand in
Tests/FingerprintsTests; the script that made them is named there.
"""

import csv
import math
import pathlib

from scipy import constants, special, stats

PACK = pathlib.Path(__file__).resolve().parents[2] / "Models" / "simulated-spectra"


def philox4x32(counter, key):
    """Ten rounds on Python's whole numbers (Salmon et al. 2011, doi:10.1145/2063384.2063405)."""
    c, k = list(counter), list(key)
    for _ in range(10):
        a, b = c[0] * 0xD2511F53, c[2] * 0xCD9E8D57
        c = [(b >> 32) ^ c[1] ^ k[0], b & 0xFFFFFFFF, (a >> 32) ^ c[3] ^ k[1], a & 0xFFFFFFFF]
        k = [(k[0] + 0x9E3779B9) & 0xFFFFFFFF, (k[1] + 0xBB67AE85) & 0xFFFFFFFF]
    return c


def draws(seed, stream, count):
    """The first 64-bit draws of a named stream."""
    name = 0xCBF29CE484222325
    for byte in stream.encode():
        name = (name ^ byte) * 0x100000001B3 % 2**64
    out = []
    for block in range((count + 1) // 2):
        counter = [block & 0xFFFFFFFF, block >> 32, name & 0xFFFFFFFF, name >> 32]
        w = philox4x32(counter, [seed & 0xFFFFFFFF, seed >> 32])
        out += [w[0] | w[1] << 32, w[2] | w[3] << 32]
    return out[:count]


def rows(name):
    with open(PACK / name, encoding="utf-8") as file:
        return list(csv.DictReader(file))


ATOMS = {row["element"]: row for row in rows("atomic-constants.csv")}


def partition(element, stage, kelvin):
    cool = float(ATOMS[element][f"logU_{stage}_5040K"])
    hot = float(ATOMS[element][f"logU_{stage}_10080K"])
    return 10 ** (hot + (cool - hot) * (5040 / kelvin - 0.5) / 0.5)


def share(element, stage, ev, density):
    """The Saha share of a stage, from SI constants and plain exponentials."""
    joule = ev * constants.e
    kelvin = joule / constants.k
    states = 2 * (2 * math.pi * constants.m_e * joule / constants.h**2) ** 1.5
    ratio = (
        states / (density * 1e6)
        * partition(element, "II", kelvin) / partition(element, "I", kelvin)
        * math.exp(-float(ATOMS[element]["ionisation_eV"]) / ev)
    )
    return ratio / (1 + ratio) if stage == "II" else 1 / (1 + ratio)


def emissivity(element, stage, wavelength, ev, density):
    line = next(
        row for row in rows("emission-lines.csv")
        if row["element"] == element and row["stage"] == stage
        and abs(float(row["wavelength_air_nm"]) - wavelength) < 0.001)
    kelvin = ev * constants.e / constants.k
    return (
        share(element, stage, ev, density) * float(line["gA_s-1"])
        * math.exp(-float(line["Ek_eV"]) / ev)
        / partition(element, stage, kelvin) / float(line["wavelength_air_nm"]))


def main():
    print("# philox, known answers")
    for counter, key in [
        ([0] * 4, [0] * 2), ([0xFFFFFFFF] * 4, [0xFFFFFFFF] * 2),
        ([0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344], [0xA4093822, 0x299F31D0]),
    ]:
        print([f"{word:08x}" for word in philox4x32(counter, key)])
    print("# draws(2026, 'CI/Séguéla')", [f"{d:#018x}" for d in draws(2026, "CI/Séguéla", 4)])
    print("# normal quantiles")
    for p in (1e-12, 1e-5, 0.05, 0.3, 0.975):
        print(p, repr(float(stats.norm.ppf(p))))
    print("# light of a line against C I 247.856, same number of atoms")
    for element, stage, wavelength in [
        ("Ca", "II", 393.366), ("Na", "I", 588.995), ("Fe", "II", 259.94), ("H", "I", 656.279),
        ("O", "I", 777.194), ("Ba", "II", 455.403),
    ]:
        for ev, density in [(0.7, 5e16), (0.85, 1e17), (1.0, 1e17)]:
            ratio = emissivity(element, stage, wavelength, ev, density) / emissivity(
                "C", "I", 247.856, ev, density)
            print(element, stage, wavelength, ev, density, f"{ratio:.8g}")
    print("# integral of the true Voigt profile from the centre to a distance")
    for gauss, lorentz in [(1.3, 0.08), (1.0, 1.0), (0.3, 1.2)]:
        sigma = gauss / math.sqrt(8 * math.log(2))
        for distance in (0.4, 1.0, 3.0):
            n = 20000
            h = distance / n
            total = sum(
                special.voigt_profile((i + 0.5) * h, sigma, lorentz / 2) for i in range(n)) * h
            print(gauss, lorentz, distance, f"{0.5 + total:.6f}")
    print("# integral of a band, from scipy.stats.exponnorm mirrored")
    sigma = 1.3 / math.sqrt(8 * math.log(2))
    for distance in (-6.0, -2.0, 0.0, 1.0):
        value = stats.exponnorm.sf(-distance, 1.8 / sigma, scale=sigma)
        print(distance, f"{value:.10f}")


if __name__ == "__main__":
    main()
