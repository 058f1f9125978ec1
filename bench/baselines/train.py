"""Steps of training with Keras: `fit` on numbers at random, timed step by step."""

import time

import keras
import numpy as np
from keras import ops
from layers import build
from json_lines import answer_requests

models = {}


class Clock(keras.callbacks.Callback):
    """Keeps when each step ended."""

    def on_train_begin(self, logs=None):
        self.ends = []

    def on_train_batch_end(self, batch, logs=None):
        self.ends.append(time.perf_counter())


def load(name, network, beta2, decay):
    model = build(**network)
    optimizer = keras.optimizers.Adam(beta_2=beta2)
    if decay > 0:
        optimizer = keras.optimizers.AdamW(beta_2=beta2, weight_decay=decay)
        optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
    classes = keras.losses.CategoricalCrossentropy(from_logits=True)
    is_finder = len(model.outputs) > 1
    model.compile(optimizer, [fine_loss, coarse_loss] if is_finder else classes)
    models[name] = model
    return model.count_params()


def steps(name, batch, count, shape, targets):
    """Milliseconds of `count` steps; one before them warms up."""
    random = np.random.default_rng(1)
    examples = batch * (count + 1)
    x = random.random((examples, *shape), np.float32)
    y = [(random.random((examples, *one)) < 0.1).astype(np.float32) for one in targets]
    clock = Clock()
    models[name].fit(
        x,
        y if len(y) > 1 else y[0],
        batch_size=batch,
        shuffle=False,
        verbose=0,
        callbacks=[clock],
    )
    return (1000 * np.diff(clock.ends)).tolist()


def mean_over(values, weights):
    return ops.sum(values * weights) / (ops.sum(weights) + 1e-3)


def fine_loss(truth, fine):
    """The parts of lib/network/finder_loss.ts that are of ink and offsets."""
    logits, offsets = fine[..., :4], fine[..., 4:]
    ink, where, weight = truth[..., :4], truth[..., 4:6], truth[..., 6:]
    share = ops.sigmoid(logits)
    dice = 1 - (2 * ops.sum(share * ink) + 1) / (ops.sum(share) + ops.sum(ink) + 1)
    off = ops.sum(ops.abs(offsets - where), -1, keepdims=True)
    entropy = ops.softplus(logits) - logits * ink
    return mean_over(entropy, 4 * ink + 1) + 0.5 * dice + mean_over(off, weight)


def coarse_loss(truth, coarse):
    """Those of middles and heights."""
    logits, heights = coarse[..., :2], coarse[..., 2:]
    middles, high, weight = truth[..., :2], truth[..., 2:3], truth[..., 3:]
    share = ops.sigmoid(logits)
    is_middle = ops.cast(middles >= 1, "float32")
    there = ops.softplus(-logits) * (1 - share) ** 2 * is_middle
    elsewhere = ops.softplus(logits) * share**2 * (1 - middles) ** 4
    focal = ops.sum(there + elsewhere) / (ops.sum(is_middle) + 1)
    return 0.5 * focal + 0.2 * mean_over(ops.abs(heights - high), weight)


answer_requests(load=load, steps=steps)
