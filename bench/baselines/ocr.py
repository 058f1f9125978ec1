"""Photographs in memory to their text by RapidOCR, with its own models and settings."""

from pathlib import Path

from json_lines import answer_requests, milliseconds
from rapidocr_onnxruntime import RapidOCR

engine = RapidOCR()
files = []


def load(folder):
    """What it reads in each of the folder's files: all that it finds, in its order."""
    files[:] = [path.read_bytes() for path in sorted(Path(folder).iterdir())]
    return [read(data) for data in files]


def read(data):
    found, _ = engine(data)
    return "".join(text for _, text, _ in found or [])


def read_all():
    return milliseconds(lambda: [read(data) for data in files]) / len(files)


answer_requests(load=load, read=read_all)
