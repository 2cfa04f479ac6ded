"""The losses of experiments in PyTorch: of logits and classes, the mean over the minibatch."""

import torch
import torch.nn.functional as F
from inputs import CLIP


def categorical(logits, labels, weight):
    return F.cross_entropy(logits, labels)  # of one output: there is nothing to average


def binary_of_softmax(logits, labels, weight):
    probabilities = F.softmax(logits, 1).clamp(CLIP, 1 - CLIP)
    return F.binary_cross_entropy(probabilities, one_hot(logits, labels), reduction="sum") * (weight / len(labels))


def binary_of_sigmoid(logits, labels, weight):
    return F.binary_cross_entropy_with_logits(logits, one_hot(logits, labels), reduction="sum") * (weight / len(labels))


def one_hot(logits, labels):
    return torch.zeros_like(logits).scatter_(1, labels[:, None], 1)


LOSSES = {
    ("categorical_crossentropy", "softmax"): categorical,
    ("binary_crossentropy", "softmax"): binary_of_softmax,
    ("binary_crossentropy", "sigmoid"): binary_of_sigmoid,
}
