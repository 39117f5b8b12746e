"""The notebook's runs in Python PyTorch: what spiral-exp must repeat to the last bit.

Written from the notebook's semantics alone; it knows nothing of the C++ code. As a program it times a
network or writes golden values:

    reference.py time 3x10 EPOCHS     milliseconds per epoch of one network, one thread
    reference.py golden               the file golden.json, on standard output (its test in CMakeLists.txt
                                      names the environment variables to set)
"""

import ctypes
import json
import os
import re
import sys
import time

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.set_num_threads(1)

ACTIVATIONS = {
    "relu": torch.relu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "elu": nn.functional.elu,
    "identity": lambda x: x,
}
OPTIMIZERS = {
    "sgd": torch.optim.SGD,
    "adam": torch.optim.Adam,
    "rmsprop": torch.optim.RMSprop,
    "adadelta": torch.optim.Adadelta,
    "adagrad": torch.optim.Adagrad,
}


def setting(name, hidden, epochs=150, batch_size=32, lr=0.1, **rest):
    return {
        "name": name,
        "hidden": hidden,
        "epochs": epochs,
        "batch_size": batch_size,
        "lr": lr,
        "activation": "relu",
        "loss": "mse",
        "optimizer": "sgd",
        "activate_last_hidden": False,
        "train_size": 4000,
        "val_size": 1000,
        "test_size": 0,
        "noise": 0.3,
        **rest,
    }


def loss_settings():
    for depth, width in ((2, 4), (2, 7), (3, 5), (3, 10)):
        yield setting(f"{depth}x{width}/mse", [width] * depth)
        yield setting(f"{depth}x{width}/bce", [width] * depth, loss="bce", optimizer="adagrad")


EXERCISES = {
    "linear": [setting("linear", [], epochs=10, batch_size=10, lr=0.01)],
    "first-model": [setting("first", [4] * 3, epochs=10, batch_size=10, lr=0.01)],
    "working-model": [setting("working", [10] * 3, epochs=100, batch_size=64)],
    "architecture": [setting(str(h), [10] * h) for h in (1, 2, 3, 5, 10)],
    "activation": [setting(a, [10] * 3, epochs=200, activation=a) for a in ACTIVATIONS],
    "neurons": [setting(str(n), [n] * 3) for n in (3, 5, 7, 10, 50, 100)],
    "batch-size": [setting(str(b), [7] * 3, batch_size=b) for b in (10, 32, 64, 128, 256, 400)],
    "learning-rate": [
        setting(f"{lr:g}/{h}x{n}", [n] * h, lr=lr)
        for lr in (0.001, 0.01, 0.1, 1, 10)
        for h, n in ((3, 5), (3, 10), (6, 5), (6, 10))
    ],
    "epochs": [setting(str(e), [7] * 3, epochs=e) for e in (5, 10, 20, 30, 50, 100)],
    "optimizer": [
        setting(o, [7] * 3, optimizer=o, lr=0.1 if o == "sgd" else 0.01) for o in OPTIMIZERS
    ],
    "loss": list(loss_settings()),
    "test-set": [setting("test", [10] * 3, loss="bce", optimizer="adagrad", test_size=500)],
}


def generate_data(n, noise):
    phi = torch.empty((n, 1)).uniform_(0, 10)
    points = torch.cat(((phi + 1) * torch.cos(phi), phi * torch.sin(phi)), dim=1)
    points += torch.empty((n, 2)).normal_(0.0, noise)
    labels = torch.zeros((n,), dtype=torch.int)
    points[n // 2 :] *= -1
    labels[n // 2 :] = 1
    return points, labels


class MultiLayerModel(nn.Module):
    def __init__(self, run):
        super().__init__()
        widths = [2] + run["hidden"]
        for i, (fan_in, fan_out) in enumerate(zip(widths, widths[1:])):
            setattr(self, f"layer_{i + 1}", nn.Linear(fan_in, fan_out))
        self.out = nn.Linear(widths[-1], 1)
        self.depth = len(run["hidden"])
        self.activated = self.depth if run["activate_last_hidden"] else self.depth - 1
        self.activation = ACTIVATIONS[run["activation"]]
        self.output = torch.sigmoid if run["loss"] == "mse" else ACTIVATIONS["identity"]

    def forward(self, x):
        for i in range(self.depth):
            x = getattr(self, f"layer_{i + 1}")(x)
            if i < self.activated:
                x = self.activation(x)
        return self.output(self.out(x))


def fit(run, model, dataset):
    criterion = nn.MSELoss() if run["loss"] == "mse" else nn.BCEWithLogitsLoss()
    optimizer = OPTIMIZERS[run["optimizer"]](model.parameters(), lr=run["lr"])
    loader = DataLoader(dataset, run["batch_size"], shuffle=True)
    train_error = []
    for _ in range(run["epochs"]):
        total = 0.0
        for points, labels in loader:
            loss = criterion(model(points).view(-1), labels.float())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * run["batch_size"] / len(dataset)
        train_error.append(total)
    return train_error


def accuracy(y_real, y_pre):
    y_pre = y_pre.clone()
    y_pre[y_pre < 0.5] = 0
    y_pre[y_pre >= 0.5] = 1
    return (1 - torch.sum(torch.abs(y_pre - y_real)) / len(y_pre)).item()


def run_trial(run, seed):
    torch.manual_seed(seed)
    training = generate_data(run["train_size"], run["noise"])
    validation, y_val = generate_data(run["val_size"], run["noise"])
    model = MultiLayerModel(run)
    result = {"train_error": fit(run, model, TensorDataset(*training))}
    probability = torch.sigmoid if run["loss"] == "bce" else ACTIVATIONS["identity"]
    with torch.no_grad():
        output = model(validation).view(-1)
        result["accuracy"] = accuracy(y_val.float(), probability(output))
        result["notebook_accuracy"] = accuracy(y_val.float(), output)
        if run["test_size"]:
            points, y_test = generate_data(run["test_size"], run["noise"])
            y_final = probability(model(points)).view(-1)
            result["test_accuracy"] = accuracy(y_test.float(), y_final)
            result["test_notebook_accuracy"] = accuracy(y_final, y_test.float())
    result["weights"] = [w for p in model.parameters() for w in p.detach().flatten().tolist()]
    return result


def milliseconds_per_epoch(shape, epochs):
    depth, width = map(int, shape.split("x"))
    run = setting(shape, [width] * depth, epochs=epochs)
    torch.manual_seed(0)
    training = TensorDataset(*generate_data(run["train_size"], run["noise"]))
    model = MultiLayerModel(run)
    begin = time.perf_counter()
    fit(run, model, training)
    return 1000 * (time.perf_counter() - begin) / epochs


def blas():
    """The BLAS's name for itself, as spiral-exp reports it; only OpenBLAS has one."""
    library = ctypes.CDLL("libblas.so.3")
    try:
        config, core = library.openblas_get_config, library.openblas_get_corename
    except AttributeError:
        return "generic"
    config.restype = core.restype = ctypes.c_char_p
    return f"{' '.join(config().decode().split()[:2])} ({core().decode()})"


def golden():
    """Two epochs of every setting at seed 1, with the first weights."""
    trials = []
    for exercise, settings in EXERCISES.items():
        for run in settings:
            result = run_trial({**run, "epochs": 2}, seed=1)
            result["weights"] = result["weights"][:20]
            trials.append({"experiment": exercise, "setting": run["name"], **result})
    return {
        "libtorch": re.match(r"[\d.]+", torch.__version__).group(),
        "cpu_capability": os.environ["ATEN_CPU_CAPABILITY"].upper(),
        "blas": blas(),
        "seed": 1,
        "epochs": 2,
        "trials": trials,
    }


if __name__ == "__main__":
    if sys.argv[1] == "time":
        print(milliseconds_per_epoch(sys.argv[2], int(sys.argv[3])))
    else:
        print(json.dumps(golden()).replace('{"experiment"', '\n{"experiment"'))
