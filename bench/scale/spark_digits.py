"""Makes a Parquet of digits for Spark, and checks what came of it.

    spark_digits.py make PIXELS ROWS PARTS FOLDER     PIXELS: 784 bytes a digit, repeated until there are so many rows
    spark_digits.py check DUE FOLDER                  DUE: a character a digit, what each is read as

`check` prints as JSON how many rows there are, how many ids, and how many are read otherwise.
"""

import json
import os
import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet

PIXELS = 784


def make(path, rows, parts, folder):
    with open(path, "rb") as file:
        digits = file.read()
    count = len(digits) // PIXELS
    os.makedirs(folder)
    for part, ids in enumerate(np.array_split(np.arange(int(rows)), int(parts))):
        pixels = [digits[i * PIXELS : (i + 1) * PIXELS] for i in ids % count]
        parquet.write_table(pa.table({"id": ids, "pixels": pixels}), f"{folder}/{part:05}.parquet")


def check(path, folder):
    with open(path) as file:
        due = np.array(list(file.read()))
    answers = parquet.read_table(folder)
    ids = answers["id"].to_numpy()
    wrong = answers["digit"].to_numpy(zero_copy_only=False) != due[ids % len(due)]
    print(json.dumps({"rows": len(ids), "ids": len(np.unique(ids)), "wrong": int(wrong.sum())}))


{"make": make, "check": check}[sys.argv[1]](*sys.argv[2:])
