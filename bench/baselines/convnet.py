"""The simple MNIST convnet of the Keras documentation, trained as it is there.

    python3 convnet.py train IMAGES LABELS WEIGHTS
    python3 convnet.py

The recognizer's baseline: bench/keras_baseline.ts runs it. `train` reads
MNIST's IDX files, writes WEIGHTS and tells each epoch as a line of JSON;
without a word it answers requests.
"""

import base64
import json
import os
import sys

import keras
import numpy as np
import tensorflow as tf
from json_lines import answer_requests

EPOCHS = 15
BATCH = 128
SIDE = 28
CLASSES = 10


def build():
    """34,826 weights; the pixels go in as they are."""
    return keras.Sequential(
        [
            keras.Input((SIDE, SIDE, 1)),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(64, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.5),
            keras.layers.Dense(CLASSES, activation="softmax"),
        ]
    )


def tell(**facts):
    print(json.dumps(facts), flush=True)


def train(images, labels, weights):
    # An IDX file of images starts with 16 bytes of sizes, one of labels with 8.
    pixels = np.fromfile(images, np.uint8, offset=16).reshape(-1, SIDE, SIDE, 1)
    digits = np.fromfile(labels, np.uint8, offset=8)
    keras.utils.set_random_seed(1)
    tf.config.experimental.enable_op_determinism()
    model = build()
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(
        pixels.astype(np.float32) / 255,
        digits,
        batch_size=BATCH,
        epochs=EPOCHS,
        validation_split=0.1,
        verbose=0,
        callbacks=[
            keras.callbacks.LambdaCallback(
                on_epoch_end=lambda epoch, logs: tell(
                    epoch=epoch + 1,
                    epochs=EPOCHS,
                    validation=logs["val_accuracy"],
                )
            )
        ],
    )
    # Beside and renamed: whoever finds the file finds it whole.
    unfinished = weights.replace(".weights.h5", "-unfinished.weights.h5")
    model.save_weights(unfinished)
    os.replace(unfinished, weights)


networks = []


def load(weights):
    model = build()
    model.load_weights(weights)
    signature = [tf.TensorSpec((None, SIDE, SIDE, 1), tf.float32)]
    run = tf.function(lambda pictures: model(pictures, training=False), signature)
    networks[:] = [run]


def predict(pictures):
    """Ten probabilities for each of the pictures: float32 in [0, 1], ink 1, in base64."""
    numbers = np.frombuffer(base64.b64decode(pictures), "<f4")
    return networks[0](tf.constant(numbers.reshape(-1, SIDE, SIDE, 1))).numpy().tolist()


if __name__ == "__main__":
    if sys.argv[1:2] == ["train"]:
        train(*sys.argv[2:])
    else:
        answer_requests(load=load, predict=predict)
