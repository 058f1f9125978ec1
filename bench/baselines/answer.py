"""Files in memory to answers, one by one, and the network alone."""

from pathlib import Path

import numpy as np
from reading import open_model, prepare
from json_lines import answer_requests, milliseconds

model = open_model()
files = []


def load(folder):
    files[:] = [path.read_bytes() for path in sorted(Path(folder).iterdir())]
    return [read(data).tolist() for data in files]


def read(data):
    return model(prepare(data)[None, :, :, None])[0]


def read_all():
    return milliseconds(lambda: [read(data) for data in files]) / len(files)


def network(count, times):
    pictures = np.full((count, 28, 28, 1), 0.5, np.float32)
    return milliseconds(lambda: [model(pictures) for _ in range(times)]) / times


answer_requests(load=load, read=read_all, network=network)
