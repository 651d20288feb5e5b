#!/usr/bin/env python3
"""Golden values for the tests of the classifier, computed without any of its code.

    pip install numpy scipy scikit-learn
    golden_classifier.py    # prints every value that the tests hold

They stand in Tests/MatchingTests and Tests/FingerprintsTests. The inputs come from SplitMix64, which
the tests repeat (Oracle.swift, Samples.swift), so no file has to be shared. Wherever there is one, a
library does the work in another way than Adamas: covariances directly over the features instead of
in components, the generalised eigenproblem instead of whitening, bounded scalar minimisation instead
of Newton's method, scikit-learn for components, shrinkage and scores.
"""
import math

import numpy as np
from scipy import linalg, optimize, special
from scipy.spatial.distance import cdist
from sklearn import metrics
from sklearn.covariance import ledoit_wolf_shrinkage
from sklearn.decomposition import PCA

MASK = 2**64 - 1


class Numbers:
    def __init__(self, seed):
        self.state = seed * 0x9E3779B97F4A7C15 & MASK

    def next(self):
        self.state = self.state + 0x9E3779B97F4A7C15 & MASK
        z = self.state
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
        z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
        return z ^ z >> 31

    def matrix(self, rows, columns):
        """Multiples of 2^-20 in [-1, 1)."""
        draws = [(self.next() >> 43) * 2.0**-20 - 1 for _ in range(rows * columns)]
        return np.array(draws).reshape(rows, columns)


class Sample:
    """Groups of shots: an effect of the origin, one of the group, and noise, as in Samples.swift."""

    def __init__(self, seed, group_counts, shots, features, questioned):
        numbers = Numbers(seed)
        origins = len(group_counts)
        self.owner = np.repeat(np.arange(origins), group_counts)
        groups = len(self.owner)
        effects = numbers.matrix(origins, features) * 0.5
        stones = numbers.matrix(groups + questioned, features) * 0.25
        noise = numbers.matrix((groups + questioned) * shots, features) * 0.5
        owner = np.r_[self.owner, np.arange(questioned) % origins]
        group = np.repeat(np.arange(groups + questioned), shots)
        x = (effects[owner[group]] + stones[group] + noise) * 2.0 ** -(np.arange(features) % 4)
        known = group < groups
        self.x, self.y, self.g = x[known], owner[group][known], group[known]
        self.q, self.qy, self.qg = x[~known], owner[group][~known], group[~known] - groups
        self.origins = origins


def show(name, values):
    values = np.ravel(np.asarray(values, float))
    print(f"{name}: [" + ", ".join(f"{v:.12g}" for v in values) + "]")


def class_means(x, y, g, origins):
    """The mean of the groups' means; NaN where there is none."""
    return np.array([
        np.mean([x[g == h].mean(0) for h in np.unique(g[y == c])], axis=0)
        if (y == c).any() else np.full(x.shape[1], np.nan)
        for c in range(origins)])


def scatters(x, y, g, origins):
    """The covariances within and between groups, in the space of x."""
    names = np.unique(g)
    means = np.array([x[g == h].mean(0) for h in names])
    owner = np.array([y[g == h][0] for h in names])
    centres = class_means(x, y, g, origins)
    present = len(np.unique(y))
    inside = x - means[np.searchsorted(names, g)]
    within = np.zeros((x.shape[1],) * 2)
    if len(x) > len(names):
        within = inside.T @ inside / (len(x) - len(names))
    between = np.zeros_like(within)
    if len(names) > present:
        outside = means - centres[owner]
        share = np.mean([1 / np.sum(g == h) for h in names])
        between = outside.T @ outside / (len(names) - present) - within * share
    return within, between, centres, means, owner


class Fit:
    """Scores against references, with the metric from the generalised eigenproblem."""

    def __init__(self, x, y, g, origins, components):
        rank = min(np.linalg.matrix_rank(x - x.mean(0)), 240)
        self.pca = PCA(n_components=int(min(components, rank))).fit(x)
        z = self.pca.transform(x)
        p = z.shape[1]
        within, between, centres, means, owner = scatters(z, y, g, origins)
        total = within + between
        self.shrinkage = ledoit_wolf_shrinkage(z - centres[y], assume_centered=True)
        total = (1 - self.shrinkage) * total + self.shrinkage * np.trace(total) / p * np.eye(p)
        known = [c for c in range(origins) if (y == c).any()]
        spread = centres[known] - centres[known].mean(0)
        _, axes = linalg.eigh(spread.T @ spread, total)
        self.axes = axes[:, ::-1][:, :max(1, min(len(known) - 1, p))]
        self.y, self.owner, self.origins, self.known = y, owner, origins, known
        self.z, self.means = z @ self.axes, means @ self.axes
        self.centres = centres @ self.axes
        self.total, self.middle = total, centres[known].mean(0)

    def project(self, x):
        return self.pca.transform(x) @ self.axes

    def outside(self, x):
        """What of the Mahalanobis distance to the common centre is not in the axes."""
        away = self.pca.transform(x) - self.middle
        whole = (away * np.linalg.solve(self.total, away.T).T).sum(1)
        return np.sqrt(np.maximum(whole - ((away @ self.axes) ** 2).sum(1), 0))

    def scores(self, z):
        gaussian = np.full((len(z), self.origins), -np.inf)
        near = gaussian.copy()
        for c in self.known:
            gaussian[:, c] = -0.5 * cdist(z, self.centres[c:c + 1], "sqeuclidean")[:, 0]
            distances = np.sort(cdist(z, self.z[self.y == c]), axis=1)
            near[:, c] = -distances[:, :-(-np.sum(self.y == c) // 10)].mean(1)
        return gaussian, near

    def group_scores(self, z):
        result = np.full((len(z), self.origins), -np.inf)
        for c in self.known:
            result[:, c] = -cdist(z, self.means[self.owner == c]).min(1)
        return result


def per_group(values, groups):
    return np.array([values[groups == h].mean(0) for h in dict.fromkeys(groups)])


def log_posterior(scores, sharpness, epsilon):
    soft = special.softmax(sharpness * scores, axis=1)
    present = np.isfinite(scores)
    return np.log(np.where(
        present, (1 - epsilon) * soft + epsilon / present.sum(1, keepdims=True), 1))


def temperature(scores, truth, weights, epsilon):
    present = np.isfinite(scores)
    target = epsilon * present / present.sum(1, keepdims=True)
    target[np.arange(len(truth)), truth] += 1 - epsilon

    def losses(sharpness):
        logs = special.log_softmax(sharpness * scores, axis=1)
        return -np.where(present, target * np.where(present, logs, 0), 0).sum(1)

    found = optimize.minimize_scalar(
        lambda u: np.average(losses(math.exp(u)), weights=weights),
        bounds=(math.log(1e-4), math.log(1e4)), method="bounded", options={"xatol": 1e-10})

    # The minimum is flat: its place is found to the last digits by the slope.
    def slope(u):
        soft = special.softmax(math.exp(u) * scores, axis=1)
        finite = np.where(present, scores, 0)
        return np.average((soft * finite).sum(1) - (target * finite).sum(1), weights=weights)

    u = found.x
    if slope(u - 0.01) * slope(u + 0.01) < 0:
        u = optimize.brentq(slope, u - 0.01, u + 0.01, xtol=1e-14)
    return math.exp(u), losses(math.exp(u))


def rms(scores):
    return math.sqrt(np.mean((scores - scores.mean(1, keepdims=True)) ** 2)) or 1.0


def not_worse(losses, best):
    difference = np.round(losses - best, 9)
    return difference.mean() <= difference.std(ddof=1) / math.sqrt(len(difference))


def calibrate(first, second, truth, units, order, share):
    scales = rms(first), rms(second)
    weights = 1 / np.array([np.sum(units == u) for u in units])
    epsilon = share / (len(truth) + 1)
    tried = []
    for weight in order:
        mixed = weight * first / scales[0] + (1 - weight) * second / scales[1]
        sharpness, losses = temperature(mixed, truth, weights, epsilon)
        by_unit = np.array([losses[units == u].mean() for u in dict.fromkeys(units)])
        tried.append((weight, sharpness, scales, epsilon, by_unit))
    best = min(tried, key=lambda t: round(t[4].mean(), 9))
    return next(t for t in tried if t is best or not_worse(t[4], best[4]))


def p_value(value, references):
    return (1 + np.sum(np.asarray(references) >= value - 1e-12)) / (1 + len(references))


class Classifier:
    """The whole method, for references with whole groups to hold out or one group per origin."""

    def __init__(self, s):
        self.sample = s
        several = [h for c in range(s.origins) for h in dict.fromkeys(s.g[s.y == c])
                   if len(set(s.g[s.y == c])) > 1]
        if several:
            folds = min(8, len(several))
            fold = np.array([several.index(h) % folds for h in s.g])
            unit = s.g.copy()
        else:
            place = np.array([np.sum(s.g[:i] == s.g[i]) for i in range(len(s.g))])
            size = np.array([np.sum(s.g == h) for h in s.g])
            fold = place * np.minimum(8, size) // size
            unit = s.g * 100 + fold
        rank = np.linalg.matrix_rank(s.x - s.x.mean(0))
        grid = (10, 20, 40, 80, 160, 240)
        choices = [p for p in grid if p < rank] + [p for p in grid if p >= rank][:1]
        rows = np.concatenate([np.flatnonzero(fold == f) for f in range(fold.max() + 1)])
        truth, units = s.y[rows], unit[rows]
        tried = {}
        for p in choices:
            fits = [Fit(s.x[fold != f], s.y[fold != f], s.g[fold != f], s.origins, p)
                    for f in range(fold.max() + 1)]
            held = [fit.project(s.x[fold == f]) for f, fit in enumerate(fits)]
            pair = [np.vstack(part) for part in
                    zip(*(fit.scores(z) for fit, z in zip(fits, held)))]
            fitted = calibrate(*pair, truth, units, (0.5, 0.25, 0.75, 0.0, 1.0), 1)
            tried[p] = fitted, fits, held, pair
        best = min(tried, key=lambda p: round(tried[p][0][4].mean(), 9))
        self.components = max(
            p for p in tried if p == best or not_worse(tried[p][0][4], tried[best][0][4]))
        self.item, fits, held, (gaussian, near) = tried[self.components]
        self.fit = Fit(s.x, s.y, s.g, s.origins, self.components)
        logs = log_posterior(self.mix(self.item, gaussian, near), self.item[1], self.item[3])
        self.surprises = [-logs[truth == c, c] for c in range(s.origins)]
        self.fits, self.held, self.fold, self.unit = fits, held, fold, unit

    @staticmethod
    def mix(calibration, first, second):
        weight, _, scales, *_ = calibration
        return weight * first / scales[0] + (1 - weight) * second / scales[1]

    def items(self, x):
        gaussian, near = self.fit.scores(self.fit.project(x))
        return log_posterior(self.mix(self.item, gaussian, near), self.item[1], self.item[3])

    def for_size(self, size):
        first, second, truth, outside = [], [], [], []
        for f, (fit, z) in enumerate(zip(self.fits, self.held)):
            rows = np.flatnonzero(self.fold == f)
            units = self.unit[rows]
            keep = np.array([np.sum(units[:i] == units[i]) < size for i in range(len(units))])
            first.append(fit.group_scores(per_group(z[keep], units[keep])))
            second.append(per_group(fit.scores(z[keep])[1], units[keep]))
            outside += list(fit.outside(per_group(self.sample.x[rows][keep], units[keep])))
            truth += [self.sample.y[rows][units == u][0] for u in dict.fromkeys(units)]
        first, second, truth = np.vstack(first), np.vstack(second), np.array(truth)
        calibration = calibrate(
            first, second, truth, np.arange(len(truth)), (1.0, 0.75, 0.5), 0.5)
        logs = log_posterior(self.mix(calibration, first, second), calibration[1], calibration[3])
        r = np.arange(len(truth))
        own, outside = -first[r, truth], np.array(outside)
        scales = [(v.mean(), max(0.05, v.std(ddof=1)))
                  for v in (np.log(np.maximum(u, 1e-9)) for u in (own, outside))]

        def strangeness(distance, residual):
            near, out = ((np.log(np.maximum(v, 1e-9)) - mean) / deviation
                         for v, (mean, deviation) in zip((distance, residual), scales))
            return near + np.maximum(0, out - 2)

        return (calibration, strangeness(own, outside), strangeness(-first.max(1), outside),
                -logs[r, truth], strangeness)

    def groups(self, x, g, size):
        z = self.fit.project(x)
        nearest = self.fit.group_scores(per_group(z, g))
        near = per_group(self.fit.scores(z)[1], g)
        outside = self.fit.outside(per_group(x, g))
        calibration, own, any_, surprises, strangeness = self.for_size(size)
        logs = log_posterior(self.mix(calibration, nearest, near), calibration[1], calibration[3])
        return (calibration, np.exp(logs),
                [[p_value(strangeness(-v, r), own) for v in row]
                 for row, r in zip(nearest, outside)],
                [[p_value(-v, surprises) for v in row] for row in logs],
                [p_value(strangeness(-row.max(), r), any_) for row, r in zip(nearest, outside)])


def pairs(z):
    """Distances of the first row to some others: they do not change with rotations."""
    return [np.linalg.norm(z[0] - z[i]) for i in (1, 7, 13, 19, 25, 31)]


def main():
    samples = {
        "tall": Sample(1, [3, 3, 3], 4, 12, questioned=3),
        "wide": Sample(2, [3, 3, 3], 4, 60, questioned=3),
        "single": Sample(3, [1, 1], 20, 6, questioned=2),
    }
    for name, s in samples.items():
        print(f"# {name}: {s.x.shape[0]} x {s.x.shape[1]}, first {s.x[0, :2]}, last {s.x[-1, -2:]}")
        pca = PCA().fit(s.x)
        rank = min(len(s.x) - 1, s.x.shape[1])
        show("variances (of n)", pca.explained_variance_[:6] * (len(s.x) - 1) / len(s.x))
        show("distances in 5 components", pairs(pca.transform(s.x)[:, :5]))
        within, between, centres, *_ = scatters(s.x, s.y, s.g, s.origins)
        show("within groups, features 0 and 1", within[:2, :2])
        show("between groups, features 0 and 1", between[:2, :2])
        show("traces", [np.trace(within), np.trace(between)])
        fit = Fit(s.x, s.y, s.g, s.origins, 10)
        show("shrinkage, 10 components", [fit.shrinkage])
        show("distances in the metric", pairs(fit.z))
        gaussian, near = fit.scores(fit.project(s.q[:2]))
        show("gaussian", gaussian)
        show("neighbours", near)
        show("nearest groups", fit.group_scores(per_group(fit.project(s.q), s.qg)))
        model = Classifier(s)
        weight, sharpness, scales, epsilon, losses = model.item
        print("components", model.components, "of", rank)
        show("item weight, sharpness, scales, epsilon", [weight, sharpness, *scales, epsilon])
        show("item loss", [losses.mean()])
        logs = model.items(s.q[:2])
        show("item probabilities", np.exp(logs))
        show("item p-values", [[p_value(-row[c], model.surprises[c]) for c in range(s.origins)]
                               for row in logs])
        # A group of four shots is calibrated with those cut to two: the largest size not above.
        for size in (20 if name == "single" else 2, 1):
            firsts = [np.argmax(s.qg == h) for h in np.unique(s.qg)]
            shown = firsts if size == 1 else slice(None)
            calibration, probabilities, typical, sets, novelty = model.groups(
                s.q[shown], s.qg[shown], size)
            print("calibrated for", size)
            show("weight, sharpness, scales, epsilon",
                 [*calibration[:2], *calibration[2], calibration[3]])
            show("probabilities", probabilities)
            show("typicalities", typical)
            show("set values", sets)
            show("novelties", novelty)

    print("# a calibration of given scores")
    numbers = Numbers(4)
    first, second = numbers.matrix(12, 3), numbers.matrix(12, 3)
    truth = np.arange(12) % 3
    first[np.arange(12), truth] += 0.5
    units = np.array([0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 6, 7])
    for order in ((0.5,), (1.0,), (0.0,), (0.5, 0.25, 0.75, 0.0, 1.0)):
        weight, sharpness, scales, epsilon, losses = calibrate(first, second, truth, units, order, 1)
        show(f"{order}: weight, sharpness, scales, epsilon, loss",
             [weight, sharpness, *scales, epsilon, losses.mean()])

    print("# scores")
    truth = [0, 0, 0, 0, 1, 1, 2, 2, 2]
    p = np.array([[.7, .2, .1], [.4, .5, .1], [.34, .33, .33], [.9, .1, 0], [.2, .7, .1],
                  [.5, .25, .25], [0, 0, 1], [.3, .4, .3], [.1, .3, .6]])
    show("accuracy, balanced, log loss, Brier", [
        metrics.accuracy_score(truth, p.argmax(1)),
        metrics.balanced_accuracy_score(truth, p.argmax(1)),
        metrics.log_loss(truth, p), metrics.brier_score_loss(truth, p, scale_by_half=False)])

    print("# elements: columns Rb and Ti, <0.5 is half of 0.5, < and 0 are half of the smallest")
    rb = np.array([1, 10, 0.25, 0.25, 4])   # 1, 10, <0.5, <, 4; the smallest that is known is 0.5
    ti = np.array([3, 8, 2, 1, 5])          # 3, 8, 2, 0, 5; the smallest that was measured is 2
    logs = np.log(np.c_[rb, ti])
    show("standardised", (logs - logs.mean(0)) / logs.std(0))
    print("# a shot on another axis")
    source, light = np.array([400.0, 401, 403, 404]), np.array([1.0, 3, 9, 5])
    show("resampled", np.interp([400.5, 402, 403.25], source, light))
    shot = np.interp([400.5, 402, 403.25], source, light)
    show("root of total light", np.sqrt(shot / shot.mean()))
    show("standard normal variate", (shot - shot.mean()) / shot.std())


if __name__ == "__main__":
    main()
