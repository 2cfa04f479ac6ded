"""Reads TensorBoard event files with the real tensorboard package.

Usage: python readEvents.py <folder>; prints {folder of a run: {"scalars": {tag: [[step, value], ...]}, "hparams": {...}}}.
"""

import json
import pathlib
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.hparams import plugin_data_pb2

root = pathlib.Path(sys.argv[1])
runs = {}
for file in sorted(root.rglob("events.out.tfevents.*")):
    accumulator = EventAccumulator(str(file), size_guidance={"scalars": 0, "tensors": 0})
    accumulator.Reload()
    scalars = {
        tag: [[event.step, event.value] for event in accumulator.Scalars(tag)] for tag in accumulator.Tags()["scalars"]
    }
    metadata = accumulator.SummaryMetadata("_hparams_/session_start_info")
    content = plugin_data_pb2.HParamsPluginData.FromString(metadata.plugin_data.content)
    hparams = {}
    for name, value in content.session_start_info.hparams.items():
        hparams[name] = getattr(value, value.WhichOneof("kind"))
    runs[file.parent.relative_to(root).as_posix()] = {"scalars": scalars, "hparams": hparams}
print(json.dumps(runs))
