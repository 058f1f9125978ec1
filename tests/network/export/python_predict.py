"""What the real packages make of model folders: checks model.onnx, runs saved_model.

    python3 python_predict.py FOLDER...

Each folder holds input.f32, pictures as float32; output.f32, their probabilities, is written into it.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import tensorflow as tf

for folder in map(Path, sys.argv[1:]):
    onnx.checker.check_model(onnx.load(folder / "model.onnx"), full_check=True)
    card = json.loads((folder / "card.json").read_text())
    size = card["input"]["height"], card["input"]["width"]
    images = np.fromfile(folder / "input.f32", np.float32).reshape(-1, *size, 1)
    model = tf.saved_model.load(str(folder / "saved_model"))
    answer = model.signatures["serving_default"](image=tf.constant(images))
    answer["probabilities"].numpy().tofile(folder / "output.f32")
