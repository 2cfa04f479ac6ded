"""A network of one hidden layer on points in two spirals, by SGD or Adam. Writes a row an epoch to log.csv."""

import argparse
import csv
import os

import torch

parser = argparse.ArgumentParser()
parser.add_argument("--optimizer", choices=["sgd", "adam"], default="sgd")
parser.add_argument("--lr", type=float, default=0.02)
parser.add_argument("--epochs", type=int, default=40)
parser.add_argument("--output-dir", default=".")
parser.add_argument("--seed", type=int, default=0)
args = parser.parse_args()

torch.manual_seed(args.seed)
turn = torch.rand(400) * 3
label = torch.randint(0, 2, (400,))
angle = turn * 2 + label * torch.pi
points = torch.stack([turn * angle.cos(), turn * angle.sin()], 1) + 0.1 * torch.randn(400, 2)
train, test = slice(0, 300), slice(300, 400)

model = torch.nn.Sequential(torch.nn.Linear(2, 32), torch.nn.ReLU(), torch.nn.Linear(32, 2))
optimizer = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}[args.optimizer](model.parameters(), lr=args.lr)
loss_of = torch.nn.CrossEntropyLoss()

with open(os.path.join(args.output_dir, "log.csv"), "w", newline="") as file:
    log = csv.writer(file)
    log.writerow(["epoch", "train_loss", "test_accuracy"])
    for epoch in range(1, args.epochs + 1):
        for batch in torch.randperm(300).split(30):
            optimizer.zero_grad()
            loss_of(model(points[train][batch]), label[train][batch]).backward()
            optimizer.step()
        with torch.no_grad():
            loss = loss_of(model(points[train]), label[train]).item()
            accuracy = (model(points[test]).argmax(1) == label[test]).float().mean().item()
        log.writerow([epoch, loss, accuracy])
