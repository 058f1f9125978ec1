"""Trains the digit net on a GPU, on batches that draw_digits.ts goes on drawing beside it.

    python3 train_digits.py --pictures FOLDER --out FOLDER --minutes 8 [--from WEIGHTS]

The recipe is that of lib/network/digit.ts but for larger batches and far more of them: with a lower peak, a shorter
warm-up and a longer average. `--from` lowers no peak; `--peak` does.
"""

import math
import time

import numpy as np
import torch

from digit_net import DigitNet, loss_of
from learner import Learner, read_files, train, training_flags, wait_for

PIXELS, CLASSES = 28 * 28, 10


class Digits:
    """The latest pictures that were read from files of draw_digits.ts: old ones make room for new ones."""

    def __init__(self, device, capacity):
        self.device, self.drawn, self.there = device, 0, 0
        self.images = torch.empty((capacity, PIXELS), dtype=torch.uint8, device=device)
        self.targets = torch.empty((capacity, CLASSES), device=device)

    def add(self, path):
        raw = np.fromfile(path, np.uint8)
        count = int(raw[:4].view(np.int32)[0])
        images = raw[4 : 4 + count * PIXELS].reshape(count, PIXELS)
        targets = raw[4 + count * PIXELS :].view(np.float32).reshape(count, CLASSES)
        capacity = len(self.images)
        at = torch.arange(self.drawn, self.drawn + count, device=self.device) % capacity
        self.images[at] = torch.from_numpy(images).to(self.device)
        self.targets[at] = torch.from_numpy(targets.copy()).to(self.device)
        self.drawn += count
        self.there = min(self.drawn, capacity)
        return True

    def batch(self, at):
        return self.images[at].reshape(-1, 1, 28, 28).float() / 255, self.targets[at]


def main():
    begun = time.time()
    flags = training_flags(__doc__, peak=0.002, average=0.9995, batch=1024, least=200_000)
    flags.add_argument("--capacity", type=int, default=2_000_000, help="pictures held at once")
    flags.add_argument("--views", type=float, default=2, help="how often each is looked at; training waits for more")
    args = flags.parse_args()
    digits, validation = Digits(args.device, args.capacity), Digits(args.device, 50_000)
    stop = read_files(args.pictures, digits, validation)
    net = DigitNet(args.device, args.seed)
    if args.start:
        net.load(args.start)
    learner = Learner(net, loss_of, args.average, decay=0)
    wait_for(lambda: digits.there >= args.least and validation.there > 0, args, begun)
    measured = [validation.batch(at) for at in torch.arange(validation.there).split(4096)]
    generator = torch.Generator(args.device).manual_seed(args.seed)

    end = math.inf if args.steps else begun + 60 * args.minutes

    def next_batch():
        while learner.steps * args.batch > args.views * digits.drawn and time.time() < end:
            time.sleep(0.01)
        at = torch.randint(digits.there, (args.batch,), generator=generator, device=args.device)
        return digits.batch(at)

    train(learner, next_batch, measured, args, "digits", begun, lambda: digits.drawn)
    stop.set()


if __name__ == "__main__":
    main()
