"""Prints what an epoch takes scikit-learn's MLPClassifier, in milliseconds.

    sklearn_epoch.py 3x10 EPOCHS

The notebook's data, network, batches of 32 and SGD; its loss is the cross entropy, for it has no other.
"""

import sys
import time
import warnings
from pathlib import Path

from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

sys.path.insert(0, str(Path(__file__).parents[1] / "parity"))
from reference import generate_data

depth, width = map(int, sys.argv[1].split("x"))
epochs = int(sys.argv[2])
points, labels = generate_data(4000, 0.3)
model = MLPClassifier(
    hidden_layer_sizes=[width] * depth,
    activation="relu",
    solver="sgd",
    learning_rate_init=0.1,
    momentum=0,
    alpha=0,
    batch_size=32,
    max_iter=epochs,
    n_iter_no_change=epochs,
)
warnings.simplefilter("ignore", ConvergenceWarning)
begin = time.perf_counter()
model.fit(points.numpy(), labels.numpy())
print(1000 * (time.perf_counter() - begin) / epochs)
