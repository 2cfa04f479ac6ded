"""A PyTorch program of 0.1 s a run, cold (argparse) or warm (--serve: JSON Lines on standard input)."""

import argparse
import json
import os
import sys
import time

import torch


def train(lr, seed, seconds=0.1):
    """Updates a small network for a while. @returns the last loss"""
    torch.manual_seed(seed)
    model = torch.nn.Sequential(torch.nn.Linear(20, 50), torch.nn.ReLU(), torch.nn.Linear(50, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    inputs = torch.randn(128, 20)
    targets = inputs[:, :1]
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        optimizer.zero_grad()
        loss = torch.nn.functional.mse_loss(model(inputs), targets)
        loss.backward()
        optimizer.step()
    return loss.item()


parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.1)
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--serve", action="store_true")
args = parser.parse_args()
torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
if not args.serve:
    print(json.dumps({"loss": train(args.lr, args.seed)}))
else:
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        loss = train(request["settings"]["lr"], request["seed"])
        print(json.dumps({"run": request["run"], "end": "completed", "metrics": {"loss": loss}}), flush=True)
