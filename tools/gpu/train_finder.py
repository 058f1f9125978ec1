"""Trains the finder on a GPU, on pictures that draw_shards.ts goes on drawing beside it.

    python3 train_finder.py --pictures FOLDER --out FOLDER --minutes 8 [--from WEIGHTS]

The network is lib/network/finder.ts, the loss lib/network/finder_loss.ts, the recipe that of
lib/network/train_finder.ts but for larger batches. Weights are float32 numbers end to end, in the order in
which finder.ts makes its layers: kernel (height, width, in, out), gamma, beta, mean and variance of every
convolution, then kernel and bias of the heads `coarse` and `fine`.
"""

import argparse
import json
import math
import os
import pathlib
import threading
import time

import numpy as np
import torch
import torch.nn.functional as F

from finder_examples import Examples, Pictures, draw_views

# As in lib/network/finder.ts.
STAGES = [(16, 1), (32, 2), (64, 2), (96, 3), (128, 3)]
PYRAMID, FINE = 32, 16


class Finder:
    """The network as plain functions over a list of tensors."""

    def __init__(self, device, seed):
        generator = torch.Generator().manual_seed(seed)
        self.device = device
        self.weights, self.moving = [], []
        self.convolutions, self.heads = [], []
        channels = 1
        self.stages = []
        widths = []
        for count, depth in STAGES:
            stage = []
            for i in range(depth):
                stage.append((self.convolution(channels, count, 3, generator), 2 if i == 0 else 1))
                channels = count
            self.stages.append(stage)
            widths.append(count)
        self.laterals = [self.convolution(width, PYRAMID, 1, generator) for width in widths[1:]]
        self.up = [self.convolution(PYRAMID, PYRAMID, 3, generator) for _ in range(3)]
        self.coarse = self.head(PYRAMID, 3, -3, generator)
        self.down = self.convolution(PYRAMID, FINE, 1, generator)
        self.edge = self.convolution(widths[0], FINE, 1, generator)
        self.last = self.convolution(FINE, FINE, 3, generator)
        self.fine = self.head(FINE, 6, -2, generator)

    def weight(self, value):
        value = value.to(self.device)
        if value.dim() == 4:
            value = value.contiguous(memory_format=torch.channels_last)
        self.weights.append(value.requires_grad_())
        return len(self.weights) - 1

    def convolution(self, channels, filters, size, generator):
        deviation = math.sqrt(2 / (channels * size * size))
        kernel = self.weight(torch.randn(filters, channels, size, size, generator=generator) * deviation)
        gamma, beta = self.weight(torch.ones(filters)), self.weight(torch.zeros(filters))
        self.moving += [torch.zeros(filters, device=self.device), torch.ones(filters, device=self.device)]
        place = (kernel, gamma, beta, len(self.moving) - 2)
        self.convolutions.append(place)
        return place

    def head(self, channels, filters, bias, generator):
        kernel = self.weight(0.01 * torch.randn(filters, channels, 1, 1, generator=generator))
        place = (kernel, self.weight(torch.full((filters,), float(bias))))
        self.heads.append(place)
        return place

    def __call__(self, images, learning):
        def convolve(x, place, stride=1):
            kernel, gamma, beta, moving = place
            weight = self.weights[kernel]
            size = weight.shape[-1]
            # As TensorFlow pads: at the end first.
            if stride == 2:
                x = F.conv2d(F.pad(x, (0, 1, 0, 1)), weight, stride=2)
            else:
                x = F.conv2d(x, weight, padding=size // 2)
            return F.batch_norm(
                x,
                self.moving[moving],
                self.moving[moving + 1],
                self.weights[gamma],
                self.weights[beta],
                training=learning,
                momentum=0.03,
                eps=1e-3,
            )

        def up_to(x, lateral):
            return F.interpolate(x, scale_factor=2, mode="nearest") + lateral

        def head(x, place):
            return F.conv2d(x, self.weights[place[0]], self.weights[place[1]])

        stages, x = [], images
        for stage in self.stages:
            for place, stride in stage:
                x = F.relu(convolve(x, place, stride))
            stages.append(x)
        laterals = [convolve(x, place) for x, place in zip(stages[1:], self.laterals)]
        pyramid = F.relu(laterals[3])
        for place, lateral in zip(self.up, laterals[2::-1]):
            pyramid = F.relu(convolve(up_to(pyramid, lateral), place))
        coarse = head(pyramid, self.coarse)
        both = up_to(convolve(pyramid, self.down), convolve(stages[0], self.edge))
        return head(F.relu(convolve(both, self.last)), self.fine), coarse

    def places(self, weights, moving):
        """All numbers in the order of the file."""
        for kernel, gamma, beta, place in self.convolutions:
            yield from (weights[kernel], weights[gamma], weights[beta], moving[place], moving[place + 1])
        for kernel, bias in self.heads:
            yield from (weights[kernel], weights[bias])

    def save(self, path, weights, moving):
        parts = [
            (t.permute(2, 3, 1, 0) if t.dim() == 4 else t).detach().float().cpu().numpy().ravel()
            for t in self.places(weights, moving)
        ]
        np.concatenate(parts).astype("<f4").tofile(f"{path}.part")
        os.replace(f"{path}.part", path)

    def load(self, path):
        numbers, at = torch.from_numpy(np.fromfile(path, "<f4")), 0
        with torch.no_grad():
            for t in self.places(self.weights, self.moving):
                part = numbers[at : at + t.numel()]
                at += t.numel()
                if t.dim() == 4:
                    out, into, height, width = t.shape
                    part = part.reshape(height, width, into, out).permute(3, 2, 0, 1)
                t.copy_(part.to(self.device))
        if at != len(numbers):
            raise ValueError(f"{path} holds {len(numbers)} numbers, this network takes {at}")


def loss_of(outputs, fine_truth, coarse_truth):
    fine, coarse = (output.float() for output in outputs)
    ink_logits, offsets = fine[:, :4], fine[:, 4:]
    ink, offset_truth, offset_weight = fine_truth[:, :4], fine_truth[:, 4:6], fine_truth[:, 6:]
    centre_logits, heights = coarse[:, :2], coarse[:, 2:]
    centres, height_truth, height_weight = coarse_truth[:, :2], coarse_truth[:, 2:3], coarse_truth[:, 3:]

    def mean_over(values, weights):
        return (values * weights).sum() / (weights.sum() + 1e-3)

    weights = 4 * ink + 1
    entropy = mean_over(F.softplus(ink_logits) - ink_logits * ink, weights)
    share = torch.sigmoid(ink_logits)
    dice = 1 - (2 * (share * ink).sum() + 1) / (share.sum() + ink.sum() + 1)
    offset = mean_over((offsets - offset_truth).abs().sum(1, keepdim=True), offset_weight)
    share = torch.sigmoid(centre_logits)
    is_centre = (centres >= 1).float()
    there = F.softplus(-centre_logits) * (1 - share) ** 2 * is_centre
    elsewhere = F.softplus(centre_logits) * share**2 * (1 - centres) ** 4
    focal = (there + elsewhere).sum() / (is_centre.sum() + 1)
    height = mean_over((heights - height_truth).abs(), height_weight)
    return entropy + 0.5 * dice + offset + 0.5 * focal + 0.2 * height


class Learner:
    """A finder, its optimiser and the running average of its weights, which is what is kept."""

    def __init__(self, device, seed, average):
        self.net = Finder(device, seed)
        kernels = [w for w in self.net.weights if w.dim() == 4]
        others = [w for w in self.net.weights if w.dim() < 4]
        self.optimizer = torch.optim.AdamW(
            [dict(params=kernels, weight_decay=0.01), dict(params=others, weight_decay=0)],
            lr=1e-3,
            betas=(0.9, 0.99),
            eps=1e-7,
            fused=device == "cuda",
        )
        self.average = average
        # Compiled, a step takes a third of the time: what lies between convolutions becomes few kernels.
        self.loss = torch.compile(self.loss_when_learning) if device == "cuda" else self.loss_when_learning
        self.begin()

    def begin(self):
        self.averaged = [t.detach().clone() for t in [*self.net.weights, *self.net.moving]]
        self.steps = 0
        self.total = torch.zeros((), device=self.net.device)

    def learn(self, images, fine, coarse, rate):
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        loss = self.loss(images, fine, coarse)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.optimizer.step()
        self.steps += 1
        decay = min(self.average, (1 + self.steps) / (10 + self.steps))
        current = [t.detach() for t in [*self.net.weights, *self.net.moving]]
        torch._foreach_lerp_(self.averaged, current, 1 - decay)
        self.total += loss.detach()

    def loss_when_learning(self, images, fine, coarse):
        with torch.autocast(self.net.device, dtype=torch.bfloat16, enabled=self.net.device == "cuda"):
            outputs = self.net(images, True)
        return loss_of(outputs, fine, coarse)

    def kept(self):
        count = len(self.net.weights)
        return self.averaged[:count], self.averaged[count:]

    def measure(self, batches):
        """Mean loss of the averaged weights, without autocast."""
        weights, moving = self.net.weights, self.net.moving
        self.net.weights, self.net.moving = self.kept()
        with torch.no_grad():
            losses = [loss_of(self.net(images, False), fine, coarse).item() for images, fine, coarse in batches]
        self.net.weights, self.net.moving = weights, moving
        return sum(losses) / len(losses)


def one_cycle(peak, share, warm_up=0.05):
    if share < warm_up:
        return peak / 10 + 0.9 * peak * share / warm_up
    fall = (share - warm_up) / (1 - warm_up)
    return peak / 1000 + (peak - peak / 1000) * (1 + math.cos(math.pi * fall)) / 2


def main():
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--pictures", type=pathlib.Path, required=True)
    flags.add_argument("--out", type=pathlib.Path, required=True)
    flags.add_argument("--from", dest="start", help="weights to go on from")
    flags.add_argument("--minutes", type=float, default=8, help="all in all")
    flags.add_argument("--batch", type=int, default=256)
    flags.add_argument("--peak", type=float, default=0.005)
    flags.add_argument("--average", type=float, default=0.999)
    flags.add_argument("--seed", type=int, default=1)
    flags.add_argument("--gigabytes", type=float, default=40)
    flags.add_argument("--least", type=int, default=4000, help="pictures to wait for")
    flags.add_argument("--device", default="cuda")
    args = flags.parse_args()
    torch.backends.cudnn.benchmark = True
    torch.backends.cuda.matmul.allow_tf32 = True
    torch.backends.cudnn.allow_tf32 = True
    begun = time.time()
    log = lambda text: print(f"{time.time() - begun:6.1f} {text}", flush=True)

    pictures = Pictures(args.device, int(args.gigabytes * 1e9))
    validation = Pictures(args.device, int(0.3e9))
    stop = threading.Event()

    def read():
        while not stop.is_set():
            there = sorted(p for p in args.pictures.iterdir() if p.name.startswith(("train", "valid")))
            for path in there:
                if stop.is_set() or not (validation if path.name[0] == "v" else pictures).add(path):
                    return
                path.unlink()
            time.sleep(0.2)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    learner = Learner(args.device, args.seed, args.average)
    if args.start:
        learner.net.load(args.start)
        learner.begin()
    examples = Examples(args.device, args.batch)
    while len(pictures.table) < args.least or len(validation.table) == 0:
        time.sleep(0.2)
    log(f"{len(pictures.table)} pictures")

    random = np.random.default_rng(7)
    measured = []
    for _ in range(max(1, 1280 // args.batch)):
        made = examples.make(validation, draw_views(validation, random, args.batch))
        measured.append([t.clone(memory_format=torch.preserve_format) for t in made])
    log(f"validation before: {learner.measure(measured):.4f}")

    random = np.random.default_rng(args.seed)
    # Compiles it; at no rate nothing is learnt.
    learner.learn(*examples.make(pictures, draw_views(pictures, random, args.batch)), 0)
    learner.begin()
    log("compiled")
    start, told, step = time.time(), time.time(), 0
    seconds = begun + 60 * args.minutes - start
    weights = args.out / "finder.weights"
    while (share := (time.time() - start) / seconds) < 1:
        batch = examples.make(pictures, draw_views(pictures, random, args.batch))
        learner.learn(*batch, one_cycle(args.peak, share))
        step += 1
        if step % 20 > 0:
            continue
        # Asking for a number waits for the GPU: the host must not run ahead of it, or the clock lies.
        loss = (learner.total / 20).item()
        learner.total.zero_()
        if time.time() - told > min(20, seconds / 10):
            told = time.time()
            log(
                f"{100 * share:5.1f} %  step {step}  {len(pictures.table)} pictures  "
                f"loss {loss:.4f}  validation {learner.measure(measured):.4f}"
            )
            learner.net.save(weights, *learner.kept())
    stop.set()
    learner.net.save(weights, *learner.kept())
    loss = learner.measure(measured)
    log(f"{step} steps of {args.batch}, {len(pictures.table)} pictures; validation {loss:.4f}")
    run = dict(
        flags={name: str(value) for name, value in vars(args).items()},
        torch=torch.__version__.partition("+")[0],
        steps=step,
        drawn=len(pictures.table),
        validation=loss,
    )
    (args.out / "run.json").write_text(json.dumps(run, indent=2))


if __name__ == "__main__":
    main()
