"""The notebook in Python PyTorch, as Run All runs it: what spiral-exp must repeat to the last bit.

Written from the notebook's semantics alone; it knows nothing of the C++ code. A seed is one Run All:
torch.manual_seed(seed), then every cell in the document's order. What is not wanted is not trained, but
draws all that its training would draw.

    reference.py time 3x10 EPOCHS     milliseconds per epoch of one network, one thread
    reference.py check-winding        drawing leaves the very generator that training leaves
    reference.py golden               the file golden.json, on standard output; set ATEN_CPU_CAPABILITY=avx2,
                                      OPENBLAS_CORETYPE=Haswell and OPENBLAS_NUM_THREADS=1

Exit status 77 without PyTorch, which CTest reports as skipped.
"""

import ctypes
import json
import os
import re
import sys
import time

try:
    import torch
except ModuleNotFoundError as error:
    print(f"skipped: {error}")
    sys.exit(77)

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


# Of the data, the same for every case of a run.
DATA = {"train_size": 4000, "val_size": 1000, "noise": 0.3}


def case(label, hidden, epochs=150, batch_size=32, lr=0.1, **rest):
    return {
        "label": label,
        "hidden": hidden,
        "epochs": epochs,
        "batch_size": batch_size,
        "lr": lr,
        "activation": "relu",
        "loss": "mse",
        "optimizer": "sgd",
        "activate_last_hidden": False,
        "test_size": 0,
        **DATA,
        **rest,
    }


def loss_cases():
    for depth, width in ((2, 4), (2, 7), (3, 5), (3, 10)):
        yield case(f"{depth}x{width}/mse", [width] * depth)
        yield case(f"{depth}x{width}/bce", [width] * depth, loss="bce", optimizer="adagrad")


# In the order in which they draw; the validation set is drawn behind the first of them.
EXERCISES = {
    "linear": [case("linear", [], epochs=10, batch_size=10, lr=0.01)],
    "first-model": [case("first", [4] * 3, epochs=10, batch_size=10, lr=0.01)],
    "working-model": [case("working", [10] * 3, epochs=100, batch_size=64)],
    "architecture": [case(str(h), [10] * h) for h in (1, 2, 3, 5, 10)],
    "activation": [case(a, [10] * 3, epochs=200, activation=a) for a in ACTIVATIONS],
    "neurons": [case(str(n), [n] * 3) for n in (3, 5, 7, 10, 50, 100)],
    "batch-size": [case(str(b), [7] * 3, batch_size=b) for b in (10, 32, 64, 128, 256, 400)],
    "learning-rate": [
        case(f"{lr:g}/{h}x{n}", [n] * h, lr=lr)
        for lr in (0.001, 0.01, 0.1, 1, 10)
        for h, n in ((3, 5), (3, 10), (6, 5), (6, 10))
    ],
    "epochs": [case(str(e), [7] * 3, epochs=e) for e in (5, 10, 20, 30, 50, 100)],
    "optimizer": [
        case(o, [7] * 3, optimizer=o, lr=0.1 if o == "sgd" else 0.01) for o in OPTIMIZERS
    ],
    "loss": list(loss_cases()),
    # Scores the last model of the exercise before it, and trains nothing of its own.
    "test-set": [case("test", [10] * 3, loss="bce", optimizer="adagrad", test_size=500)],
}
# What the notebook speaks of but does not train: each begins where its exercise begins, and draws nothing
# that the next one would miss.
AUXILIARY = {
    "neurons": [case("1", [1] * 3)],
    "loss": [
        case("3x10/bce/sgd", [10] * 3, loss="bce", optimizer="sgd"),
        case("3x10/bce/adam", [10] * 3, loss="bce", optimizer="adam"),
    ],
    "test-set": [case("test/mse", [10] * 3, test_size=500)],
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
    def __init__(self, config):
        super().__init__()
        widths = [2] + config["hidden"]
        for i, (fan_in, fan_out) in enumerate(zip(widths, widths[1:])):
            setattr(self, f"layer_{i + 1}", nn.Linear(fan_in, fan_out))
        self.out = nn.Linear(widths[-1], 1)
        self.depth = len(config["hidden"])
        self.activated = self.depth if config["activate_last_hidden"] else self.depth - 1
        self.activation = ACTIVATIONS[config["activation"]]
        self.output = torch.sigmoid if config["loss"] == "mse" else ACTIVATIONS["identity"]

    def forward(self, x):
        for i in range(self.depth):
            x = getattr(self, f"layer_{i + 1}")(x)
            if i < self.activated:
                x = self.activation(x)
        return self.output(self.out(x))


def fit(config, model, dataset):
    criterion = nn.MSELoss() if config["loss"] == "mse" else nn.BCEWithLogitsLoss()
    optimizer = OPTIMIZERS[config["optimizer"]](model.parameters(), lr=config["lr"])
    loader = DataLoader(dataset, config["batch_size"], shuffle=True)
    train_error = []
    for _ in range(config["epochs"]):
        total = 0.0
        for points, labels in loader:
            loss = criterion(model(points).view(-1), labels.float())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * config["batch_size"] / len(dataset)
        train_error.append(total)
    return train_error


def accuracy(y_real, y_pre):
    y_pre = y_pre.clone()
    y_pre[y_pre < 0.5] = 0
    y_pre[y_pre >= 0.5] = 1
    return (1 - torch.sum(torch.abs(y_pre - y_real)) / len(y_pre)).item()


def draw(config):
    """Takes from the generator what the training of `config` takes."""
    MultiLayerModel(config)
    draw_epochs(config["epochs"])


def draw_epochs(count):
    for _ in range(count):
        torch.empty((), dtype=torch.int64).random_()  # the loader's base seed
        torch.empty((), dtype=torch.int64).random_()  # the seed of the epoch's order


class Trained:
    """A model trained from the generator's present state, and what is known of it so far."""

    def __init__(self, config, training):
        self.config = config
        self.model = MultiLayerModel(config)
        self.training = training
        self.train_error = fit(config, self.model, TensorDataset(*training))

    def outputs(self, points):
        """What the notebook's code takes for probabilities, and the probabilities."""
        with torch.no_grad():
            output = self.model(points).view(-1)
        return output, torch.sigmoid(output) if self.config["loss"] == "bce" else output

    def result(self, validation, test=None):
        points, labels = validation
        output, probability = self.outputs(points)
        result = {
            "train_error": self.train_error,
            "train_accuracy": accuracy(self.training[1].float(), self.outputs(self.training[0])[1]),
            "accuracy": accuracy(labels.float(), probability),
            "notebook_accuracy": accuracy(labels.float(), output),
            "weights": [w for p in self.model.parameters() for w in p.detach().flatten().tolist()],
        }
        if test is not None:
            points, labels = test
            _, probability = self.outputs(points)
            result["test_accuracy"] = accuracy(labels.float(), probability)
            # The notebook swaps the arguments, which makes it a soft score.
            result["test_notebook_accuracy"] = accuracy(probability, labels.float())
        return result


def train_and_rewind(config, training):
    """The generator is left as it was: an edited case takes other numbers than the notebook's."""
    state = torch.get_rng_state()
    trained = Trained(config, training)
    torch.set_rng_state(state)
    return trained


def run_all(seed, wanted, overrides=None):
    """Yields (exercise, label, result) of the wanted (exercise, label) pairs.

    `overrides` change every case and the data, but never where in the notebook a case begins.
    """
    overrides = overrides or {}
    data = {**DATA, **{key: value for key, value in overrides.items() if key in DATA}}
    torch.manual_seed(seed)
    training = generate_data(data["train_size"], data["noise"])
    validation = None
    early = []  # trained before there is a validation set
    last = None  # the model that was trained last
    for exercise, cases in EXERCISES.items():
        if exercise == "first-model":
            validation = generate_data(data["val_size"], data["noise"])
            for label, trained in early:
                yield "linear", label, trained.result(validation)
        if exercise == "test-set":
            for unedited in AUXILIARY[exercise]:
                if (exercise, unedited["label"]) in wanted:
                    trained = train_and_rewind({**unedited, **overrides}, training)
                    state = torch.get_rng_state()
                    draw(unedited)
                    test = generate_data(unedited["test_size"], data["noise"])
                    torch.set_rng_state(state)
                    yield exercise, unedited["label"], trained.result(validation, test)
            test = generate_data(cases[0]["test_size"], data["noise"])
            if (exercise, "test") in wanted:
                yield exercise, "test", last.result(validation, test)
            continue
        for unedited in AUXILIARY.get(exercise, []) + cases:
            label = unedited["label"]
            is_scored_later = label == "3x10/bce" and ("test-set", "test") in wanted
            if (exercise, label) in wanted or is_scored_later:
                last = train_and_rewind({**unedited, **overrides}, training)
            if unedited in cases:
                draw(unedited)
            if (exercise, label) in wanted:
                if validation is None:
                    early.append((label, last))
                else:
                    yield exercise, label, last.result(validation)


def run_outside(seed, config):
    """What is not in the notebook: training set, validation set, then the training."""
    torch.manual_seed(seed)
    training = generate_data(config["train_size"], config["noise"])
    validation = generate_data(config["val_size"], config["noise"])
    return Trained(config, training).result(validation)


def cases_of(exercise):
    return [(exercise, config["label"]) for config in EXERCISES[exercise]]


def whole_notebook():
    return [pair for exercise in EXERCISES for pair in cases_of(exercise)]


def check_winding():
    """The first three exercises, trained in full and only drawn."""
    states = []
    for use in (lambda config, training: Trained(config, training), lambda config, _: draw(config)):
        torch.manual_seed(1)
        training = generate_data(DATA["train_size"], DATA["noise"])
        for exercise in list(EXERCISES)[:3]:
            if exercise == "first-model":
                generate_data(DATA["val_size"], DATA["noise"])
            for config in EXERCISES[exercise]:
                use(config, training)
        states.append(torch.get_rng_state())
    if not torch.equal(*states):
        sys.exit("drawing leaves another generator than training")
    print("drawing leaves the very generator that training leaves")


def milliseconds_per_epoch(shape, epochs):
    depth, width = map(int, shape.split("x"))
    config = case(shape, [width] * depth, epochs=epochs)
    torch.manual_seed(0)
    training = TensorDataset(*generate_data(config["train_size"], config["noise"]))
    model = MultiLayerModel(config)
    begin = time.perf_counter()
    fit(config, model, training)
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
    """Two epochs of every case at seed 1, with the first weights."""
    trials = []
    for exercise, label, result in run_all(1, whole_notebook(), {"epochs": 2}):
        result["weights"] = result["weights"][:20]
        trials.append({"experiment": exercise, "case": label, **result})
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
    elif sys.argv[1] == "check-winding":
        check_winding()
    else:
        print(json.dumps(golden()).replace('{"experiment"', '\n{"experiment"'))
