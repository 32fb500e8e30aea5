"""Summitry: diplomatic documents in, a knowledge graph with evidence out.

Data flows one way: Document → Mention → Entity → Claim → Graph. `run.py` is the composition of the
stages; every other module imports only from modules nearer the ground (`tests/test_layers.py`).
"""
