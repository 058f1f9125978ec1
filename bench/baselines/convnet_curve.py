"""How accurate the convnet of the Keras documentation is after how many seconds of learning."""

import time

import keras
import numpy as np
import tensorflow as tf
from convnet import BATCH, CLASSES, SIDE, build
from json_lines import answer_requests

# Steps between two measurements.
EVERY = 100


class Clock(keras.callbacks.Callback):
    """Stands still while the network is validated and measured."""

    def __init__(self, pictures, labels):
        super().__init__()
        self.pictures, self.labels = pictures, labels
        self.seconds, self.steps, self.points, self.running = 0, 0, [], False

    def start(self, logs=None):
        self.begun, self.running = time.perf_counter(), True

    def stop(self, logs=None):
        if self.running:
            self.seconds += time.perf_counter() - self.begun
        self.running = False

    on_train_begin, on_train_end, on_test_begin, on_test_end = start, stop, stop, start

    def on_train_batch_end(self, batch, logs=None):
        self.steps += 1
        if self.steps % EVERY == 0:
            self.stop()
            self.points.append((self.seconds, self.accuracy()))
            self.start()

    def accuracy(self):
        parts = range(0, len(self.labels), 500)
        logits = [run(self.pictures[i : i + 500]).numpy() for i in parts]
        return float((np.concatenate(logits).argmax(1) == self.labels).mean())


def read(images, labels):
    """IDX files: one of images starts with 16 bytes of sizes, one of labels with 8."""
    pixels = np.fromfile(images, np.uint8, offset=16).reshape(-1, SIDE, SIDE, 1)
    return pixels.astype(np.float32) / 255, np.fromfile(labels, np.uint8, offset=8)


def load(train, test, most=None):
    """Gets ready; the first `most` pictures alone to learn from, where that is said."""
    global pictures, truths, clock
    pictures, labels = (part[:most] for part in read(*train))
    truths = keras.utils.to_categorical(labels, CLASSES)
    clock = Clock(*read(*test))


def epoch(number):
    """Trains as it is documented, from epoch `number` to the next; all points so far."""
    model.fit(
        pictures,
        truths,
        batch_size=BATCH,
        epochs=number + 1,
        initial_epoch=number,
        validation_split=0.1,
        verbose=0,
        callbacks=[clock],
    )
    return clock.points


keras.utils.set_random_seed(1)
model = build()
model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
run = tf.function(
    lambda part: model(part, training=False),
    [tf.TensorSpec((None, SIDE, SIDE, 1), tf.float32)],
)
answer_requests(load=load, epoch=epoch)
