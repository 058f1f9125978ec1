"""Files in memory to answers as the original report does it: open, grey, resize, `predict` of Keras."""

import io

import numpy as np
from layers import build
from PIL import Image
from json_lines import answer_of_files


def make(network):
    global model
    model = build(**network)


def save(network, path):
    """The same network as a file, for streamlit_page.py."""
    build(**network).save(path)


def read(data):
    picture = Image.open(io.BytesIO(data)).convert("L").resize((64, 64))
    pixels = np.asarray(picture, np.float32)[None, :, :, None] / 255
    return int(model.predict(pixels, verbose=0).argmax())


answer_of_files(read, make=make, save=save)
