"""Compares spiral-exp with the Python reference, to the last bit.

    compare.py SPIRAL_EXP SPIRAL_WEIGHTS EXERCISE [OPTION...]

The options are spiral-exp's own; those that change a case are handed to the reference as well.

Exit status 77 without PyTorch, which CTest reports as skipped.
"""

import argparse
import json
import math
import subprocess
import sys

import reference  # skips where there is no PyTorch
import torch


def same(ours, theirs):
    """Equal to the bit; None stands for NaN in JSON."""
    if isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    return (ours is None and math.isnan(theirs)) or ours == theirs


def json_of(*command):
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


# spiral-exp's option, the reference's name for it, its type.
OVERRIDES = (
    ("--epochs", "epochs", int),
    ("--batch-size", "batch_size", int),
    ("--learning-rate", "lr", float),
    ("--train-size", "train_size", int),
    ("--val-size", "val_size", int),
    ("--noise", "noise", float),
)


def parse(options):
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--activate-last-hidden", action="store_true", default=None)
    for option, name, kind in OVERRIDES:
        parser.add_argument(option, dest=name, type=kind)
    return vars(parser.parse_args(options))


def by_case(trials):
    return {(trial["case"], trial["seed"]): trial for trial in trials}


def python_results(exercise, seeds, overrides):
    wanted = [(exercise, config["label"])
              for config in reference.AUXILIARY.get(exercise, []) + reference.EXERCISES[exercise]]
    return {(label, seed): result
            for seed in seeds
            for _, label, result in reference.run_all(seed, wanted, overrides)}


def check_keys(what, ours, theirs):
    if set(ours) != set(theirs):
        sys.exit(f"{what}: {sorted(set(ours) ^ set(theirs))} are on one side only")


# What both sides print of a trial.
FIGURES = ("train_error", "train_accuracy", "accuracy", "notebook_accuracy", "test_accuracy",
           "test_notebook_accuracy")


def differences(engine, ours, expected, figures):
    """Prints where the engine's figures are not Python's; returns how many there are."""
    count = 0
    for key, result in expected.items():
        for figure in figures:
            if figure in result and not same(ours[key][figure], result[figure]):
                count += 1
                print(f"{engine}, {key[0]}, {key[1]}: {figure} differs:\n"
                      f"  ours   {str(ours[key][figure])[:200]}\n"
                      f"  Python {str(result[figure])[:200]}")
    return count


def main():
    spiral_exp, spiral_weights, exercise, *options = sys.argv[1:]
    overrides = {name: value for name, value in parse(options).items() if value is not None}
    first = overrides.pop("seed")
    expected = python_results(exercise, range(first, first + overrides.pop("seeds")), overrides)

    weights = by_case(json_of(spiral_weights, exercise, *options))
    check_keys("weights", weights, expected)
    failures = differences("torch", weights, expected, ["weights"])
    in_notebook = {config["label"] for config in reference.EXERCISES[exercise]}
    expected = {key: result for key, result in expected.items() if key[0] in in_notebook}
    for engine in ("torch", "simd"):
        run = json_of(spiral_exp, exercise, *options, "--quiet", "--plot", "none", "--engine", engine,
                      "--export-json", "-")
        if run["environment"]["bits"] != "python":
            print(f"{engine}: skipped, its results are only close to Python's with "
                  f"{run['environment']['blas']} and {run['environment']['cpu_capability']}")
            continue
        trials = by_case(run["trials"])
        check_keys(engine, trials, expected)
        failures += differences(engine, trials, expected, FIGURES)
    print(f"{exercise}: {len(weights)} trials compared with PyTorch {torch.__version__}, "
          f"{failures} figures differ")
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()
