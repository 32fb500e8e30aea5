"""Does a built graph hold together? Its shapes, and its evidence, from the files alone.

    ontology/shapes.ttl     what every node looks like (SHACL)
    here                    every quote stands in its document; facts and claims are the same; what is said to have
                            come of a passage is what has come of it

What a build checks before it writes (`verify.py`) is not trusted here: files may have been edited since.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from pipeline.errors import StopRun
from pipeline.paths import ONTOLOGY
from pipeline.replace import reading
from pipeline.schema import schema

GEO = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
SMT = Namespace("https://w3id.org/summitry/ontology#")
DOCUMENT = "https://w3id.org/summitry/id/document/"
BACKGROUND = "background.ttl"
DECORATES = {OWL.sameAs, RDFS.label, SMT.backgroundName, SMT.isoCode, GEO.lat, GEO.long}
"""All that background may say of an entity."""


def validate(folder: Path) -> list[str]:
    """What is wrong with the graph in a folder, one line a fault, sorted; an empty list if nothing is.

    StopRun if the folder holds no graph, or one that is not Turtle.
    """
    with reading(folder):
        return _faults(folder)


def _faults(folder: Path) -> list[str]:
    graph, background = Graph(bind_namespaces="none"), Graph(bind_namespaces="none")
    for name in ("graph.ttl", "evidence.ttl"):
        _parse(graph, folder / name)
    if (folder / BACKGROUND).exists():  # a graph without it is whole
        _parse(background, folder / BACKGROUND)
    added = list(_added_faults(graph, background))
    graph += background
    for prefix, iri in schema().prefixes.items():
        graph.bind(prefix, iri, override=True, replace=True)
    checks = (_shape_faults, _word_faults, _fact_faults)
    lines = [_line(graph, *fault) for fault in added]
    found = {line for check in checks for line in check(graph)}
    return sorted({*lines, *found, *_place_faults(graph, folder / "documents")})


def _parse(graph: Graph, path: Path) -> None:
    if not path.is_file():
        raise StopRun(f"{path}: no such file; `summitry build` makes one")
    try:
        logging.getLogger("rdflib.term").setLevel(logging.ERROR)  # an impossible date is a fault to report, not to log
        graph.parse(path, format="turtle")
    except (SyntaxError, ValueError) as error:  # rdflib's own BadSyntax is a SyntaxError; broken UTF-8 a ValueError
        raise StopRun(f"{path}: is not Turtle: {' '.join(str(error).split())[:160]}") from error


@cache
def _shapes() -> Graph:
    return Graph().parse(ONTOLOGY / "shapes.ttl", format="turtle")


def _shape_faults(graph: Graph) -> Iterator[str]:
    from pyshacl import validate as check  # late: only this needs it

    _, report, _ = check(graph, shacl_graph=_shapes(), inference="none")
    for result in report.objects(None, SH.result):  # not what a result has in sh:detail
        focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
        if str(focus).startswith(SMT):  # a constraint on a whole class: the value is the member at fault
            focus = value
        said = "; ".join(sorted(map(str, report.objects(result, SH.resultMessage))))
        yield _line(graph, focus, said, None if report.value(result, SH.resultPath) is None else value)


def _fact_faults(graph: Graph) -> Iterator[str]:
    """Facts that no claim states, and claims whose fact is not there."""
    claimed = {}
    for claim in graph.subjects(RDF.type, SMT.Claim):
        s, p, o = (graph.value(claim, part) for part in (RDF.subject, RDF.predicate, RDF.object))
        claimed[s, p, o] = claim
    facts = {SMT[name] for name in schema().facts}
    stated = {(s, p, o) for s, p, o in graph if p in facts and (s, RDF.type, SMT.Claim) not in graph}
    for s, p, o in stated - claimed.keys():
        yield _line(graph, s, "no claim states this", p, o)
    for triple in claimed.keys() - stated:
        yield _line(graph, claimed[triple], "its fact is not in the graph", *triple)


def _added_faults(graph: Graph, background: Graph) -> Iterator[tuple[Node, str, Node]]:
    """Nodes and statements that background would add: what is said of none of the graph's, or is no decoration."""
    lists = set(background.subjects(RDF.type, SMT.Background))
    for s, p, o in background:
        if s not in lists and (s, RDF.type, None) not in graph:
            yield s, "background adds no nodes", p
        elif s not in lists and p not in DECORATES:
            yield s, "background states no facts", p
        elif p == SMT.backgroundName and not _names(s, o, graph, background):
            yield s, "has no such name", o


def _names(thing: Node, name: Node, *graphs: Graph) -> bool:
    return any((thing, p, name) in graph for graph in graphs for p in (RDFS.label, SKOS.altLabel))


def _word_faults(graph: Graph) -> Iterator[str]:
    """Words of our namespace that the vocabulary does not have."""
    for s, p, o in graph:
        if str(p).startswith(SMT) and str(p)[len(SMT) :] not in schema().properties:
            yield _line(graph, s, "no such property", p)
        if p == RDF.type and str(o).startswith(SMT) and str(o)[len(SMT) :] not in schema().classes:
            yield _line(graph, s, "no such class", o)


def _place_faults(graph: Graph, documents: Path) -> Iterator[str]:
    """Documents without a text, quotes that do not stand where they say, passages that are not what they say."""
    texts: dict[Node | None, str] = {}
    for document in graph.subjects(RDF.type, SMT.Document):
        path = documents / f"{str(document).removeprefix(DOCUMENT)}.txt"
        try:
            texts[document] = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            yield _line(graph, document, f"its text can't be read: {path.name}: {type(error).__name__}")
    quoted: dict[Node | None, list[tuple[int, int]]] = defaultdict(list)
    for evidence in graph.subjects(RDF.type, SMT.Evidence):
        quote, (source, start, end) = graph.value(evidence, SMT.quote), _place(graph, evidence)
        if source in texts and (start < 0 or texts[source][start:end] != str(quote)):
            yield _line(graph, evidence, f"its quote does not stand at {start}:{end}", quote)
        if (None, SMT.evidence, evidence) in graph:  # not a sentence that was only compared
            quoted[source].append((start, end))
    for passage in graph.subjects(RDF.type, SMT.Passage):
        source, start, end = _place(graph, passage)
        if source in texts:
            yield from _passage_faults(graph, passage, len(texts[source]), quoted[source])


def _passage_faults(graph: Graph, passage: Node, length: int, quoted: list[tuple[int, int]]) -> Iterator[str]:
    """A passage beyond its document's end, and one whose outcome is at odds with the evidence that stands in it."""
    outcome, (_, start, end) = graph.value(passage, SMT.outcome), _place(graph, passage)
    if end > length:
        yield _line(graph, passage, f"its document ends at {length}")
    if outcome != SMT.NotRead and (outcome == SMT.Facts) != any(a < end and start < b for a, b in quoted):
        yield _line(graph, passage, "its outcome is not what its evidence tells", outcome)


def _place(graph: Graph, stretch: Node) -> tuple[Node | None, int, int]:
    """The document of evidence or a passage, where it starts and where it ends; -1 for what is no number."""
    start, end = (_number(graph.value(stretch, p)) for p in (SMT.start, SMT.end))
    return graph.value(stretch, SMT.document), start, end


def _number(value: Node | None) -> int:
    return value.value if isinstance(value, Literal) and isinstance(value.value, int) else -1


def _line(graph: Graph, focus: Node | None, said: str, *about: Node | None) -> str:
    """`id:x (its label): what is wrong: what it is about`."""
    labels = sorted(map(str, graph.objects(focus, RDFS.label))) if focus is not None else []
    subject = _shown(graph, focus) + (f" ({labels[0]})" if labels else "")
    values = " ".join(_shown(graph, node) for node in about if node is not None)
    return ": ".join(filter(None, (subject, said, values)))


def _shown(graph: Graph, node: Node | None) -> str:
    text = node.n3(graph.namespace_manager) if isinstance(node, URIRef | Literal) else "[]"
    line = " ".join(text.split())
    return line if len(line) <= 100 else f"{line[:99]}…"
