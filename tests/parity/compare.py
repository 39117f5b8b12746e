"""Compares spiral-exp with the Python reference, to the last bit.

    compare.py SPIRAL_EXP SPIRAL_WEIGHTS EXERCISE [OPTION...]

The options are spiral-exp's own; those that change a setting are handed to the reference as well.

Exit status 77 without PyTorch, which CTest reports as skipped.
"""

import argparse
import json
import math
import subprocess
import sys

try:
    import torch
except ModuleNotFoundError as error:
    print(f"skipped: {error}")
    sys.exit(77)

import reference


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


def main():
    spiral_exp, spiral_weights, exercise, *options = sys.argv[1:]
    overrides = {name: value for name, value in parse(options).items() if value is not None}
    del overrides["seed"]
    seeds = overrides.pop("seeds")
    trials = json_of(spiral_exp, exercise, *options, "--quiet", "--plot", "none", "--engine", "torch", "--export-json", "-")["trials"]
    weights = json_of(spiral_weights, exercise, *options)
    settings = reference.EXERCISES[exercise]
    if len(trials) != len(settings) * seeds or len(weights) != len(trials):
        sys.exit(f"{len(trials)} trials, {len(settings)} settings, {seeds} seeds")

    failures = 0
    compared = 0
    for trial, trial_weights in zip(trials, weights):
        run = settings[compared // seeds]
        if trial["setting"] != run["name"]:
            sys.exit(f"setting {trial['setting']} where {run['name']} belongs")
        expected = reference.run_trial({**run, **overrides}, trial["seed"])
        for figure, theirs in expected.items():
            ours = trial_weights if figure == "weights" else trial[figure]
            if not same(ours, theirs):
                failures += 1
                print(f"{trial['setting']}, seed {trial['seed']}: {figure} differs:\n"
                      f"  ours   {str(ours)[:200]}\n  Python {str(theirs)[:200]}")
        compared += 1
    print(f"{exercise}: {compared} trials compared with PyTorch "
          f"{torch.__version__}, {failures} figures differ")
    sys.exit(failures > 0)


main()
