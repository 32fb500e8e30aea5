"""The names in a graph, indexed: which things go by a name, as written or by its key; kept in a file or in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from pipeline.scripts import fold, simplify

NAMESPACE = "https://w3id.org/summitry/id/"
SAYING = (
    ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"),
    ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"),
    ox.NamedNode("http://www.w3.org/2004/02/skos/core#altLabel"),
    ox.NamedNode("https://w3id.org/summitry/ontology#backgroundName"),
)
"""The properties whose values are names."""


class Names:
    """An index that `index` made; what it gives are IRIs."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def index(cls, graph: ox.Store, path: Path | None = None) -> Names:
        """Index the names in a graph, in a new file or, without one, in memory."""
        connection = sqlite3.connect(path or ":memory:", check_same_thread=False)
        with connection:
            connection.execute("CREATE TABLE name (key TEXT, exact TEXT, node TEXT)")
            connection.executemany("INSERT INTO name VALUES (?, ?, ?)", _rows(graph))
            connection.execute("CREATE INDEX by_key ON name (key)")
            connection.execute("CREATE INDEX by_exact ON name (exact)")
        return cls(connection)

    @classmethod
    def open(cls, path: Path) -> Names:
        """Open an index that was made before; it is only read."""
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        return cls(sqlite3.connect(uri, uri=True, check_same_thread=False))

    def exact(self, name: str) -> set[str]:
        """What goes by just this name, but for case and spaces."""
        return self._nodes("SELECT node FROM name WHERE exact = ?", " ".join(_text(name).split()).casefold())

    def alike(self, name: str) -> set[str]:
        """What goes by a name of the same key: marks, width, ё and traditional characters aside."""
        return self._nodes("SELECT node FROM name WHERE key = ?", _key(_text(name)))

    def containing(self, part: str) -> list[str]:
        """What has a name that contains this, the nearest in length first."""
        if not (key := _key(_text(part))):
            return []
        found = "SELECT node FROM name WHERE INSTR(key, ?) GROUP BY node ORDER BY MIN(LENGTH(key)), node"
        return [node for (node,) in self._connection.execute(found, (key,))]

    def close(self) -> None:
        self._connection.close()

    def __del__(self) -> None:
        self.close()

    def _nodes(self, query: str, value: str) -> set[str]:
        return {node for (node,) in self._connection.execute(query, (value,))}


def _rows(graph: ox.Store) -> Iterator[tuple[str, str, str]]:
    for node, name in _named(graph):
        yield _key(name), name.casefold(), node


def _named(graph: ox.Store) -> Iterable[tuple[str, str]]:
    for predicate in SAYING:
        for quad in graph.quads_for_pattern(None, predicate, None, ox.DefaultGraph()):
            subject, name = quad.subject, quad.object
            if (
                isinstance(subject, ox.NamedNode)
                and isinstance(name, ox.Literal)
                and subject.value.startswith(NAMESPACE)
            ):
                yield subject.value, name.value


def _key(name: str) -> str:
    return fold(simplify(name))


def _text(typed: str) -> str:
    """What was typed, without bytes that are no text."""
    return typed.encode("utf-8", "replace").decode("utf-8")
