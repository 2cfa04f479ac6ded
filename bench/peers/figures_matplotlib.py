"""The figures of a report's claims, drawn by Matplotlib as SVG: pairs with their interval, and loss curves.

    python figures_matplotlib.py <report.json> <folder>

Two files a claim with the content of those in report.html: the peer of bench/page.mjs. Prints how many were drawn.
"""

import json
import math
import statistics
import sys
from pathlib import Path

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot as plt  # noqa: E402

METRICS = ("train.loss", "test.loss")


def draw_pairs(claim, file):
    evidence, analysis = claim["judgement"]["evidence"], claim["judgement"]["analysis"]
    effects = [math.log(pair["treatment"]["value"] / pair["control"]["value"]) for pair in evidence["pairs"]]
    figure, axes = plt.subplots(figsize=(7, 2.7))
    axes.plot([str(pair["seed"]) for pair in evidence["pairs"]], effects, "o")
    interval, theta = analysis["interval"], analysis["theta"]
    axes.errorbar(["all"], [theta], yerr=[[theta - interval["lower"]], [interval["upper"] - theta]], fmt="s")
    axes.axhspan(-analysis["delta"], analysis["delta"], alpha=0.3)
    axes.axhline(0, linestyle="--")
    axes.set(xlabel="seed", ylabel="ln(b/a)", title=claim["claim"]["id"])
    figure.savefig(file)
    plt.close(figure)


def draw_curves(claim, runs, file):
    evidence = claim["judgement"]["evidence"]
    figure, panels = plt.subplots(1, len(METRICS), figsize=(8, 3))
    for axes, metric in zip(panels, METRICS):
        for side, color in (("control", "tab:purple"), ("treatment", "tab:green")):
            curves = [runs[pair[side]["runKey"]]["curve"] for pair in evidence["pairs"]]
            losses = [curve["losses"][metric] for curve in curves]
            for loss in losses:
                axes.plot(curves[0]["epochs"], loss, color=color, linewidth=0.7, alpha=0.35)
            axes.plot(curves[0]["epochs"], [statistics.median(at) for at in zip(*losses)], color=color, label=side)
        axes.set(xlabel="epoch", ylabel=metric, yscale="log")
        axes.legend()
    figure.savefig(file)
    plt.close(figure)


def main(report_file, folder):
    report = json.loads(Path(report_file).read_text())
    runs = {run["key"]: run for run in report["runs"]}
    for number, claim in enumerate(report["claims"]):
        draw_pairs(claim, Path(folder) / f"{number}-pairs.svg")
        draw_curves(claim, runs, Path(folder) / f"{number}-curves.svg")
    print(2 * len(report["claims"]))


main(*sys.argv[1:])
