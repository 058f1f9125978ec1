"""Steps of training with PyTorch on numbers at random, timed step by step: the layers that train.py gives Keras."""

import sys
import time

import torch
from torch import nn
from torch.nn import functional as F
from json_lines import answer_requests

# The finder's loss is that of its training on a GPU.
sys.path.append("tools/gpu")
from finder import loss_of as finder_loss

models = {}


class Add(nn.Module):
    def forward(self, *inputs):
        return sum(inputs[1:], inputs[0])


def make(kind, c, shape):
    """A layer for inputs of a shape, channels before height and width."""
    if kind == "Conv2D":
        # Of even sides, this padding gives what "same" does: how much of it is on which side takes no time.
        padding = c["kernelSize"][0] // 2 if c["padding"] == "same" else 0
        conv = nn.Conv2d(
            shape[1], c["filters"], c["kernelSize"], c["strides"], padding, bias=c["useBias"]
        )
        return activated(conv, c)
    if kind == "Dense":
        return activated(nn.Linear(shape[1], c["units"], c["useBias"]), c)
    if kind == "BatchNormalization":
        norm = nn.BatchNorm2d if len(shape) == 4 else nn.BatchNorm1d
        return norm(shape[1], c["epsilon"], 1 - c["momentum"])
    if kind == "MaxPooling2D":
        return nn.MaxPool2d(c["poolSize"], c["strides"])
    if kind == "UpSampling2D":
        return nn.Upsample(scale_factor=tuple(c["size"]), mode=c["interpolation"])
    if kind == "Activation":
        return activated(nn.Identity(), c)
    return {"Dropout": lambda: nn.Dropout(c["rate"]), "Flatten": nn.Flatten, "Add": Add}[kind]()


def activated(layer, c):
    return {"linear": layer, "relu": nn.Sequential(layer, nn.ReLU())}[c["activation"]]


class Network(nn.Module):
    """`layers` have `kind`, `config`, and the numbers of their `inputs` and `output`; `first` is the input's."""

    def __init__(self, shape, first, layers, outputs):
        super().__init__()
        height, width, channels = shape
        self.first, self.layers, self.outputs = first, layers, outputs
        self.made = nn.ModuleList()
        values = {first: torch.zeros(2, channels, height, width)}
        for layer in layers:
            inputs = [values[number] for number in layer["inputs"]]
            self.made.append(make(layer["kind"], layer["config"], inputs[0].shape))
            values[layer["output"]] = self.made[-1](*inputs)

    def forward(self, x):
        values = {self.first: x}
        for layer, made in zip(self.layers, self.made):
            values[layer["output"]] = made(*(values[number] for number in layer["inputs"]))
        return [values[number] for number in self.outputs]


def load(name, network, beta2, decay):
    model = Network(**network).to(memory_format=torch.channels_last)
    how = dict(lr=1e-3, betas=(0.9, beta2), eps=1e-7, fused=True)
    kernels = [one for one in model.parameters() if one.dim() > 1]
    others = [one for one in model.parameters() if one.dim() <= 1]
    optimizer = torch.optim.Adam(model.parameters(), **how)
    if decay > 0:
        groups = [dict(params=kernels, weight_decay=decay), dict(params=others, weight_decay=0)]
        optimizer = torch.optim.AdamW(groups, **how)
    models[name] = model, optimizer
    statistics = [one for one in model.buffers() if one.is_floating_point()]
    return sum(one.numel() for one in [*model.parameters(), *statistics])


def steps(name, batch, count, shape, targets):
    """Milliseconds of `count` steps; one before them warms up."""
    torch.manual_seed(1)
    model, optimizer = models[name]
    model.train()
    x = channels_first(torch.rand(batch * (count + 1), *shape))
    y = [channels_first((torch.rand(len(x), *one) < 0.1).float()) for one in targets]
    loss_of = class_loss if len(targets) == 1 else finder_loss
    ends = []
    for start in range(0, len(x), batch):
        part = slice(start, start + batch)
        loss = loss_of(model(x[part]), [one[part] for one in y])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss.item()
        ends.append(time.perf_counter())
    return [1000 * (end - before) for before, end in zip(ends, ends[1:])]


def channels_first(numbers):
    """As PyTorch counts axes; in memory a pixel's channels stay together, which its convolutions like best."""
    return numbers.permute(0, 3, 1, 2) if numbers.dim() == 4 else numbers


def class_loss(outputs, truths):
    return F.cross_entropy(outputs[0], truths[0])


answer_requests(load=load, steps=steps)
