"""Documents of three languages that an extraction reads in part wrongly, and a desk to put it right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rdflib import Graph, Literal
from rdflib.namespace import RDF, RDFS
from rdflib.term import Node

from pipeline.correct import Desk, Said
from pipeline.corrections.record import Outcome
from pipeline.corrections.words import in_words
from pipeline.run import Report, build
from pipeline.sparql import SMT, Answer
from pipeline.store import Store, open_store

SAID = Said("Ada Lind", date(2026, 11, 21), "checked against the source")
TEXTS = {
    "en.txt": "The 15th BRICS Summit was held in Johannesburg on 22–24 August 2023.\n"
    "It was chaired by the President of South Africa, Cyril Ramaphosa.\n"
    "The Delta Water Forum was founded in 2019.\n"
    "Sergey Ivanov, Minister of Energy of Russia, attended the 15th BRICS Summit.\n",
    "more.txt": "Sergey Ivanov, Director of the Lake Bank, met Cyril Ramaphosa in Minsk on 3 July 2024.\n"
    "Egypt is a member of BRICS.\n",
    "ru.txt": "На XV саммите БРИКС принята Йоханнесбургская декларация.\n"
    "Казахстан является членом Шанхайской организации сотрудничества с 15 июня 2001 года.\n"
    "Форум воды Дельты был учреждён в 2018 году.\n",
    "zh.txt": "金砖国家于2024年1月1日接纳埃及。第十五届金砖国家峰会期间，印度派代表团与会。\n哈萨克斯坦支持全球发展倡议。\n",
}
FORUM, FORUM_RU, SUMMIT, BANKER = "Delta Water Forum", "Форум воды Дельты", "15th BRICS Summit", "Sergey Ivanov"


class Site:
    """A folder of documents, their graph, and its corrections."""

    def __init__(self, folder: Path) -> None:
        self.documents, self.graph = folder / "in", folder / "graph"
        self.documents.mkdir()
        for name, text in TEXTS.items():
            self.write(name, text)
        self.report: Report = self.build()

    def write(self, name: str, text: str) -> None:
        (self.documents / name).write_text(text, encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.documents / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def remove(self, name: str) -> None:
        (self.documents / name).unlink()

    def rename(self, name: str, to: str) -> None:
        (self.documents / name).rename(self.documents / to)

    def build(self, **options: object) -> Report:
        self.report = build([self.documents], self.graph, workers=1, **options)  # type: ignore[arg-type]
        return self.report

    def desk(self) -> Desk:
        """The graph as it is now."""
        return Desk(self.graph)

    def toml(self, text: str, name: str = "corrections.toml") -> None:
        (self.graph / "corrections").mkdir(exist_ok=True)
        (self.graph / "corrections" / name).write_text(text, encoding="utf-8")

    @property
    def store(self) -> Store:
        return open_store(self.graph)

    def ask(self, query: str) -> Answer:
        return self.store.ask(query)

    def facts(self, name: str) -> set[str]:
        """The facts of the things of a name: "memberOf BRICS"."""
        plain = Graph().parse(self.graph / "graph.ttl")
        store = self.store
        nodes = {s for p in (RDFS.label, SMT.none) for s, o in plain.subject_objects(p) if str(o) == name}
        found = ((p, o) for node in nodes for p, o in plain.predicate_objects(node))
        return {f"{_local(p)} {shown(store, o)}" for p, o in found if str(p).startswith(SMT)}

    def classes(self, name: str) -> set[str]:
        store = self.store
        return {_local(o) for node in store.find(name) for o in store.graph.objects(node, RDF.type)}

    def count(self, name: str) -> int:
        return len(self.store.find(name))

    def came(self) -> dict[str, tuple[str, str]]:
        """What came of each correction in the last build: its status and note, by what it says."""
        return {in_words(o.filed.correction): (o.status, o.note) for o in self.report.corrected.outcomes}

    @property
    def statuses(self) -> list[str]:
        return [outcome.status for outcome in self.report.corrected.outcomes]

    @property
    def only(self) -> Outcome:
        [outcome] = self.report.corrected.outcomes
        return outcome


def shown(store: Store, node: Node) -> str:
    return str(node) if isinstance(node, Literal) else store.label(node)


def _local(node: Node) -> str:
    return str(node).removeprefix(str(SMT))


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder, by name."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
