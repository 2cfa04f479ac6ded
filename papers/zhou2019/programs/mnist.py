"""Logistic regression and the network of the AdaShift paper on MNIST, in PyTorch.

python3 mnist.py --model mlp --optimizer adashift --spatial max --lr 0.01 --seed 0    one run, a line an epoch
python3 mnist.py --versions                       what the numbers depend on: libraries, and digests of the data

MNIST's four files lie, as published or uncompressed, in the folder mnist of the one that CLAIMCHECK_DATA_DIR names.
"""

import argparse
import gzip
import hashlib
import json
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

from adashift import optimizer_of

parser = argparse.ArgumentParser()
parser.add_argument("--versions", action="store_true")
parser.add_argument("--model", default="logreg", choices=["logreg", "mlp"])
parser.add_argument("--activation", default="none", choices=["none", "relu"], help="of the two hidden layers")
parser.add_argument("--inputs", default="scaled", choices=["standardised", "scaled"], help="less the mean, by the deviation of all pixels; or from 0 to 1")
parser.add_argument("--eps", type=float, default=1e-8)
parser.add_argument("--optimizer", default="adam", choices=["adam", "amsgrad", "adashift"])
parser.add_argument("--spatial", default="none", choices=["none", "max", "mean"])
parser.add_argument("--squares", default="first", choices=["first", "last"])
parser.add_argument("--lr", type=float, default=0.001)
parser.add_argument("--epochs", type=int, default=200)
parser.add_argument("--seed", type=int, default=0)
args = parser.parse_args()

if args.versions:
    digests = {name: hashlib.sha256(content(name)).hexdigest() for name in SHA256}
    print(json.dumps({"python": sys.version, "torch": torch.__version__, "numpy": numpy.__version__, **digests}))
    sys.exit()


def images_of(kind):
    return torch.from_numpy(numpy.frombuffer(content(f"{kind}-images-idx3-ubyte"), numpy.uint8, offset=16).reshape(-1, 784) / numpy.float32(255))


def labels_of(kind):
    return torch.from_numpy(numpy.frombuffer(content(f"{kind}-labels-idx1-ubyte"), numpy.uint8, offset=8).astype(numpy.int64))


torch.manual_seed(args.seed)
torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
images, labels, test_images, test_labels = images_of("train"), labels_of("train"), images_of("t10k"), labels_of("t10k")
if args.inputs == "standardised":
    mean, deviation = images.mean(), images.std()
    images, test_images = (images - mean) / deviation, (test_images - mean) / deviation

between = [nn.ReLU()] if args.activation == "relu" else []
layers = [nn.Linear(784, 10)] if args.model == "logreg" else [nn.Linear(784, 256), *between, nn.Linear(256, 256), *between, nn.Linear(256, 10)]
model = nn.Sequential(*layers)
shift = {"n": 10, "spatial": args.spatial, "squares": args.squares} if args.optimizer == "adashift" else {}
optimizer = optimizer_of(args.optimizer, model.parameters(), args.lr, 0.0, 0.999, args.eps, **shift)
for epoch in range(1, args.epochs + 1):
    for batch in torch.randperm(len(labels)).split(64)[: len(labels) // 64]:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(images[batch]), labels[batch]).backward()
        optimizer.step()
    with torch.no_grad():
        loss = nn.functional.cross_entropy(model(images), labels).item()
        accuracy = (model(test_images).argmax(1) == test_labels).double().mean().item()
    print(json.dumps({"epoch": epoch, "train_loss": loss if loss == loss else "NaN", "test_accuracy": accuracy}), flush=True)
