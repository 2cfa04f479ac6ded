"""LeNet on MNIST with mislabelled training images, by one of six losses: Menon et al. (2020) as its replication tells it.

python3 lenet.py --loss phuber-ce --noise 0.6 --seed 0      one run; prints the test accuracy after every epoch
python3 lenet.py --versions                                 what the numbers depend on: libraries, and digests of the data

MNIST's four files lie, as published or uncompressed, in the folder mnist of the one that CLAIMCHECK_DATA_DIR names.
"""

import argparse
import gzip
import hashlib
import json
import math
import os
import pathlib
import sys

SHA256 = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}


def content(name):
    folder = os.environ.get("CLAIMCHECK_DATA_DIR")
    if folder is None:
        sys.exit("no MNIST: set CLAIMCHECK_DATA_DIR to the folder that has the folder mnist with the four files")
    for path in (pathlib.Path(folder, "mnist", name + end) for end in (".gz", "")):
        if path.exists():
            data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            if hashlib.sha256(data).hexdigest() != SHA256[name]:
                sys.exit(f"{path} is not the published file: its SHA-256 is not {SHA256[name]}")
            return data
    sys.exit(f"no MNIST: there is no {name}.gz in {folder}/mnist")


try:
    import numpy
    import torch
    from torch import nn
except ModuleNotFoundError as error:
    sys.exit(f"no {error.name}: pip install torch numpy, and python3 has to be the one that has them")

parser = argparse.ArgumentParser()
parser.add_argument("--versions", action="store_true")
parser.add_argument("--loss", default="ce", choices=["ce", "ce-clipped", "linear", "gce", "phuber-ce", "phuber-gce"])
parser.add_argument("--noise", type=float, default=0.0, help="share of training labels that become another class")
parser.add_argument("--noise-seed", default="fixed", choices=["fixed", "run"], help="the same labels in all runs, or not")
parser.add_argument("--flips", default="others", choices=["others", "all"], help="to any other class, or to any")
parser.add_argument("--images", type=int, default=60000)
parser.add_argument("--epochs", type=int, default=20)
parser.add_argument("--decay-steps", type=int, default=10000, help="updates over which the learning rate falls to a tenth")
parser.add_argument("--weight-decay", type=float, default=1e-3)
parser.add_argument("--decoupled", default="no", choices=["no", "yes"], help="weight decay apart from the gradient (AdamW)")
parser.add_argument("--pooling", default="max", choices=["max", "average"])
parser.add_argument("--tau", type=float, default=10.0, help="of the partially Huberised losses")
parser.add_argument("--threshold", default="slope", choices=["slope", "probability"], help="what tau says of phuber-gce")
parser.add_argument("--alpha", type=float, default=0.7, help="of the generalised cross-entropy")
parser.add_argument("--max-norm", type=float, default=0.1, help="of the gradient, of ce-clipped")
parser.add_argument("--seed", type=int, default=0)
args = parser.parse_args()

if args.versions:
    digests = {name: hashlib.sha256(content(name)).hexdigest() for name in SHA256}
    print(json.dumps({"python": sys.version, "torch": torch.__version__, "numpy": numpy.__version__, **digests}))
    sys.exit()


def images_of(kind):
    return torch.tensor(numpy.frombuffer(content(f"{kind}-images-idx3-ubyte"), numpy.uint8, offset=16).reshape(-1, 1, 28, 28) / 255.0, dtype=torch.float32)


def labels_of(kind):
    return torch.tensor(numpy.frombuffer(content(f"{kind}-labels-idx1-ubyte"), numpy.uint8, offset=8).astype(numpy.int64))


def mislabelled(labels):
    """The flips of a smaller noise rate are among those of a larger."""
    draw = numpy.random.default_rng([77, args.seed if args.noise_seed == "run" else 0])
    flipped = torch.tensor(draw.random(len(labels)) < args.noise)
    by = torch.tensor(draw.integers(1 if args.flips == "others" else 0, 10, len(labels)))
    return torch.where(flipped, (labels + by) % 10, labels)


def probabilities_of(logits, labels):
    return logits.softmax(1).gather(1, labels[:, None])[:, 0]


def linearised(p, base, threshold, slope):
    """The base loss above a probability, its tangent below: there -slope is its derivative."""
    at = torch.tensor(threshold)
    return torch.where(p <= threshold, base(at) - slope * (p - threshold), base(p.clamp_min(threshold)))


def loss_of(logits, labels):
    if args.loss in ("ce", "ce-clipped"):
        return nn.functional.cross_entropy(logits, labels)
    p = probabilities_of(logits, labels)
    if args.loss == "linear":
        return (1 - p).mean()
    if args.loss == "phuber-ce":
        return linearised(p, lambda u: -u.log(), 1 / args.tau, args.tau).mean()
    gce = lambda u: (1 - u**args.alpha) / args.alpha
    if args.loss == "gce":
        # The derivative has no bound at 0.
        return gce(p.clamp_min(1e-12)).mean()
    threshold = args.tau ** (1 / (args.alpha - 1)) if args.threshold == "slope" else 1 / args.tau
    return linearised(p, gce, threshold, threshold ** (args.alpha - 1)).mean()


def lenet():
    pool = nn.MaxPool2d if args.pooling == "max" else nn.AvgPool2d
    model = nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), pool(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), pool(2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
    )
    for layer in model:
        if hasattr(layer, "weight"):
            nn.init.trunc_normal_(layer.weight, std=0.1, a=-0.2, b=0.2)
            nn.init.zeros_(layer.bias)
    return model


torch.manual_seed(args.seed)
torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
train_images, train_labels = images_of("train")[: args.images], labels_of("train")[: args.images]
mean, deviation = train_images.mean(), train_images.std()
train_images = (train_images - mean) / deviation
test_images, test_labels = (images_of("t10k") - mean) / deviation, labels_of("t10k")
train_labels = mislabelled(train_labels)

model = lenet()
rule = torch.optim.AdamW if args.decoupled == "yes" else torch.optim.Adam
optimizer = rule(model.parameters(), lr=0.001, weight_decay=args.weight_decay)
update = 0
for epoch in range(1, args.epochs + 1):
    for batch in torch.randperm(len(train_labels)).split(32):
        for group in optimizer.param_groups:
            group["lr"] = 0.001 * 0.1 ** (update / args.decay_steps)
        optimizer.zero_grad()
        loss = loss_of(model(train_images[batch]), train_labels[batch])
        loss.backward()
        if args.loss == "ce-clipped":
            nn.utils.clip_grad_norm_(model.parameters(), args.max_norm)
        optimizer.step()
        update += 1
    with torch.no_grad():
        correct = sum((model(part).argmax(1) == truth).sum().item() for part, truth in zip(test_images.split(1000), test_labels.split(1000)))
    print(json.dumps({"epoch": epoch, "train_loss": loss.item() if math.isfinite(loss.item()) else "NaN", "test_accuracy": correct / len(test_labels)}), flush=True)
