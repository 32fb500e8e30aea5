"""A worker: a process of its own that opens the store and does one job after another, so that any can be killed.

Lines of JSON come in and go out: first the settings, then each job with the store that it is for and its generation.
Another store, or one that an update has changed since, is opened anew. Started by `workers.py` as `python -m`.
"""

from __future__ import annotations

import gc
import json
import resource
import signal
import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import Final

from pyoxigraph import Store

from pipeline.endpoint.evaluate import evaluate
from pipeline.endpoint.jobs import Job, Outcome

GRACE: Final = 2.0  # seconds that the server has to stop a job before the worker stops by itself


def main() -> None:
    """Serve jobs from stdin until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all; the server alone decides
    settings = json.loads(sys.stdin.readline())
    if memory := settings["memory"]:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    store, opened = None, None
    print(flush=True)  # noqa: T201 - from here on time counts
    for line in sys.stdin:
        request = json.loads(line)
        job = Job(**request["job"])
        # Should the server be gone, nobody else would stop a job that runs away.
        signal.setitimer(signal.ITIMER_REAL, request["seconds"] + GRACE)
        if job.kind == "update":
            outcome = _update(request["store"], job, settings["prefixes"])
        else:
            wanted = request["store"], request["generation"]
            if store is None or opened != wanted:
                store, opened = Store.read_only(request["store"]), wanted
            outcome = evaluate(store, job, settings["prefixes"])
        signal.setitimer(signal.ITIMER_REAL, 0)
        print(json.dumps(asdict(outcome)), flush=True)  # noqa: T201


def _update(path: str, job: Job, prefixes: Mapping[str, str]) -> Outcome:
    """Done on a store opened for it alone, and closed again."""
    try:
        return evaluate(Store(path), job, prefixes)
    finally:
        gc.collect()  # an error may hold the store in a circle, and with it the lock on its folder


if __name__ == "__main__":
    main()
