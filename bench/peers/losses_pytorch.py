"""The losses of experiments in PyTorch: of logits and classes, the mean over the minibatch."""

import torch
import torch.nn.functional as F
from inputs import CLIP


def categorical(logits, labels, weight, smoothing):
    return F.cross_entropy(logits, labels, label_smoothing=smoothing)  # of one output: there is nothing to average


def binary_of_softmax(logits, labels, weight, smoothing):
    probabilities = F.softmax(logits, 1).clamp(CLIP, 1 - CLIP)
    return F.binary_cross_entropy(probabilities, targets(logits, labels, smoothing), reduction="sum") * (weight / len(labels))


def binary_of_sigmoid(logits, labels, weight, smoothing):
    return F.binary_cross_entropy_with_logits(logits, targets(logits, labels, smoothing), reduction="sum") * (weight / len(labels))


def targets(logits, labels, smoothing):
    one_hot = torch.zeros_like(logits).scatter_(1, labels[:, None], 1)
    return (1 - smoothing) * one_hot + smoothing / logits.shape[1]


LOSSES = {
    ("categorical_crossentropy", "softmax"): categorical,
    ("binary_crossentropy", "softmax"): binary_of_softmax,
    ("binary_crossentropy", "sigmoid"): binary_of_sigmoid,
}
