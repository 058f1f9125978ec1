"""The digit net, as lib/network/digit.ts, and its loss, as lib/network/fit.ts."""

import torch
import torch.nn.functional as F

from network import Network

DROPOUT = 0.4


class DigitNet(Network):
    def __init__(self, device, seed, classes=10):
        super().__init__(device, seed, momentum=0.01)
        shapes = [(32, 1, 5, 5), (64, 32, 3, 3), (64, 64, 3, 3), (128, 64, 3, 3), (128, 128, 3, 3)]
        self.convolutions = [self.normalised(*shape) for shape in shapes]
        self.dense = self.normalised(3 * 3 * 128, 128)
        self.last = self.biased(128, classes)

    def __call__(self, images, learning):
        x = images
        for i, place in enumerate(self.convolutions):
            weight = self.weights[place[0]]
            x = self.normalise(F.conv2d(x, weight, padding=weight.shape[-1] // 2), place, learning)
            x = F.relu(F.max_pool2d(x, 2) if i in (0, 2, 4) else x)
        # As TensorFlow flattens: channels last.
        x = F.dropout(x.permute(0, 2, 3, 1).flatten(1), DROPOUT, learning)
        x = F.relu(self.normalise(x @ self.weights[self.dense[0]], self.dense, learning))
        return F.dropout(x, DROPOUT, learning) @ self.weights[self.last[0]] + self.weights[self.last[1]]


def loss_of(logits, targets):
    """Cross-entropy over the pictures that show a class; what shows none is to be told by none."""
    shown = (targets.amax(1) == 1).sum()
    return -(targets * F.log_softmax(logits.float(), 1)).sum() / shown
