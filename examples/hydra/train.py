"""Gradient descent on a badly scaled parabola, with or without averaging its iterates. Prints a line an epoch."""

import json
import random

import hydra
from omegaconf import DictConfig


@hydra.main(version_base=None, config_path=".", config_name="config")
def main(config: DictConfig) -> None:
    draw = random.Random(config.seed)
    position = [draw.gauss(3, 1), draw.gauss(3, 1)]
    average = list(position)
    for epoch in range(1, config.epochs + 1):
        for axis, curvature in enumerate((1.0, 0.1)):
            gradient = curvature * position[axis] + draw.gauss(0, 1)
            position[axis] -= config.optim.lr * gradient
            average[axis] += (position[axis] - average[axis]) / (1 + epoch / 4)
        used = average if config.optim.average else position
        loss = sum(c * x * x / 2 for c, x in zip((1.0, 0.1), used)) + 0.01
        print(json.dumps({"epoch": epoch, "loss": loss}))


if __name__ == "__main__":
    main()
