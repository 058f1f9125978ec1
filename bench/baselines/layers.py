"""A network of this project in Keras, from its layers as TensorFlow.js has them."""

import keras
from keras import layers

MAKE = {
    "Conv2D": lambda c: layers.Conv2D(
        c["filters"],
        c["kernelSize"],
        c["strides"],
        c["padding"],
        activation=c["activation"],
        use_bias=c["useBias"],
    ),
    "Dense": lambda c: layers.Dense(c["units"], c["activation"], c["useBias"]),
    "BatchNormalization": lambda c: layers.BatchNormalization(
        momentum=c["momentum"], epsilon=c["epsilon"]
    ),
    "MaxPooling2D": lambda c: layers.MaxPooling2D(c["poolSize"], c["strides"], c["padding"]),
    "UpSampling2D": lambda c: layers.UpSampling2D(c["size"], interpolation=c["interpolation"]),
    "Activation": lambda c: layers.Activation(c["activation"]),
    "Dropout": lambda c: layers.Dropout(c["rate"]),
    "Flatten": lambda c: layers.Flatten(),
    "Add": lambda c: layers.Add(),
}


def build(shape, first, layers, outputs):
    """`layers` have `kind`, `config`, and the numbers of their `inputs` and `output`; `first` is the input's."""
    values = {first: keras.Input(shape)}
    for layer in layers:
        inputs = [values[number] for number in layer["inputs"]]
        made = MAKE[layer["kind"]](layer["config"])
        values[layer["output"]] = made(inputs if len(inputs) > 1 else inputs[0])
    return keras.Model(values[first], [values[number] for number in outputs])
