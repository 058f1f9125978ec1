"""How a network learns on a GPU: AdamW on a one-cycle schedule that follows the clock or counts steps."""

import argparse
import json
import math
import pathlib
import threading
import time

import torch


class Learner:
    """A network, its optimiser and the running average of its weights, which is what is kept."""

    def __init__(self, net, loss_of, average, decay=0.01):
        self.net, self.loss_of, self.average = net, loss_of, average
        kernels = [w for w in net.weights if w.dim() > 1]
        others = [w for w in net.weights if w.dim() == 1]
        self.on_gpu = net.device == "cuda"
        self.optimizer = torch.optim.AdamW(
            [dict(params=kernels, weight_decay=decay), dict(params=others, weight_decay=0)],
            lr=1e-3,
            betas=(0.9, 0.99),
            eps=1e-7,
            fused=self.on_gpu,
        )
        # Compiled, a step takes a third of the time: what lies between convolutions becomes few kernels.
        self.loss = torch.compile(self.loss_when_learning) if self.on_gpu else self.loss_when_learning
        self.begin()

    def begin(self):
        self.averaged = [t.detach().clone() for t in [*self.net.weights, *self.net.moving]]
        self.steps = 0
        self.total = torch.zeros((), device=self.net.device)

    def learn(self, images, truth, rate):
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        loss = self.loss(images, truth)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.optimizer.step()
        self.steps += 1
        decay = min(self.average, (1 + self.steps) / (10 + self.steps))
        current = [t.detach() for t in [*self.net.weights, *self.net.moving]]
        torch._foreach_lerp_(self.averaged, current, 1 - decay)
        self.total += loss.detach()

    def loss_when_learning(self, images, truth):
        with torch.autocast(self.net.device, dtype=torch.bfloat16, enabled=self.on_gpu):
            outputs = self.net(images, True)
        return self.loss_of(outputs, truth)

    def kept(self):
        count = len(self.net.weights)
        return self.averaged[:count], self.averaged[count:]

    def measure(self, batches):
        """Mean loss of the averaged weights, without autocast."""
        weights, moving = self.net.weights, self.net.moving
        self.net.weights, self.net.moving = self.kept()
        with torch.no_grad():
            losses = [self.loss_of(self.net(images, False), truth).item() for images, truth in batches]
        self.net.weights, self.net.moving = weights, moving
        return sum(losses) / len(losses)


def one_cycle(peak, share, warm_up=0.05):
    """The learning rate, as by `oneCycle` of lib/network/schedule.ts but for a shorter warm-up."""
    if share < warm_up:
        return peak / 10 + 0.9 * peak * share / warm_up
    fall = (share - warm_up) / (1 - warm_up)
    return peak / 1000 + (peak - peak / 1000) * (1 + math.cos(math.pi * fall)) / 2


def read_files(folder, learnt, validation):
    """Adds files to `learnt`, or by their names to `validation`, as they come, until one does not fit; gives what stops it."""
    stop = threading.Event()

    def read():
        while not stop.is_set():
            for path in sorted(p for p in folder.iterdir() if p.name.startswith(("train", "valid"))):
                if stop.is_set() or not (validation if path.name[0] == "v" else learnt).add(path):
                    return
                path.unlink()
            time.sleep(0.2)

    threading.Thread(target=read, daemon=True).start()
    return stop


def training_flags(about, peak, average, batch, least):
    flags = argparse.ArgumentParser(description=about)
    flags.add_argument("--pictures", type=pathlib.Path, required=True)
    flags.add_argument("--out", type=pathlib.Path, required=True)
    flags.add_argument("--least", type=int, default=least, help="pictures to wait for")
    flags.add_argument("--from", dest="start", help="weights to go on from")
    flags.add_argument("--minutes", type=float, default=8, help="all in all")
    flags.add_argument("--steps", type=int, help="so many instead")
    flags.add_argument("--batch", type=int, default=batch)
    flags.add_argument("--peak", type=float, default=peak)
    flags.add_argument("--average", type=float, default=average)
    flags.add_argument("--seed", type=int, default=1)
    flags.add_argument("--name", default="", help="of the weights' file, where it is another than the network's")
    flags.add_argument("--device", default="cuda")
    return flags


def wait_for(is_there, args, begun):
    """Waits until there are pictures enough, as long as there is time."""
    while not is_there():
        if not args.steps and time.time() > begun + 60 * args.minutes:
            raise SystemExit(too_late(args))
        time.sleep(0.2)


def too_late(args):
    return f"--minutes {args.minutes:g} were over before the first step: the wait for pictures counts too"


def train(learner, next_batch, measured, args, name, begun, drawn):
    """Trains until the time is up and leaves `NAME.weights` and `NAME.json`.

    `next_batch()` gives images and their truth, `measured` is a list of the same; `begun` is when the program
    was started, and `drawn()` says how many pictures there are by now.
    """
    log = lambda text: print(f"{time.time() - begun:6.1f} {text}", flush=True)
    name = args.name or name
    log(f"{drawn()} pictures; validation before: {learner.measure(measured):.4f}")
    # Compiles it; at no rate nothing is learnt.
    learner.learn(*next_batch(), 0)
    learner.begin()
    log("compiled")
    start, told = time.time(), time.time()
    seconds = begun + 60 * args.minutes - start
    if not args.steps and seconds <= 0:
        raise SystemExit(too_late(args))
    share_of = lambda: learner.steps / args.steps if args.steps else (time.time() - start) / seconds
    weights = args.out / f"{name}.weights"
    while (share := share_of()) < 1:
        learner.learn(*next_batch(), one_cycle(args.peak, share))
        if learner.steps % 20 > 0:
            continue
        # Asking for a number waits for the GPU: the host must not run ahead of it, or the clock lies.
        loss = (learner.total / 20).item()
        learner.total.zero_()
        if time.time() - told > (20 if args.steps else min(20, seconds / 10)):
            told = time.time()
            validation = learner.measure(measured)
            log(
                f"{100 * share:5.1f} %  step {learner.steps}  {drawn()} pictures  loss {loss:.4f}  "
                f"validation {validation:.4f}"
            )
            learner.net.save(weights, *learner.kept())
    learner.net.save(weights, *learner.kept())
    loss = learner.measure(measured)
    log(f"{learner.steps} steps of {args.batch}, {drawn()} pictures; validation {loss:.4f}")
    run = dict(
        flags={flag: str(value) for flag, value in vars(args).items()},
        torch=torch.__version__.partition("+")[0],
        steps=learner.steps,
        drawn=drawn(),
        validation=loss,
    )
    (args.out / f"{name}.json").write_text(json.dumps(run, indent=2))
