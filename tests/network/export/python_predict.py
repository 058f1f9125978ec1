"""What the real packages make of networks: checks model.onnx, runs saved_model.

    python3 python_predict.py FOLDER...

Each folder holds input.f32, pictures as float32, and input.json, their shape. Each output is written into it
as NAME.f32, and their names as outputs.json.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import tensorflow as tf

for folder in map(Path, sys.argv[1:]):
    onnx.checker.check_model(onnx.load(folder / "model.onnx"), full_check=True)
    shape = json.loads((folder / "input.json").read_text())
    images = np.fromfile(folder / "input.f32", np.float32).reshape(shape)
    model = tf.saved_model.load(str(folder / "saved_model"))
    answer = model.signatures["serving_default"](image=tf.constant(images))
    for name, values in answer.items():
        values.numpy().tofile(folder / f"{name}.f32")
    (folder / "outputs.json").write_text(json.dumps(list(answer)))
