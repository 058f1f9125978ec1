"""Reads a Parquet of digits on Spark, with the model folder that everything else here reads with.

    spark-submit deploy/spark/score.py --model models/digits pictures.parquet answers.parquet

`pictures` has columns `id`, of any type, and `pixels`: a digit as MNIST frames it, row by row, a byte a pixel, ink 255.
`answers` has each `id` once, with `digit`, the likeliest class; `confidence`, its probability; and `sure`, whether that
reaches the card's threshold: a weaker test than the recognizer's, which also asks the finder. All three are null where
`pixels` has another length. The Python of every worker needs numpy, pandas, pyarrow and onnxruntime.
"""

import argparse
import json
import os

import numpy as np
import onnxruntime
import pandas as pd
from pyspark import SparkFiles
from pyspark.sql import SparkSession
from pyspark.sql.types import BooleanType, FloatType, StringType

onnxruntime.disable_telemetry_events()


def scorer(card):
    """What scores one partition's batches, with the model file that Spark has sent to its worker."""
    classes, threshold = np.array(card["classes"]), card["threshold"]
    height, width = card["input"]["height"], card["input"]["width"]

    def score(batches):
        options = onnxruntime.SessionOptions()
        # Spark runs a task on each core.
        options.intra_op_num_threads = 1
        path = SparkFiles.get("model.onnx")
        session = onnxruntime.InferenceSession(path, options, ["CPUExecutionProvider"])
        for batch in batches:
            answers = pd.DataFrame({"id": batch["id"], "digit": None, "confidence": None, "sure": None})
            whole = batch["pixels"].map(lambda one: one is not None and len(one) == width * height)
            pixels = np.frombuffer(b"".join(batch["pixels"][whole]), np.uint8)
            images = pixels.reshape(-1, height, width, 1).astype(np.float32) / 255
            if len(images):
                (probabilities,) = session.run(None, {"image": images})
                confidence = probabilities.max(axis=1)
                answers.loc[whole, "digit"] = classes[probabilities.argmax(axis=1)]
                answers.loc[whole, "confidence"] = confidence
                answers.loc[whole, "sure"] = confidence >= threshold
            yield answers

    return score


def main():
    parser = argparse.ArgumentParser(description="Reads a Parquet of digits on Spark.")
    parser.add_argument("pictures")
    parser.add_argument("answers", help="written anew; it must not be there yet")
    parser.add_argument("--model", default="models/digits", help="model folder (default models/digits)")
    flags = parser.parse_args()
    with open(os.path.join(flags.model, "card.json")) as file:
        card = json.load(file)

    spark = SparkSession.builder.appName("digits").getOrCreate()
    spark.sparkContext.addFile(os.path.join(flags.model, "model.onnx"))
    # Rows of a batch: more gain no speed.
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 512)
    # Bytes of a task, some 20,000 digits: a worker that dies takes no more with it.
    spark.conf.set("spark.sql.files.maxPartitionBytes", 16 * 2**20)
    pictures = spark.read.parquet(flags.pictures).select("id", "pixels")
    schema = (
        pictures.select("id").schema.add("digit", StringType()).add("confidence", FloatType()).add("sure", BooleanType())
    )
    pictures.mapInPandas(scorer(card), schema).write.parquet(flags.answers)
    spark.stop()


if __name__ == "__main__":
    main()
