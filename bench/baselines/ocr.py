"""Photographs in memory to their text by RapidOCR, with its own models and settings."""

from json_lines import answer_of_files
from rapidocr_onnxruntime import RapidOCR

engine = RapidOCR()


def read(data):
    """All that it finds, in its order."""
    found, _ = engine(data)
    return "".join(text for _, text, _ in found or [])


answer_of_files(read)
