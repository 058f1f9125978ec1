"""Files in memory to answers, one by one, and the network alone."""

import numpy as np
from reading import open_model, prepare
from json_lines import answer_of_files, milliseconds

model = open_model()


def read(data):
    return model(prepare(data)[None, :, :, None])[0].tolist()


def network(count, times):
    pictures = np.full((count, 28, 28, 1), 0.5, np.float32)
    return milliseconds(lambda: [model(pictures) for _ in range(times)]) / times


answer_of_files(read, network=network)
