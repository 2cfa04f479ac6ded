"""Validates an RO-Crate with the real validator (PyPI: roc-validator), without a network.

The validator fetches the JSON-LD context of RO-Crate 1.1; here it gets the copy that is in rocrate 0.11.0 (PyPI).

Usage: python validateRoCrate.py <folder> <REQUIRED|RECOMMENDED>; prints {"passed": ..., "issues": [...]}.
"""

import importlib.resources
import json
import sys

import rdflib.plugins.shared.jsonld.context as jsonld
from rocrate_validator import models, services
from rocrate_validator.utils.http import HttpRequester

CONTEXT_TEXT = (importlib.resources.files("rocrate") / "data" / "ro-crate.jsonld").read_text("utf-8")
CONTEXT = json.loads(CONTEXT_TEXT)
if CONTEXT["@id"] != "https://w3id.org/ro/crate/1.1/context":
    raise SystemExit(f"rocrate is of a release that holds {CONTEXT['@id']}: pip install -r requirements.txt")
fetch = jsonld.source_to_json


class Response:
    status_code = 200
    headers = {"Content-Type": "application/ld+json"}
    text = CONTEXT_TEXT

    def json(self):
        return CONTEXT

    def raise_for_status(self):
        pass


def source_to_json(source, *rest, **more):
    if str(source).startswith(CONTEXT["@id"]):
        return CONTEXT, None
    return fetch(source, *rest, **more)


def get(_requester, url, **_more):
    if str(url).startswith(CONTEXT["@id"]):
        return Response()
    raise OSError(f"not fetched in this test: {url}")


jsonld.source_to_json = source_to_json
HttpRequester.get = get

folder, severity = sys.argv[1:]
settings = services.ValidationSettings(
    rocrate_uri=folder,
    profile_identifier="ro-crate-1.1",
    requirement_severity=models.Severity[severity],
    skip_availability_check=True,
)
result = services.validate(settings)
issues = [f"{issue.severity.name} {issue.check.identifier}: {issue.message}" for issue in result.get_issues()]
print(json.dumps({"passed": result.passed(), "issues": issues}))
