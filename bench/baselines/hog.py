"""HOG features by scikit-image."""

import numpy as np
from json_lines import answer_requests, milliseconds
from skimage.feature import hog


def load(file, side):
    global pictures
    pictures = np.fromfile(file, np.uint8).reshape(-1, side, side).astype(np.float32) / 255
    return features(pictures[0]).tolist()


def features(picture):
    return hog(picture, orientations=9, pixels_per_cell=(8, 8), cells_per_block=(3, 3))


def all_features():
    return milliseconds(lambda: [features(picture) for picture in pictures])


answer_requests(load=load, hog=all_features)
