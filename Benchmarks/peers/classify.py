#!/usr/bin/env python3
"""Classifies LIBS shots as a user would with pandas, numpy and scikit-learn.

    pip install numpy pandas scikit-learn
    classify.py fit REFERENCES.csv MODEL.pkl        # columns stone, origin, wavelengths
    classify.py classify SHOTS.csv MODEL.pkl OUT.csv

The steps are those of `adamas classify` as far as these libraries have them: total light and square root, principal
components, shrinkage discriminant scores, nearest neighbours, one answer for each stone. There is no instrument
guard, no typicality, no prediction set and no calibration here.
"""
import pickle
import sys

import numpy as np
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline


def features(table):
    light = table.drop(columns=[c for c in ("stone", "origin") if c in table]).to_numpy(float)
    return np.sqrt(np.clip(light / light.sum(1, keepdims=True) * light.shape[1], 0, None))


def main(command, table, model, output=None):
    shots = pd.read_csv(table)
    if command == "fit":
        scores = make_pipeline(
            PCA(60, random_state=0), LinearDiscriminantAnalysis(solver="eigen", shrinkage="auto"))
        x = features(shots)
        z = scores.fit(x, shots.origin).transform(x)
        neighbours = KNeighborsClassifier(15, weights="distance").fit(z, shots.origin)
        pickle.dump((scores, neighbours), open(model, "wb"))
        return
    scores, neighbours = pickle.load(open(model, "rb"))
    p = pd.DataFrame(neighbours.predict_proba(scores.transform(features(shots))), columns=neighbours.classes_)
    p.groupby(shots.stone.to_numpy()).mean().to_csv(output)


main(*sys.argv[1:])
