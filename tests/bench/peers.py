"""Prints what an epoch takes others that train many seeds at once, in milliseconds of one core per epoch and seed.

    peers.py jax|torch 3x10 EPOCHS SEEDS

The notebook's data, network, batches of 32, SGD and squared error, vectorized over the seeds by vmap: JAX with an
epoch compiled as one function, PyTorch 2 with torch.func. The first epoch, which compiles, is not counted.
"""

import sys
import time

import numpy

peer, shape, epochs, seeds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
depth, width = map(int, shape.split("x"))
WIDTHS = [2] + [width] * depth + [1]
POINTS, BATCH, RATE = 4000, 32, 0.1
random = numpy.random.default_rng(0)


def spirals():
    phi = random.uniform(0, 10, (seeds, POINTS, 1))
    points = numpy.concatenate(((phi + 1) * numpy.cos(phi), phi * numpy.sin(phi)), axis=2)
    points += random.normal(0, 0.3, points.shape)
    points[:, POINTS // 2 :] *= -1
    labels = numpy.broadcast_to(numpy.arange(POINTS) >= POINTS // 2, (seeds, POINTS))
    return points.astype(numpy.float32), labels.astype(numpy.float32)


def layers():
    for fan_in, fan_out in zip(WIDTHS, WIDTHS[1:]):
        bound = fan_in**-0.5
        yield (
            random.uniform(-bound, bound, (seeds, fan_in, fan_out)).astype(numpy.float32),
            random.uniform(-bound, bound, (seeds, fan_out)).astype(numpy.float32),
        )


def batches():
    """Shape: [POINTS / BATCH, seeds, BATCH]."""
    orders = numpy.stack([random.permutation(POINTS) for _ in range(seeds)])
    return orders.reshape(seeds, -1, BATCH).swapaxes(0, 1)


def forward(parameters, x, relu, sigmoid):
    """The notebook has no activation behind its last hidden layer."""
    for i, (weight, bias) in enumerate(parameters):
        x = x @ weight + bias
        if i < depth - 1:
            x = relu(x)
    return sigmoid(x[:, 0])


def time_jax():
    import jax

    points, labels = map(jax.numpy.asarray, spirals())
    parameters = [tuple(map(jax.numpy.asarray, layer)) for layer in layers()]

    def loss(p, x, y):
        return ((forward(p, x, jax.nn.relu, jax.nn.sigmoid) - y) ** 2).mean()

    def step(p, x, y, picked):
        slopes = jax.grad(loss)(p, x[picked], y[picked])
        return jax.tree.map(lambda value, slope: value - RATE * slope, p, slopes)

    @jax.jit
    def epoch(p, order):
        return jax.lax.scan(lambda q, picked: (jax.vmap(step)(q, points, labels, picked), None), p, order)[0]

    def run(p):
        return jax.block_until_ready(epoch(p, batches()))

    return run, parameters


def time_torch():
    import torch

    torch.set_num_threads(1)
    points, labels = map(torch.from_numpy, map(numpy.ascontiguousarray, spirals()))
    parameters = [tuple(map(torch.from_numpy, layer)) for layer in layers()]

    def loss(p, x, y):
        return ((forward(p, x, torch.relu, torch.sigmoid) - y) ** 2).mean()

    slopes_of = torch.func.vmap(torch.func.grad(loss))
    row = torch.arange(seeds)[:, None]

    def run(p):
        for picked in torch.from_numpy(batches()):
            slopes = slopes_of(p, points[row, picked], labels[row, picked])
            p = [tuple(v - RATE * s for v, s in zip(*layer)) for layer in zip(p, slopes)]
        return p

    return run, parameters


run, parameters = {"jax": time_jax, "torch": time_torch}[peer]()
parameters = run(parameters)
begin = time.process_time()
for _ in range(epochs):
    parameters = run(parameters)
print(1000 * (time.process_time() - begin) / epochs / seeds)
