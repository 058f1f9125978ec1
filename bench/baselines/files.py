"""`files.py FOLDER`: the digits in a folder's files, a line of JSON each; a process for every core."""

import json
import multiprocessing
import os
import sys
from pathlib import Path

from reading import answer, open_model


def start():
    global model
    model = open_model(threads=1)


def read(path):
    return json.dumps({"file": str(path), **answer(model, path.read_bytes())})


if __name__ == "__main__":
    paths = sorted(Path(sys.argv[1]).iterdir())
    with multiprocessing.Pool(os.cpu_count(), start) as pool:
        for line in pool.imap(read, paths, chunksize=16):
            print(line)
