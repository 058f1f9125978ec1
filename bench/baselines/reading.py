"""A digit read as people do it in Python: Pillow, numpy and onnxruntime.

The steps are those of lib/image/prepare.ts: Otsu's threshold, specks taken away,
and MNIST's framing. All pictures are darkness or ink in [0, 1].
"""

import io

import numpy as np
from PIL import Image
from scipy import ndimage

LEVELS = 256
STROKE, SPECK = 0.2, 0.04
SIZE, INNER, CENTRE = 28, 20, 14


def open_model(threads=0):
    """A function from pictures `[count, 28, 28, 1]` to probabilities; 0 threads are as many as there are cores."""
    # Here, so that the Keras server does not load it.
    import onnxruntime

    # It tells its maker of its use, unless it is told not to.
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession("models/digits/model.onnx", options)
    name = session.get_inputs()[0].name
    return lambda pictures: session.run(None, {name: pictures})[0]


def answer(model, data):
    """The bytes of a file to what is answered of it."""
    probabilities = model(prepare(data)[None, :, :, None])[0].tolist()
    return {
        "text": str(probabilities.index(max(probabilities))),
        "probabilities": probabilities,
    }


def prepare(data):
    """The bytes of a file as the digit net wants it, `[28, 28]`."""
    grey = np.asarray(Image.open(io.BytesIO(data)).convert("L"), np.float32)
    return normalize(remove_specks(ink(1 - grey / 255)))


def ink(dark):
    counts = histogram(dark)
    threshold = otsu(counts)
    is_dark = dark > threshold
    border = np.concatenate([is_dark[0], is_dark[-1], is_dark[1:-1, 0], is_dark[1:-1, -1]])
    if is_dark.mean() + border.mean() > 1:
        dark, counts = 1 - dark, counts[::-1]
    least, median, most = (quantile(counts, share) for share in (0, 0.5, 1))
    paper = median if median < (least + most) / 2 else least
    return np.clip((dark - paper) / (most - paper), 0, 1)


def remove_specks(image):
    counts = histogram(image)
    counts[LEVELS // 2 :] = 0
    noise = 3 * quantile(counts, 0.5) / 0.6745 if counts.any() else 0
    threshold = max(STROKE, min(0.5, noise))
    labels, count = ndimage.label(image > threshold, np.ones((3, 3)))
    masses = np.bincount(labels.ravel(), image.ravel(), count + 1)
    masses[0] = 0
    is_speck = masses < SPECK * masses.max()
    is_speck[0] = threshold > STROKE
    return np.where(is_speck[labels], 0, image).astype(np.float32)


def normalize(image):
    rows, columns = np.nonzero(image > STROKE * image.max())
    left, right, top, bottom = columns.min(), columns.max() + 1, rows.min(), rows.max() + 1
    scale = INNER / max(right - left, bottom - top)
    width, height = max(1, rounded((right - left) * scale)), max(1, rounded((bottom - top) * scale))
    small = np.asarray(
        Image.fromarray(image).resize(
            (width, height), Image.Resampling.BILINEAR, box=(left, top, right, bottom)
        )
    )
    x = small.sum(0) @ np.arange(width) / small.sum()
    y = small.sum(1) @ np.arange(height) / small.sum()
    left = min(max(rounded(CENTRE - x), 0), SIZE - width)
    top = min(max(rounded(CENTRE - y), 0), SIZE - height)
    out = np.zeros((SIZE, SIZE), np.float32)
    out[top : top + height, left : left + width] = small / small.max()
    return out


def histogram(image):
    return np.bincount((image * (LEVELS - 1) + 0.5).astype(np.int64).ravel(), minlength=LEVELS)


def quantile(counts, share):
    seen = np.cumsum(counts)
    return int(np.argmax((seen >= share * seen[-1]) & (seen > 0))) / (LEVELS - 1)


def otsu(counts):
    below, below_sum = np.cumsum(counts)[:-1], np.cumsum(counts * np.arange(LEVELS))
    total, whole, below_sum = counts.sum(), below_sum[-1], below_sum[:-1]
    above = total - below
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = below * above * (below_sum / below - (whole - below_sum) / above) ** 2
    return (np.nanargmax(spread) + 0.5) / (LEVELS - 1)


def rounded(value):
    return int(np.floor(value + 0.5))
