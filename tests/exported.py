"""What an export wrote, read back; and the graphs that are exported."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import networkx as nx
import pytest

from pipeline.export import export
from pipeline.export.content import Content
from pipeline.export.gather import gather
from pipeline.export.reading import read

NOT_XML = "\x01\x0b\x1f\ufffe"


@pytest.fixture(params=["world", "strange"])
def folder(request: pytest.FixtureRequest) -> Path:
    return request.getfixturevalue(request.param)


def content_of(folder: Path) -> Content:
    return gather(read(folder).all)


def files(path: Path) -> dict[str, bytes]:
    """What an export wrote, by name."""
    found = [p for p in sorted(path.iterdir()) if not p.name.startswith(".")] if path.is_dir() else [path]
    return {p.name: p.read_bytes() for p in found}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def network(folder: Path, format_: str, out: Path) -> nx.MultiDiGraph[str]:
    export(folder, format_, out)
    match format_:
        case "graphml":
            return nx.read_graphml(out, force_multigraph=True)
        case "gexf":
            return nx.read_gexf(out)
        case _:
            return nx.cytoscape_graph(json.loads(out.read_text(encoding="utf-8")))
