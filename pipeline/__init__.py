"""Summitry: diplomatic documents in, a knowledge graph with evidence out.

Data flows one way: Document → Mention → Entity → Claim → Graph. `run.py` is the composition of the
stages; every other module imports only from modules nearer the ground (`tests/test_layers.py`).
"""

import os

# The taggers' matrices are small: threads of the linear algebra only wait for one another (measured: 3–7 times
# slower with two), and it is the workers that share out the cores. Must be set before numpy is imported.
for _library in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")
