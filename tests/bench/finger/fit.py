#!/usr/bin/python3
"""Prints the quantiles of the raw score from which calibration.cpp's table is read, from what finger_bench wrote.

  finger_bench DATA features.csv && ./fit.py features.csv

Needs python3-numpy. The weights of quality/ are train_quality.py's.
"""
import csv
import sys

import numpy as np

features = sys.argv[1]


def scores():
    rows = list(csv.reader(open(features)))
    genuine = np.array([r[3] == "1" for r in rows])
    closeness, share, flow = (np.array([float(r[i]) for r in rows]) for i in (6, 7, 8))
    raw = closeness * share * flow**3
    impostor = np.sort(raw[~genuine])[::-1]
    for rate in (1e-4, 1e-3, 1e-2, 1e-1, 0.434):
        r = impostor[min(int(rate * len(impostor)), len(impostor) - 1)]
        print(f"FMR {rate:g}: raw {r:.3f}, score {1000 * r / (r + 4):.0f}, FNMR {np.mean(raw[genuine] < r) * 100:.2f} %")


scores()
