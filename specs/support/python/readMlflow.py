"""Reads what import_runs.py put into an MLflow tracking store.

Usage: python readMlflow.py <tracking URI>; prints one object a run.
"""

import json
import sys

from mlflow.tracking import MlflowClient

client = MlflowClient(tracking_uri=sys.argv[1])
runs = []
for experiment in client.search_experiments():
    for run in client.search_runs([experiment.experiment_id]):
        history = client.get_metric_history(run.info.run_id, "x")
        runs.append(
            {
                "experiment": experiment.name,
                "status": run.info.status,
                "tags": run.data.tags,
                "params": run.data.params,
                "x": [[metric.step, metric.value] for metric in history],
            }
        )
print(json.dumps(runs))
