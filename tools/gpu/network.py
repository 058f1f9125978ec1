"""What the networks that are trained on a GPU share: their weights, and the files that hold these."""

import math
import os

import numpy as np
import torch
import torch.nn.functional as F


class Network:
    """A network as plain functions over a list of tensors.

    A file of it holds float32 numbers end to end, in the order in which the layers were made: of each its kernel
    (height, width, in, out), then gamma, beta, mean and variance of its normalisation, or its bias.
    """

    def __init__(self, device, seed, momentum):
        self.device = device
        self.generator = torch.Generator().manual_seed(seed)
        # The share of the moving averages that a batch replaces.
        self.momentum = momentum
        self.weights, self.moving = [], []
        # By layer, the places of its weights and of its moving averages.
        self.layers = []

    def weight(self, value):
        value = value.to(self.device)
        if value.dim() == 4:
            value = value.contiguous(memory_format=torch.channels_last)
        self.weights.append(value.requires_grad_())
        return len(self.weights) - 1

    def kernel(self, *shape, deviation=None):
        """Random numbers (He et al. 2015); `shape` is (out, in, height, width) or (in, out)."""
        into = math.prod(shape[1:]) if len(shape) == 4 else shape[0]
        return self.weight(torch.randn(*shape, generator=self.generator) * (deviation or math.sqrt(2 / into)))

    def normalised(self, *shape):
        """A layer without bias, and its batch normalisation."""
        kernel, count = self.kernel(*shape), shape[0] if len(shape) == 4 else shape[1]
        gamma, beta = self.weight(torch.ones(count)), self.weight(torch.zeros(count))
        self.moving += [torch.zeros(count, device=self.device), torch.ones(count, device=self.device)]
        place = (kernel, gamma, beta, len(self.moving) - 2)
        self.layers.append(place)
        return place

    def biased(self, *shape, bias=0.0, deviation=None):
        kernel, count = self.kernel(*shape, deviation=deviation), shape[0] if len(shape) == 4 else shape[1]
        place = (kernel, self.weight(torch.full((count,), float(bias))))
        self.layers.append(place)
        return place

    def normalise(self, x, place, learning):
        _, gamma, beta, moving = place
        return F.batch_norm(
            x,
            self.moving[moving],
            self.moving[moving + 1],
            self.weights[gamma],
            self.weights[beta],
            training=learning,
            momentum=self.momentum,
            eps=1e-3,
        )

    def places(self, weights, moving):
        """All numbers in the order of the file."""
        for place in self.layers:
            yield from (weights[i] for i in place[:3])
            if len(place) == 4:
                yield from (moving[place[3]], moving[place[3] + 1])

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
                t.copy_(part.reshape(t.shape).to(self.device))
        if at != len(numbers):
            raise ValueError(f"{path} holds {len(numbers)} numbers, this network takes {at}")
