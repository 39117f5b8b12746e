"""Opens models that spiral-exp saved in Python, as its users do.

    check_model_file.py SPIRAL_EXP

The weights load with plain torch.load(..., weights_only=True) into a state_dict, are to the bit those that
Python trains itself, and give spiral-exp's own probabilities.

Exit status 77 without PyTorch, which CTest reports as skipped.
"""

import collections
import io
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


def saved_again(path, state_dict, folder, **options):
    """The state_dict as Python saves it, with the architecture of the model at `path`."""
    buffer = io.BytesIO()
    torch.save(state_dict, buffer, **options)
    again = folder / "again.pt"
    again.write_bytes(buffer.getvalue())
    with zipfile.ZipFile(again, "a") as archive:
        archive.writestr("archive/architecture.json", json.dumps(architecture_of(path)))
    return again


def check_saved_again(folder):
    """A state_dict that Python saves is read by its names, types and strides, or refused."""
    path = folder / "model.pt"
    run("train", "--hidden", "3x6", "--epochs", "1", "--plot", "none", "--quiet", "--save", str(path))
    points = folder / "points.csv"
    points.write_text("1,2\n-3,0.5\n")
    expected = run("predict", str(path), str(points))
    state_dict = torch.load(path, weights_only=True)

    def changed(change):
        return {name: change(tensor) for name, tensor in state_dict.items()}

    flat = torch.cat([tensor.flatten() for tensor in reversed(state_dict.values())])
    pieces = flat.split([tensor.numel() for tensor in reversed(state_dict.values())])
    views = {name: piece.view_as(state_dict[name]) for name, piece in zip(reversed(state_dict), pieces)}
    taken = {
        "as it is": dict(state_dict),
        "ordered": collections.OrderedDict(state_dict),
        "of a module": reference_module(path, state_dict).state_dict(),
        "another order": dict(reversed(state_dict.items())),
        "other strides": changed(lambda tensor: tensor.t().contiguous().t()),
        "one storage": views,
    }
    for what, again in taken.items():
        for protocol in (2, 4):
            file = saved_again(path, again, folder, pickle_protocol=protocol)
            if run("predict", str(file), str(points)) != expected:
                sys.exit(f"{what}, protocol {protocol}: other probabilities")
    swapped = dict(state_dict)
    swapped["layer_4.weight"] = swapped.pop("layer_3.weight")
    refused = {
        "its layer_1.weight is not of float32": changed(torch.Tensor.double),
        "its layer_1.bias is not of float32": {
            name: tensor.long() if name == "layer_1.bias" else tensor for name, tensor in state_dict.items()},
        "its layer_2.weight is not as its architecture says": {
            **state_dict, "layer_2.weight": state_dict["layer_2.weight"][:5]},
        "its state_dict has no layer_3.weight": swapped,
        "its architecture has no more.bias": {**state_dict, "more.bias": torch.zeros(1)},
        "its data.pkl is no state_dict": [state_dict],
    }
    for reason, again in refused.items():
        file = saved_again(path, again, folder)
        ended = subprocess.run([PROGRAM, "predict", str(file), str(points)], capture_output=True, text=True)
        if ended.returncode != 2 or ended.stderr != f"spiral-exp: {file}: {reason}\n":
            sys.exit(f"{reason}: exit {ended.returncode}, {ended.stdout}{ended.stderr}")
    return 2 * len(taken) + len(refused)


def reference_module(path, state_dict):
    model = reference.MultiLayerModel(architecture_of(path))
    model.load_state_dict(state_dict)
    return model


def main():
    with tempfile.TemporaryDirectory() as folder:
        for network in NETWORKS:
            check(network, Path(folder))
        again = check_saved_again(Path(folder))
    print(f"{again} that Python saved;", end=" ")
    print(f"{len(NETWORKS)} models, torch {torch.__version__}")


if __name__ == "__main__":
    main()
