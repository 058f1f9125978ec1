"""Pictures in the GPU's memory, and batches of examples made of them there.

The same views, degradations and targets as lib/dataset/finder draws, a batch at once. Where there is no GPU
(`--device cpu`) the kernels run as C++, which is slow. tests/gpu/examples_test.ts holds them to the TypeScript, but
for the degradations.
"""

import ctypes
import pathlib
import subprocess
import tempfile

import numpy as np
import torch

SIDE, MARGIN = 256, 16
LONGEST = SIDE - 2 * MARGIN
SMALLEST = 112
FINE, COARSE = SIDE // 2, SIDE // 4
# Marked pictures of fewer grey levels are at most turned into their negative.
FAINT = 50

VIEW = np.dtype(
    [
        ("pixels", "i8"),
        ("plane", "i8"),
        *[(name, "i4") for name in ("width", "height", "outWidth", "outHeight", "left", "top")],
        *[(name, "f4") for name in ("x", "y", "partWidth", "partHeight")],
        *[(name, "i4") for name in ("firstMark", "marks", "negative", "clean")],
        *[(name, "f4") for name in ("gamma", "across", "down", "contrast", "noise", "salt")],
        ("seed", "u4"),
    ],
    align=True,
)

SOURCE = pathlib.Path(__file__).with_name("examples.cu")


class Kernels:
    """The kernels of examples.cu, by name."""

    def __init__(self, device):
        self.on_gpu = device == "cuda"
        if self.on_gpu:
            import cupy

            self.module = cupy.RawModule(code=SOURCE.read_text())
            self.stream = lambda: cupy.cuda.ExternalStream(torch.cuda.current_stream().cuda_stream)
        else:
            as_cpp = ["-x", "c++", "-include", SOURCE.with_name("as_cpp.h"), SOURCE]
            with tempfile.TemporaryDirectory() as folder:
                library = f"{folder}/examples.so"
                subprocess.run(["g++", "-O2", "-shared", "-fPIC", *as_cpp, "-o", library], check=True)
                self.module = ctypes.CDLL(library)

    def __call__(self, name, count, tensors, slabs=16):
        if self.on_gpu:
            with self.stream():
                self.module.get_function(name)(
                    (count, slabs), (256,), tuple(np.uint64(t.data_ptr()) for t in tensors)
                )
        else:
            for example in range(count):
                self.module.block(example)
                getattr(self.module, name)(*(ctypes.c_void_p(t.data_ptr()) for t in tensors))


class Pictures:
    """Pictures that were read from files of draw_pictures.ts; more can be added at any time.

    Those of the kinds in `without` are held but not looked at.
    """

    def __init__(self, device, capacity, without=()):
        self.device = device
        self.without = [kind.encode() for kind in without]
        self.pixels = torch.empty(capacity, dtype=torch.uint8, device=device)
        self.marks = torch.empty((0, 5), device=device)
        self.marks_there = np.empty((0, 5), np.float32)
        self.used = 0
        self.table = np.empty((0, 12), np.float64)

    def add(self, path):
        raw = np.fromfile(path, np.uint8)
        count = int(raw[:4].view(np.int32)[0])
        sizes = raw[4 : 4 + 12 * count].view(np.int32).reshape(count, 3).astype(np.int64)
        width, height, marks = sizes.T
        total = int(marks.sum())
        start = 4 + 12 * count
        kinds = raw[start : start + 16 * count].view("S16")
        start += 16 * count
        boxes = raw[start : start + 20 * total].view(np.float32).reshape(total, 5)
        body = raw[start + 20 * total :]
        if self.used + len(body) > len(self.pixels):
            return False
        self.pixels[self.used : self.used + len(body)] = torch.from_numpy(body).to(self.device)
        planes = width * height
        first = np.cumsum(marks) - marks
        starts = 3 * (np.cumsum(planes) - planes)
        whole, faint = np.zeros((count, 5)), np.zeros(count)
        for n in np.flatnonzero(marks):
            faint[n] = np.ptp(body[starts[n] : starts[n] + planes[n]]) < FAINT
            own = boxes[first[n] : first[n] + marks[n]]
            left, top = own[:, 0].min(), own[:, 1].min()
            right, bottom = (own[:, 0] + own[:, 2]).max(), (own[:, 1] + own[:, 3]).max()
            whole[n] = left, top, right, bottom, own[:, 3].max()
        rows = np.column_stack(
            [
                self.used + starts,
                planes,
                width,
                height,
                len(self.marks_there) + first,
                marks,
                whole,
                faint,
            ]
        )
        self.used += len(body)
        there = np.concatenate([self.marks_there, boxes])
        # On the GPU before any view can name them.
        self.marks = torch.from_numpy(there).to(self.device)
        self.marks_there = there
        self.table = np.concatenate([self.table, rows[~np.isin(kinds, self.without)]])
        return True


def log_uniform(random, low, high, count):
    return low * (high / low) ** random.random(count)


def draw_views(pictures, random, count):
    """What lib/dataset/finder/finder_example.ts draws: which part of which picture, how large and where."""
    table, marks = pictures.table, pictures.marks_there
    row = table[random.integers(len(table), size=count)]
    width, height = row[:, 2], row[:, 3]
    first, number = row[:, 4].astype(int), row[:, 5].astype(int)
    how = random.random(count)
    whole = (how < 0.55) | (number == 0)
    tight = ~whole & (how < 0.7)
    part = ~whole & ~tight
    views = np.zeros(count, VIEW)
    left, top, right, bottom = np.zeros(count), np.zeros(count), width.copy(), height.copy()

    # Whole pictures.
    usual = random.random(count) < 0.7
    small = np.maximum(width, height) < SMALLEST
    low = np.where(usual, np.where(small, 0.8 * SMALLEST, 0.6 * LONGEST), 64)
    high = np.where(usual & small, 1.25 * SMALLEST, LONGEST)
    longest = log_uniform(random, low, high, count)
    most = np.maximum(3, LONGEST / height)

    # One mark or all of them, cut out tightly; or a part of the picture with one mark in it.
    chosen = marks[np.minimum(first + (random.random(count) * number).astype(int), len(marks) - 1)]
    one = random.random(count) < 0.5
    box = np.where(
        one[:, None],
        np.column_stack(
            [chosen[:, 0], chosen[:, 1], chosen[:, 0] + chosen[:, 2], chosen[:, 1] + chosen[:, 3], chosen[:, 3]]
        ),
        row[:, 6:11],
    )
    margins = box[:, 4:5] * random.uniform(-0.05, 0.15, (count, 4))
    left[tight] = (box[:, 0] - margins[:, 0])[tight]
    top[tight] = (box[:, 1] - margins[:, 1])[tight]
    right[tight] = (box[:, 2] + margins[:, 2])[tight]
    bottom[tight] = (box[:, 3] + margins[:, 3])[tight]
    longest[tight] = log_uniform(random, 36, LONGEST, count)[tight]
    most[tight] = 100

    scale = np.minimum(
        3, log_uniform(random, 16, 130, count) / np.maximum(1e-6, np.maximum(chosen[:, 2], chosen[:, 3]))
    )
    across, down = np.minimum(LONGEST, random.uniform(96, 1.5 * LONGEST, (2, count))) / scale
    from_left = chosen[:, 0] + chosen[:, 2] / 2 - across * random.uniform(0.1, 0.9, count)
    from_top = chosen[:, 1] + chosen[:, 3] / 2 - down * random.uniform(0.1, 0.9, count)
    left[part], top[part] = from_left[part], from_top[part]
    right[part], bottom[part] = (from_left + across)[part], (from_top + down)[part]

    x = np.where(whole, 0, np.maximum(0, np.minimum(left, width - 2)))
    y = np.where(whole, 0, np.maximum(0, np.minimum(top, height - 2)))
    part_width = np.where(whole, width, np.maximum(2, np.minimum(right, width) - x))
    part_height = np.where(whole, height, np.maximum(2, np.minimum(bottom, height) - y))
    sides = np.maximum(part_width, part_height)
    longest[part] = (scale * sides)[part]
    most[part] = 3
    shown = np.minimum(longest / sides, most)
    size = lambda length: np.clip(np.floor(shown * length + 0.5), 4, LONGEST).astype(int)

    views["pixels"], views["plane"] = row[:, 0], row[:, 1]
    views["width"], views["height"] = width, height
    views["outWidth"], views["outHeight"] = size(part_width), size(part_height)
    views["left"] = MARGIN + (random.random(count) * (LONGEST - views["outWidth"] + 1)).astype(int)
    views["top"] = MARGIN + (random.random(count) * (LONGEST - views["outHeight"] + 1)).astype(int)
    views["x"], views["y"] = x, y
    views["partWidth"], views["partHeight"] = part_width, part_height
    views["firstMark"], views["marks"] = first, number

    chance = lambda share: random.random(count) < share
    views["negative"] = chance(0.12)
    views["clean"] = chance(0.35) | (row[:, 11] > 0)
    views["gamma"] = np.where(chance(0.3), np.exp(random.uniform(-0.6, 0.6, count)), 0)
    slanted = chance(0.2)
    views["across"] = np.where(slanted, random.uniform(-0.4, 0.4, count), 0)
    views["down"] = np.where(slanted, random.uniform(-0.4, 0.4, count), 0)
    views["contrast"] = np.where(chance(0.3), random.uniform(0.2, 1, count), 0)
    views["noise"] = np.where(chance(0.3), 0.08 * random.random(count) ** 2, 0)
    views["salt"] = np.where(chance(0.06), 0.03 * random.random(count), 0)
    views["seed"] = random.integers(2**32, size=count, dtype=np.uint32)
    return views


class Examples:
    """Makes batches: images [n, 1, 256, 256], fine [n, 7, 128, 128] and coarse [n, 4, 64, 64] targets."""

    def __init__(self, device, batch):
        self.device = device
        self.kernels = Kernels(device)
        empty = lambda *shape, dtype=torch.float32: torch.empty(shape, dtype=dtype, device=device)
        self.images = empty(batch, SIDE, SIDE)
        self.ink = empty(batch, SIDE, SIDE)
        self.owner = empty(batch, SIDE, SIDE, dtype=torch.uint8)
        self.fine = empty(batch, FINE, FINE, 7)
        self.coarse = empty(batch, COARSE, COARSE, 4)

    def make(self, pictures, views):
        count = len(views)
        there = torch.from_numpy(views.view(np.uint8).copy()).to(self.device)
        marks = pictures.marks
        kernels = self.kernels
        kernels("showParts", count, [pictures.pixels, there, self.images, self.ink, self.owner], 32)
        kernels("normalize", count, [there, self.images], 1)
        kernels("fineTargets", count, [there, marks, self.ink, self.owner, self.fine])
        kernels("coarseTargets", count, [there, marks, self.coarse])
        # Marks must outlive the kernels that read them, also where more pictures come meanwhile.
        self.kept = there, marks
        return (
            self.images[:count, None],
            self.fine[:count].permute(0, 3, 1, 2),
            self.coarse[:count].permute(0, 3, 1, 2),
        )
