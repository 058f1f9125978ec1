"""Trains the finder on a GPU, on pictures that draw_pictures.ts goes on drawing beside it.

    python3 train_finder.py --pictures FOLDER --out FOLDER --minutes 8 [--from WEIGHTS]

The recipe is that of lib/network/train_finder.ts but for larger batches: with a higher peak, a shorter warm-up and a
longer average. `--from` lowers no peak; `--peak` does.
"""

import time

import numpy as np
import torch

from finder import Finder, loss_of
from finder_examples import Examples, Pictures, draw_views
from learner import Learner, read_files, train, training_flags, wait_for


def main():
    begun = time.time()
    flags = training_flags(__doc__, peak=0.005, average=0.999, batch=256, least=4000)
    flags.add_argument("--gigabytes", type=float, default=40)
    flags.add_argument("--width", type=float, default=1, help="channels, as a multiple of the finder's")
    flags.add_argument("--without", default="", help="kinds of pictures not to learn from, with commas")
    args = flags.parse_args()
    torch.backends.cudnn.benchmark = True
    torch.backends.cuda.matmul.allow_tf32 = True
    torch.backends.cudnn.allow_tf32 = True

    without = [kind for kind in args.without.split(",") if kind]
    pictures = Pictures(args.device, int(args.gigabytes * 1e9), without)
    validation = Pictures(args.device, int(0.3e9))
    stop = read_files(args.pictures, pictures, validation)
    net = Finder(args.device, args.seed, args.width)
    if args.start:
        net.load(args.start)
    learner = Learner(net, loss_of, args.average)
    examples = Examples(args.device, args.batch)
    wait_for(lambda: len(pictures.table) >= args.least and len(validation.table) > 0, args, begun)

    def batch_of(source, random):
        images, fine, coarse = examples.make(source, draw_views(source, random, args.batch))
        return images, (fine, coarse)

    random = np.random.default_rng(7)
    measured = []
    for _ in range(max(1, 1280 // args.batch)):
        images, truth = batch_of(validation, random)
        own = lambda t: t.clone(memory_format=torch.preserve_format)
        measured.append((own(images), tuple(own(t) for t in truth)))
    random = np.random.default_rng(args.seed)
    next_batch = lambda: batch_of(pictures, random)
    train(learner, next_batch, measured, args, "finder", begun, lambda: len(pictures.table))
    stop.set()


if __name__ == "__main__":
    main()
