#!/usr/bin/python3
"""Fits and checks the weights of shared/finger from what finger_bench wrote.

  finger_bench DATA features.csv measures.csv && ./fit.py features.csv measures.csv DATA/nfiq2.csv

Prints, each set measured with weights from the other sets: quality against NFIQ 2 (quality/combine.cpp), and the quantiles
of the raw score from which calibration.cpp's table is read. Needs python3-numpy.
"""
import csv
import sys

import numpy as np

features, measures, reference = sys.argv[1:4]


def spearman(a, b):
    rank = lambda v: np.argsort(np.argsort(v)).astype(float)
    return np.corrcoef(rank(a), rank(b))[0, 1]


def fit(a, b, penalty=3.0):
    mean, spread = a.mean(0), a.std(0)
    z = (a - mean) / spread
    w = np.linalg.solve(z.T @ z + penalty * np.eye(z.shape[1]), z.T @ (b - b.mean())) / spread
    return w, b.mean() - (w * mean).sum()


def quality():
    own = {r[0]: [float(v) for v in r[1:]] for r in csv.reader(open(measures))}
    score = {r[0]: float(r[3]) for r in list(csv.reader(open(reference)))[1:] if r[3] not in ("NA", "-1")}
    keys = [k for k in own if k in score]
    m, y = np.array([own[k] for k in keys]), np.array([score[k] for k in keys])
    sets = np.array([k.rsplit("/", 1)[0] for k in keys])
    area = np.minimum(m[:, 6], 220)
    x = np.stack([m[:, 2], area, area * m[:, 9] / 1000, m[:, 7]], 1)
    out = np.zeros(len(y))
    for left in np.unique(sets):
        w, b = fit(x[sets != left], y[sets != left])
        out[sets == left] = x[sets == left] @ w + b
        print(f"{left}: Spearman {spearman(out[sets == left], y[sets == left]):.3f} (weights from the other sets)")
    print(f"all, each set left out in turn: {spearman(out, y):.3f}")
    print("weights for combine.cpp (thousandths):", [round(v * 1000, 1) for v in fit(x, y)[0]], round(fit(x, y)[1], 1))


def scores():
    rows = list(csv.reader(open(features)))
    genuine = np.array([r[3] == "1" for r in rows])
    closeness, share, flow = (np.array([float(r[i]) for r in rows]) for i in (6, 7, 8))
    raw = closeness * share * flow**3
    impostor = np.sort(raw[~genuine])[::-1]
    for rate in (1e-4, 1e-3, 1e-2, 1e-1, 0.434):
        r = impostor[min(int(rate * len(impostor)), len(impostor) - 1)]
        print(f"FMR {rate:g}: raw {r:.3f}, score {1000 * r / (r + 4):.0f}, FNMR {np.mean(raw[genuine] < r) * 100:.2f} %")


quality()
scores()
