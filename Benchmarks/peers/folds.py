#!/usr/bin/env python3
"""Cross-validates origins as a user would with pandas and scikit-learn, and times it beside Adamas.

    pip install numpy pandas scikit-learn
    folds.py validate TABLE.csv --label COLUMN --group COLUMN,… --fold COLUMN
    folds.py time ADAMAS TABLE.csv --label COLUMN --group COLUMN,… --fold COLUMN [PAIRS]

`validate` is one model: total light and square root, 60 principal components, shrinkage discriminant scores, 15 nearest
neighbours weighted by distance, fitted anew for each fold. Then each origin is left out of each fold's references in turn,
and the mean distance of the questioned groups to 15 neighbours says how well it would have been seen as unknown. All
parameters are fixed; Adamas chooses its own inside the references of each fold, calibrates its confidence there, and
leaves each origin out as well.

`time` runs both as whole processes, in turn, and prints medians, the median of the pairs' ratios, and the same for
processor time, which other work on the machine changes less. The peer's BLAS has the number of threads that it takes by
itself; set OPENBLAS_NUM_THREADS for another.
"""
import os
import statistics
import subprocess
import sys
import time


def validate(table, label, group, fold):
    import numpy as np
    import pandas as pd
    from sklearn.decomposition import PCA
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
    from sklearn.metrics import log_loss, roc_auc_score
    from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors
    from sklearn.pipeline import make_pipeline

    shots = pd.read_csv(table, low_memory=False)
    light = shots[[name for name in shots.columns if name.replace(".", "", 1).isdigit()]].to_numpy(float)
    features = np.sqrt(np.clip(light / light.sum(1, keepdims=True) * light.shape[1], 0, None))
    origin, folds = shots[label].to_numpy(str), shots[fold].to_numpy()
    stone = shots[group].astype(str).agg("/".join, axis=1).to_numpy(str)
    origins = np.unique(origin)

    def metric(rows):
        scores = make_pipeline(
            PCA(60, random_state=0), LinearDiscriminantAnalysis(solver="eigen", shrinkage="auto"))
        return scores.fit(features[rows], origin[rows])

    posterior = np.zeros((len(origin), len(origins)))
    for number in np.unique(folds):
        known, questioned = folds != number, folds == number
        scores = metric(known)
        nearest = KNeighborsClassifier(15, weights="distance").fit(scores.transform(features[known]), origin[known])
        columns = np.searchsorted(origins, nearest.classes_)
        posterior[np.ix_(np.flatnonzero(questioned), columns)] = nearest.predict_proba(
            scores.transform(features[questioned]))
    said = origins[posterior.argmax(1)]
    stones = pd.DataFrame({"stone": stone, "origin": origin, "said": said}).groupby("stone")
    right = stones.apply(lambda shots: shots.said.mode()[0] == shots.origin.iloc[0])
    clipped = np.clip(posterior, 1e-6, 1)
    loss = log_loss(origin, clipped / clipped.sum(1, keepdims=True), labels=origins)

    areas = []
    for left_out in origins:
        for number in np.unique(folds):
            known, questioned = (folds != number) & (origin != left_out), folds == number
            scores = metric(known)
            nearest = NearestNeighbors(n_neighbors=15).fit(scores.transform(features[known]))
            distance = nearest.kneighbors(scores.transform(features[questioned]))[0].mean(1)
            mean = pd.Series(distance).groupby(stone[questioned]).mean()
            unknown = pd.Series(origin[questioned] == left_out).groupby(stone[questioned]).first()
            if unknown.nunique() == 2:
                areas.append(roc_auc_score(unknown, mean))
    print(f"per item {np.mean(said == origin):.3f}  per group {np.mean(right):.3f}  log loss {loss:.3f}  "
          f"unknown origin, area {np.mean(areas):.3f}")


def whole(*command):
    """Seconds, and seconds of processor time, of a whole process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command[0]} ended with status {status}")
    return time.perf_counter() - start, used.ru_utime + used.ru_stime


def pairs(adamas, table, label, group, fold, count=3):
    """(wall, processor) of Adamas and of the peer, run in turn."""
    ours = (adamas, "validate", table, "--label", label, "--group", ",".join(group), "--fold", fold)
    theirs = (sys.executable, os.path.abspath(__file__), "validate", table, "--label", label, "--group",
              ",".join(group), "--fold", fold)
    return [(whole(*ours), whole(*theirs)) for _ in range(count)]


def main(command, *arguments):
    option = {arguments[i]: arguments[i + 1] for i, a in enumerate(arguments) if a.startswith("--")}
    plain = [a for i, a in enumerate(arguments)
             if not a.startswith("--") and (i == 0 or not arguments[i - 1].startswith("--"))]
    columns = option["--label"], option["--group"].split(","), option["--fold"]
    if command == "validate":
        return validate(plain[0], *columns)
    found = pairs(*plain[:2], *columns, *map(int, plain[2:]))
    for number, name in enumerate(("whole process", "processor time")):
        a, b = (statistics.median(pair[side][number] for pair in found) for side in (0, 1))
        ratio = statistics.median(pair[1][number] / pair[0][number] for pair in found)
        print(f"{name}: Adamas {a:.2f} s, pandas and scikit-learn {b:.2f} s, ratio {ratio:.1f}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
