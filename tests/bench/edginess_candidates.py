"""Compares measures of how edgy a boundary is with the notebook's words.

    edginess_candidates.py trials.db [SEEDS]

Takes the models of a reproduction from its store (24 seeds where SEEDS is not given), and prints for shapes and for
the cases that the notebook calls smooth or edgy what each measure gives; then each measure's rank correlation with
the words, over the cases' medians: of all seeds, and of those that fit. Needs python3-contourpy and python3-scipy.
"""

import math
import sqlite3
import sys

import contourpy
import numpy as np
from scipy.stats import spearmanr

WORDS = {"smooth": 1, "~smooth": 2, "~edgy": 3, "edgy": 4, "very edgy": 5}
# Case: its word, hidden layers, and what is not 3 layers of ReLU trained for 150 epochs in batches of 32.
CASES = {
    "architecture 3": ("edgy", "10,10,10", {}),
    "architecture 5": ("smooth", "10,10,10,10,10", {}),
    "activation relu": ("~smooth", "10,10,10", {"epochs": 200}),
    "activation tanh": ("~edgy", "10,10,10", {"epochs": 200, "activation": "tanh"}),
    "activation elu": ("~smooth", "10,10,10", {"epochs": 200, "activation": "elu"}),
    "neurons 5": ("very edgy", "5,5,5", {}),
    "neurons 7": ("edgy", "7,7,7", {}),
    "neurons 10": ("~edgy", "10,10,10", {}),
    "neurons 50": ("smooth", "50,50,50", {}),
    "neurons 100": ("smooth", "100,100,100", {}),
    "batch-size 10": ("very edgy", "7,7,7", {"batch_size": 10}),
    "batch-size 32": ("~edgy", "7,7,7", {}),
    "batch-size 64": ("edgy", "7,7,7", {"batch_size": 64}),
    "epochs 30": ("edgy", "7,7,7", {"epochs": 30}),
    "epochs 50": ("edgy", "7,7,7", {"epochs": 50}),
    "epochs 100": ("~edgy", "7,7,7", {"epochs": 100}),
    "optimizer sgd": ("~smooth", "7,7,7", {}),
}
CHORDS = (0.3, 0.4, 0.6, 0.8)
PLACES_OF_CHORD = 8


def turning(line, chord):
    """The turning per unit of length at each place of a line, between chords on either side."""
    steps = np.hypot(*np.diff(line, axis=0).T)
    line, steps = line[np.r_[True, steps > 0]], steps[steps > 0]
    along = np.r_[0, np.cumsum(steps)]
    closed = np.array_equal(line[0], line[-1])
    if along[-1] < (4 if closed else 2) * chord:
        return np.empty(0)
    places = int(along[-1] / chord * PLACES_OF_CHORD)
    at = np.arange(places + (not closed)) * (along[-1] / places if closed else chord / PLACES_OF_CHORD)
    p = np.c_[np.interp(at, along, line[:, 0]), np.interp(at, along, line[:, 1])]
    k = PLACES_OF_CHORD
    if closed:
        before, after = p - np.roll(p, k, 0), np.roll(p, -k, 0) - p
    else:
        before, after = p[k:-k] - p[:-2 * k], p[2 * k:] - p[k:-k]
    cross = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    return np.abs(np.arctan2(cross, (before * after).sum(1))) / chord


def measures(lines, chord):
    t = np.concatenate([turning(np.asarray(line), chord) for line in lines] or [np.empty(0)])
    if not t.size or not t.sum():
        return None
    sharpest = np.sort(t)[::-1][:max(1, t.size // 10)]
    rms = math.sqrt((t ** 2).mean())
    return {"mean": t.mean(), "root mean square": rms, "share of the sharpest tenth": sharpest.sum() / t.sum(),
            "root mean square over mean": rms / t.mean(), "99 % quantile": np.quantile(t, .99)}


def logits(hidden, activation, weights, points):
    functions = {"relu": lambda v: np.maximum(v, 0), "tanh": np.tanh,
                 "elu": lambda v: np.where(v > 0, v, np.expm1(np.minimum(v, 0)))}
    widths = [int(width) for width in hidden.split(",")] + [1]
    x = points
    for layer, width in enumerate(widths):
        size = width * x.shape[1]
        weight, bias, weights = weights[:size].reshape(width, -1), weights[size:size + width], weights[size + width:]
        x = x @ weight.T.astype(float) + bias
        if layer < len(widths) - 2:  # no activation after the last hidden layer
            x = functions[activation](x)
    return x[:, 0]


def models(database, hidden, changes, seeds):
    config = {"hidden": hidden, "activation": "relu", "optimizer": "sgd", "epochs": 150, "batch_size": 32,
              "loss": "mse", "learning_rate": 0.1, "activate_last_hidden": 0, **changes}
    where = " AND ".join(f"{name} = ?" for name in config)
    rows = database.execute("SELECT accuracy, weights.weights FROM trial JOIN config ON config.id = trial.config "
                            f"JOIN weights ON weights.trial = trial.id WHERE seed < ? AND {where}",
                            (seeds, *config.values()))
    return [(accuracy, np.frombuffer(weights, np.float32)) for accuracy, weights in rows], config["activation"]


def polygon(corners):
    radius = math.sqrt(2 * math.pi * 25 / (corners * math.sin(2 * math.pi / corners)))
    angle = np.arange(corners + 1) * 2 * math.pi / corners
    line = np.c_[radius * np.cos(angle), radius * np.sin(angle)]
    line[-1] = line[0]
    return line


def spiral(legs):
    phi = np.linspace(0, 10, legs + 1)
    return np.c_[(phi + 1) * np.cos(phi), phi * np.sin(phi)]


def show(name, values):
    print(f"{name:<18}" + "".join(f"{value:>9.3f}" for value in values.values()))


def main():
    database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    seeds = int(sys.argv[2]) if len(sys.argv) > 2 else 24
    shapes = {"circle": polygon(2000), "12-gon": polygon(12), "hexagon": polygon(6), "square": polygon(4),
              "spiral": spiral(5000), "spiral of 20 legs": spiral(20)}
    print("chord 0.4:         " + ", ".join(measures([shapes["circle"]], .4)))
    for name, line in shapes.items():
        show(name, measures([line], .4))
    axis = np.arange(-13, 13, .1)
    x, y = np.meshgrid(axis, axis)
    found = {}
    for name, (_, hidden, changes) in CASES.items():
        of_case, activation = models(database, hidden, changes, seeds)
        for accuracy, weights in of_case:
            z = logits(hidden, activation, weights, np.c_[x.ravel(), y.ravel()]).reshape(x.shape)
            lines = contourpy.contour_generator(x, y, z).lines(0)
            for chord in CHORDS:
                found.setdefault((name, chord), []).append((accuracy >= .99, measures(lines, chord)))
        medians = {m: np.median([values[m] for _, values in found[name, .4] if values])
                   for m in measures([shapes["square"]], .4)}
        show(name, medians)
    for chord in CHORDS:
        for which in ("all seeds", "seeds that fit"):
            for measure in measures([shapes["square"]], chord):
                pairs = []
                for name, (word, _, _) in CASES.items():
                    values = [v[measure] for fits, v in found[name, chord] if v and (fits or which == "all seeds")]
                    if values:
                        pairs.append((np.median(values), WORDS[word]))
                print(f"chord {chord}, {which}: {measure} {spearmanr(*zip(*pairs))[0]:.2f}")


main()
