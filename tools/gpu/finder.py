"""The finder, as lib/network/finder.ts, and its loss, as lib/network/finder_loss.ts."""

import torch
import torch.nn.functional as F

from network import Network

STAGES = [(16, 1), (32, 2), (64, 2), (96, 3), (128, 3)]
PYRAMID, FINE = 32, 16


class Finder(Network):
    def __init__(self, device, seed, width=1):
        super().__init__(device, seed, momentum=0.03)
        wide = lambda count: round(count * width)
        channels = 1
        self.stages = []
        for count, depth in STAGES:
            stage = []
            for i in range(depth):
                stage.append((self.normalised(wide(count), channels, 3, 3), 2 if i == 0 else 1))
                channels = wide(count)
            self.stages.append(stage)
        pyramid, fine = wide(PYRAMID), wide(FINE)
        self.laterals = [self.normalised(pyramid, wide(count), 1, 1) for count, _ in STAGES[1:]]
        self.up = [self.normalised(pyramid, pyramid, 3, 3) for _ in range(3)]
        # The heads' weights come last in a file.
        self.down = self.normalised(fine, pyramid, 1, 1)
        self.edge = self.normalised(fine, wide(STAGES[0][0]), 1, 1)
        self.last = self.normalised(fine, fine, 3, 3)
        self.coarse = self.biased(3, pyramid, 1, 1, bias=-3, deviation=0.01)
        self.fine = self.biased(6, fine, 1, 1, bias=-2, deviation=0.01)

    def __call__(self, images, learning):
        def convolve(x, place, stride=1):
            weight = self.weights[place[0]]
            # As TensorFlow pads: at the end first.
            if stride == 2:
                x = F.conv2d(F.pad(x, (0, 1, 0, 1)), weight, stride=2)
            else:
                x = F.conv2d(x, weight, padding=weight.shape[-1] // 2)
            return self.normalise(x, place, learning)

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


def loss_of(outputs, truth):
    fine, coarse = (output.float() for output in outputs)
    fine_truth, coarse_truth = truth
    ink_logits, offsets = fine[:, :4], fine[:, 4:]
    ink, offset_truth, offset_weight = fine_truth[:, :4], fine_truth[:, 4:6], fine_truth[:, 6:]
    centre_logits, sizes = coarse[:, :2], coarse[:, 2:]
    centres, size_truth, size_weight = coarse_truth[:, :2], coarse_truth[:, 2:3], coarse_truth[:, 3:]

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
    size = mean_over((sizes - size_truth).abs(), size_weight)
    return entropy + 0.5 * dice + offset + 0.5 * focal + 0.2 * size
