"""A graph for other programs: the whole of it or a part, in the format that they read.

    a built folder  ──read──>  triples  ──gather──>  records  ──select──>  what the filters leave
        RDF         turtle, trig, ntriples, nquads, jsonld, rdfxml
        networks    graphml, gexf, cytoscape
        tables      csv, parquet, neo4j, xlsx
        about it    dcat

What a filtered graph is, `selection.py` says; it is the same in every format. The same graph and filters are always
the same bytes, and an output appears whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.errors import StopRun
from pipeline.export import catalogue, neo4j, networks, rdf, tables, workbook
from pipeline.export.filters import Filters, checked
from pipeline.export.gather import gather
from pipeline.export.kept import kept
from pipeline.export.output import new_file, new_folder
from pipeline.export.reading import Triples, read
from pipeline.export.selection import Selection, select

__all__ = ["FORMATS", "Exported", "Filters", "export"]

Progress = Callable[[str, int, int], None]
STEPS: Final = 3
ALL: Final = Filters()


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is written: a file; or a folder with the files `names`, and a README that says `about` them."""

    write: Callable[[Selection, Triples, Path], None]
    names: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, in numbers."""

    entities: int
    facts: int
    documents: int
    size: int  # bytes


FORMATS: Final[Mapping[str, Format]] = {
    "turtle": Format(lambda _, found, path: rdf.write_triples(found, "turtle", path)),
    "trig": Format(lambda _, found, path: rdf.write_quads(found, "trig", path)),
    "ntriples": Format(lambda _, found, path: rdf.write_triples(found, "ntriples", path)),
    "nquads": Format(lambda _, found, path: rdf.write_quads(found, "nquads", path)),
    "jsonld": Format(lambda _, found, path: rdf.write_jsonld(found, path)),
    "rdfxml": Format(lambda _, found, path: rdf.write_xml(found, path)),
    "graphml": Format(lambda selection, _, path: networks.write_graphml(selection, path)),
    "gexf": Format(lambda selection, _, path: networks.write_gexf(selection, path)),
    "cytoscape": Format(lambda selection, _, path: networks.write_cytoscape(selection, path)),
    "csv": Format(
        lambda selection, _, path: tables.write_csv(selection, path),
        tuple(f"{name}.csv" for name in tables.NAMES),
        tables.README,
    ),
    "parquet": Format(
        lambda selection, _, path: tables.write_parquet(selection, path),
        tuple(f"{name}.parquet" for name in tables.NAMES),
        tables.README,
    ),
    "neo4j": Format(
        lambda selection, _, path: neo4j.write_neo4j(selection, path),
        tuple(f"{name}.csv" for name in (*neo4j.NODES, *neo4j.RELATIONSHIPS)),
        neo4j.README,
    ),
    "xlsx": Format(lambda selection, _, path: workbook.write_workbook(selection, path)),
    "dcat": Format(catalogue.write_catalogue),
}


def export(
    directory: Path, format_: str, out: Path, filters: Filters = ALL, *, progress: Progress = lambda *_: None
) -> Exported:
    """Write the graph in a folder, or what the filters leave of it, as a file or folder `out` in a format.

    A file that is there is replaced; a folder only if it is empty or a former export of the same format.
    `progress` is told of each step: its name, how many are done, of how many.
    StopRun for an unknown format, class, property, language or document, for a folder without a graph, and where
    `out` can't be written or lies in the graph's own folder.
    """
    _check(directory, format_, out)
    filters = checked(filters)
    progress("export", 0, STEPS)
    found = read(directory)
    progress("export", 1, STEPS)
    selection = select(gather(found.all), filters)
    chosen = kept(selection, found)
    progress("export", 2, STEPS)
    _write(FORMATS[format_], format_, selection, chosen, out)
    progress("export", STEPS, STEPS)
    content = selection.content
    facts = len({claim.fact for claim in content.claims.values()})
    return Exported(len(content.entities), facts, len(content.documents), _size(out))


def _check(directory: Path, format_: str, out: Path) -> None:
    if format_ not in FORMATS:
        raise StopRun(f"{format_}: no format; there is {', '.join(FORMATS)}")
    if out.resolve().is_relative_to(directory.resolve()) or directory.resolve().is_relative_to(out.resolve()):
        raise StopRun(f"{out}: is in the way of the graph in {directory}; name another place")


def _write(format_: Format, name: str, selection: Selection, found: Triples, out: Path) -> None:
    if not format_.names:
        with new_file(out) as path:
            format_.write(selection, found, path)
        return
    with new_folder(out, name, format_.names, format_.about) as folder:
        format_.write(selection, found, folder)


def _size(out: Path) -> int:
    return sum(file.stat().st_size for file in (out.iterdir() if out.is_dir() else [out]))
