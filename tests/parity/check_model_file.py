"""Opens models that spiral-exp saved in Python, as its users do.

    check_model_file.py SPIRAL_EXP

The weights load with plain torch.load(..., weights_only=True) into a state_dict, are to the bit those that
Python trains itself, and give spiral-exp's own probabilities.

Exit status 77 without PyTorch, which CTest reports as skipped.
"""

import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import reference  # skips where there is no PyTorch
import torch

PROGRAM = sys.argv[1]
BATCH = 1024
NETWORKS = (
    ("--hidden", "3x10"),
    ("--hidden", "12x3", "--activation", "tanh"),
    ("--hidden", "7,5,3", "--activation", "elu", "--activate-last-hidden"),
    ("--hidden", "3x10", "--loss", "bce", "--optimizer", "adagrad"),
    ("--hidden", "0x1", "--activation", "sigmoid"),
)


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=True).stdout


def architecture_of(path):
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("archive/architecture.json"))


def probabilities(model, loss, points):
    """Computed in full batches, as spiral-exp does: PyTorch's last bits at a batch's end depend on its size."""
    whole = torch.nn.functional.pad(points, (0, 0, 0, -len(points) % BATCH))
    with torch.no_grad():
        outputs = [model(batch) for batch in whole.split(BATCH)]
    if loss == "bce":
        outputs = [torch.sigmoid(logits) for logits in outputs]
    return torch.cat(outputs).view(-1)[:len(points)]


def check(network, folder):
    path = folder / "model.pt"
    run("train", *network, "--epochs", "2", "--seed", "5", "--plot", "none", "--quiet", "--save", str(path))
    state_dict = torch.load(path, weights_only=True)
    said = architecture_of(path)
    model = reference.MultiLayerModel(said)
    model.load_state_dict(state_dict)

    own = reference.run_outside(said["seed"], {**said, "lr": said["learning_rate"]})
    weights = [w for p in model.parameters() for w in p.detach().flatten().tolist()]
    if weights != own["weights"]:
        sys.exit(f"{network}: the file's weights are not those that Python trains")

    torch.manual_seed(1)
    points = torch.randn(2500, 2) * 6
    csv = folder / "points.csv"
    csv.write_text("".join(f"{x!r},{y!r}\n" for x, y in points.tolist()))
    rows = run("predict", str(path), str(csv)).splitlines()
    ours = torch.tensor([float(row.split(",")[0]) for row in rows[1:]])
    theirs = probabilities(model, said["loss"], points)
    if not torch.equal(ours, theirs):
        sys.exit(f"{network}: {int((ours != theirs).sum())} of {len(ours)} probabilities differ")
    classes = [row.split(",")[1] for row in rows[1:]]
    if classes != ["1" if p >= 0.5 else "0" for p in theirs.tolist()]:
        sys.exit(f"{network}: the classes are not those of the probabilities")


def main():
    with tempfile.TemporaryDirectory() as folder:
        for network in NETWORKS:
            check(network, Path(folder))
    print(f"{len(NETWORKS)} models, torch {torch.__version__}")


if __name__ == "__main__":
    main()
