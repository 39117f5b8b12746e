"""Compares spiral-exp with the Python reference, to the last bit.

    compare.py SPIRAL_EXP SPIRAL_WEIGHTS EXERCISE [--epochs N] [--first-seed S] [--seeds N]

Exit status 77 without PyTorch, which CTest reports as skipped.
"""

import argparse
import json
import math
import subprocess
import sys

try:
    import reference
except ModuleNotFoundError as error:
    print(f"skipped: {error}")
    sys.exit(77)


def same(ours, theirs):
    """Equal to the bit; None stands for NaN in JSON."""
    if isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    return (ours is None and math.isnan(theirs)) or ours == theirs


def json_of(*command):
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("spiral_exp")
    parser.add_argument("spiral_weights")
    parser.add_argument("exercise")
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--seeds", type=int, default=1)
    arguments = parser.parse_args()

    range_of_seeds = ["--seed", str(arguments.first_seed), "--seeds", str(arguments.seeds)]
    epochs = ["--epochs", str(arguments.epochs)] if arguments.epochs else []
    common = [arguments.exercise, *range_of_seeds, *epochs]
    trials = json_of(arguments.spiral_exp, *common, "--quiet", "--export-json", "-")["trials"]
    weights = json_of(arguments.spiral_weights, *common)
    settings = reference.EXERCISES[arguments.exercise]
    if len(trials) != len(settings) * arguments.seeds or len(weights) != len(trials):
        sys.exit(f"{len(trials)} trials, {len(settings)} settings, {arguments.seeds} seeds")

    failures = 0
    compared = 0
    for trial, trial_weights in zip(trials, weights):
        run = settings[compared // arguments.seeds]
        if trial["setting"] != run["name"]:
            sys.exit(f"setting {trial['setting']} where {run['name']} belongs")
        if arguments.epochs:
            run = {**run, "epochs": arguments.epochs}
        expected = reference.run_trial(run, trial["seed"])
        for figure, theirs in expected.items():
            ours = trial_weights if figure == "weights" else trial[figure]
            if not same(ours, theirs):
                failures += 1
                print(f"{trial['setting']}, seed {trial['seed']}: {figure} differs:\n"
                      f"  ours   {str(ours)[:200]}\n  Python {str(theirs)[:200]}")
        compared += 1
    print(f"{arguments.exercise}: {compared} trials compared with PyTorch "
          f"{reference.torch.__version__}, {failures} figures differ")
    sys.exit(failures > 0)


main()
