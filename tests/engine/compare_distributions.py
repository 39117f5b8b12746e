"""Asks whether the engines' accuracies come from one distribution, case by case.

    compare_distributions.py RESULTS.json...     what spiral-exp exported, of both engines

Single seeds part, since training magnifies the last bits; their distribution must not. Each case gets a
two-sample Kolmogorov-Smirnov test, and Holm's correction makes the p-values those of all cases together.
Prints a Markdown table. Exit status 1 where an adjusted p-value is 0.01 or less, 77 without SciPy, which
CTest reports as skipped.
"""

import json
import sys
from collections import defaultdict

try:
    from scipy.stats import ks_2samp
except ModuleNotFoundError as error:
    print(f"skipped: {error}")
    sys.exit(77)

import numpy

LEVEL = 0.01


def accuracies(files):
    """{(exercise, case): {engine: {seed: accuracy}}}; a diverged training's is -1, below all others."""
    found = defaultdict(lambda: defaultdict(dict))
    for file in files:
        with open(file) as text:
            results = json.load(text)
        for trial in results["trials"]:
            name = trial.get("experiment", results["experiment"]), trial["case"]
            accuracy = trial["accuracy"]
            found[name][results["environment"]["engine"]][trial["seed"]] = -1 if accuracy is None else accuracy
    return found


def holm(p_values):
    """S. Holm, "A simple sequentially rejective multiple test procedure", 1979."""
    adjusted = [0.0] * len(p_values)
    largest = 0.0
    for rank, i in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        largest = max(largest, (len(p_values) - rank) * p_values[i])
        adjusted[i] = min(1.0, largest)
    return adjusted


def main():
    found = accuracies(sys.argv[1:])
    for name, engines in found.items():
        if engines["torch"].keys() != engines["simd"].keys():
            sys.exit(f"{' '.join(name)}: the engines trained different seeds")
    if not found:
        sys.exit("no trials")
    samples = [[list(engines[engine].values()) for engine in ("torch", "simd")] for engines in found.values()]
    tests = [ks_2samp(torch, simd) for torch, simd in samples]
    adjusted = holm([test.pvalue for test in tests])

    print(f"{len(samples[0][0])} seeds\n")
    print("| exercise | case | median %, torch | median %, simd | D | p | p, Holm |")
    print("| :-- | :-- | --: | --: | --: | --: | --: |")
    for (exercise, case), (torch, simd), test, p in zip(found, samples, tests, adjusted):
        print(f"| `{exercise}` | {case} | {100 * numpy.median(torch):.2f} | {100 * numpy.median(simd):.2f} "
              f"| {test.statistic:.3f} | {test.pvalue:.2g} | {p:.2g} |")
    sys.exit(1 if min(adjusted) <= LEVEL else 0)


main()
