"""Runs the whole notebook in Python and compares every figure with spiral-exp's, to the last bit.

    run_all.py SPIRAL_EXP SEED... [--engine torch|simd] [--epochs E]

Python trains each SEED as Run All does: torch.manual_seed(SEED), then every cell, one after the other; nothing
is wound forward or left out, but for the epochs behind E. That takes minutes. spiral-exp trains 16 seeds, of
which SEED is one in the middle where it can be.

Exit status 0 if all figures are equal, 1 if not, 77 without PyTorch.
"""

import argparse
import sys

import compare
import reference  # skips where there is no PyTorch
import torch


def run_all(seed, epochs):
    """{(exercise, label): result}, from one generator that nobody touches but the notebook's cells."""
    torch.manual_seed(seed)
    noise = reference.DATA["noise"]
    training = reference.generate_data(reference.DATA["train_size"], noise)
    validation = None
    trained = {}
    for exercise, cases in reference.EXERCISES.items():
        if exercise == "first-model":
            validation = reference.generate_data(reference.DATA["val_size"], noise)
        for config in cases:
            key = (exercise, config["label"])
            test = None
            if exercise == "test-set":  # it scores the model that was trained last
                test = reference.generate_data(config["test_size"], noise)
            else:
                shorter = epochs or config["epochs"]
                model = reference.Trained({**config, "epochs": shorter}, training)
                reference.draw_epochs(config["epochs"] - shorter)
            trained[key] = model, test
    return {key: model.result(validation, test) for key, (model, test) in trained.items()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("spiral_exp")
    parser.add_argument("seeds", type=int, nargs="+")
    parser.add_argument("--engine", choices=("torch", "simd"), default="simd")
    # No cell trains fewer than 5.
    parser.add_argument("--epochs", type=int, choices=range(1, 6))
    args = parser.parse_args()
    failures = 0
    for seed in args.seeds:
        options = ["--epochs", str(args.epochs)] if args.epochs else []
        first = min(max(seed - 7, 0), 2**64 - 16)
        run = compare.json_of(args.spiral_exp, "all", "--seed", str(first), "--seeds", "16",
                              "--engine", args.engine, "--quiet", "--plot", "none", "--export-json", "-", *options)
        ours = {(t["experiment"], t["case"]): t for t in run["trials"] if t["seed"] == seed}
        expected = run_all(seed, args.epochs)
        compare.check_keys(f"seed {seed}", ours, expected)
        epochs = sum(len(result["train_error"]) for result in expected.values())
        different = compare.differences(args.engine, ours, expected, compare.FIGURES)
        failures += different
        print(f"seed {seed}: {len(expected)} trials, {epochs} train errors, {different} figures differ; "
              f"{args.engine}, {run['environment']['blas']}, PyTorch {torch.__version__}", flush=True)
    sys.exit(failures > 0)


main()
