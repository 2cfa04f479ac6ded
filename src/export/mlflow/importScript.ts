/** `import_runs.py`: what reads runs.jsonl into an MLflow tracking server. */
export const IMPORT_SCRIPT = `"""Imports the runs beside this file into MLflow.

    pip install mlflow
    python import_runs.py [--tracking-uri http://127.0.0.1:5000]

Without --tracking-uri the server is the one that MLFLOW_TRACKING_URI names, else MLflow's default. A run that was
imported before (tag "claimcheck.run") is passed over, so that the script can be run again.
"""

import argparse
import json
import pathlib

from mlflow.entities import Metric, Param, RunTag
from mlflow.tracking import MlflowClient

METRICS_PER_CALL = 1000
PARAMS_PER_CALL = 100


def experiment_id(client, name):
    experiment = client.get_experiment_by_name(name)
    return client.create_experiment(name) if experiment is None else experiment.experiment_id


def imported_keys(client, experiment):
    keys, token = set(), None
    while True:
        page = client.search_runs([experiment], max_results=1000, page_token=token)
        keys.update(run.data.tags.get("claimcheck.run") for run in page)
        token = page.token
        if not token:
            return keys


def import_run(client, experiment, run):
    created = client.create_run(experiment, start_time=run["startTimeMs"], tags=run["tags"], run_name=run["name"])
    identifier = created.info.run_id
    params = [Param(name, value) for name, value in run["params"].items()]
    for first in range(0, len(params), PARAMS_PER_CALL):
        client.log_batch(identifier, params=params[first : first + PARAMS_PER_CALL])
    metrics = [
        Metric(name, float(value), run["startTimeMs"], step)
        for name, series in run["metrics"].items()
        for step, value in zip(series["at"], series["values"])
    ]
    for first in range(0, len(metrics), METRICS_PER_CALL):
        client.log_batch(identifier, metrics=metrics[first : first + METRICS_PER_CALL])
    # Last, so that a run that was cut short does not count as imported.
    client.log_batch(identifier, tags=[RunTag("claimcheck.run", run["run"])])
    client.set_terminated(identifier, status=run["status"], end_time=run["endTimeMs"])


def main():
    parser = argparse.ArgumentParser(description="Imports claimcheck runs into MLflow.")
    parser.add_argument("--tracking-uri", default=None)
    client = MlflowClient(tracking_uri=parser.parse_args().tracking_uri)
    experiments, imported, present = {}, 0, 0
    with open(pathlib.Path(__file__).with_name("runs.jsonl"), encoding="utf-8") as lines:
        for line in lines:
            run = json.loads(line)
            name = run["experiment"]
            if name not in experiments:
                identifier = experiment_id(client, name)
                experiments[name] = (identifier, imported_keys(client, identifier))
            identifier, keys = experiments[name]
            if run["run"] in keys:
                present += 1
                continue
            import_run(client, identifier, run)
            keys.add(run["run"])
            imported += 1
    print(f"{imported} runs imported, {present} were there already")


if __name__ == "__main__":
    main()
`
