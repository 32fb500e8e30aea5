"""How much longer recognition takes than the bare language models it rests on, on the same text in the same run.

    python -m benchmarks.recognition [FILE_OR_FOLDER …] [--at-most 1.6]

Default input: data/raw, tests' annotated documents and, where it is there, ../shared. Each document is analysed once
by the bare models (LAC; natasha with its lemmas; spaCy) and once by `recognise`, in turns of order, after every
model has been warmed up on a sentence. No document is read twice, so no cache of names helps. Prints seconds and ratio
for each language; exit code 1 where the ratio over all is higher than allowed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from time import perf_counter

from pipeline.errors import SkipDocument
from pipeline.languages import ANALYSERS
from pipeline.model import Document
from pipeline.reading import read, read_file
from pipeline.recognise import recognise

ROOT = Path(__file__).resolve().parent.parent
INPUT = ("data/raw", "training/gold", "../shared/corpus", "../shared/gold/dev")
WARM = "上海合作组织成立于2001年。\n\nОрганизация создана в 2001 году.\n\nThe Organisation was founded in 2001.\n"


def main() -> int:
    """Print the table; 0, or 1 where recognition is too slow."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("inputs", nargs="*", type=Path, default=[ROOT / folder for folder in INPUT])
    parser.add_argument("--at-most", type=float, default=1.6, help="the highest ratio over all documents")
    options = parser.parse_args()
    recognise(read(WARM.encode(), "warm-up.txt"))
    spent: dict[str, list[float]] = {}
    for count, document in enumerate(_documents(options.inputs)):
        bare, whole = _timed(document, models_first=count % 2 == 0)
        for language in (document.languages[0], "all"):
            row = spent.setdefault(language, [0.0, 0.0, 0.0])
            row[:] = row[0] + bare, row[1] + whole, row[2] + len(document.text)
    return _report(spent, options.at_most)


def _report(spent: dict[str, list[float]], at_most: float) -> int:
    print(f"{'language':10}{'characters':>12}{'models s':>10}{'recognise s':>13}{'ratio':>8}")
    for language, (bare, whole, size) in sorted(spent.items(), key=lambda item: (item[0] == "all", item[0])):
        print(f"{language:10}{size:12.0f}{bare:10.2f}{whole:13.2f}{whole / bare:8.2f}")
    return int(spent["all"][1] > at_most * spent["all"][0])


def _documents(inputs: Sequence[Path]) -> Iterator[Document]:
    for path in inputs:
        for file in sorted(path.glob("*.txt")) if path.is_dir() else [path]:
            try:
                yield read_file(file)
            except SkipDocument as error:
                print(error, file=sys.stderr)


def _timed(document: Document, *, models_first: bool) -> tuple[float, float]:
    work: list[Callable[[Document], object]] = [_bare, recognise]
    seconds: dict[object, float] = {}
    for job in work if models_first else work[::-1]:
        began = perf_counter()
        job(document)
        seconds[job] = perf_counter() - began
    return seconds[_bare], seconds[recognise]


def _bare(document: Document) -> None:
    for passage in document.passages:
        if passage.kind != "furniture":
            MODELS[ANALYSERS[passage.language]](passage.plain)


def _chinese(text: str) -> None:
    module = import_module("pipeline.languages.zh")
    for sentence in module.SENTENCE.finditer(text):
        module._model().run(sentence.group())


def _russian(text: str) -> None:
    tools = import_module("pipeline.languages.ru")._tools()
    doc = tools["doc"](text)
    doc.segment(tools["segmenter"])
    if not doc.tokens:
        return
    doc.tag_morph(tools["morph"])
    doc.parse_syntax(tools["syntax"])
    doc.tag_ner(tools["names"])
    for token in doc.tokens:
        token.lemmatize(tools["vocabulary"])


def _english(text: str) -> None:
    import_module("pipeline.languages.en")._model()(text)


MODELS = {"zh": _chinese, "ru": _russian, "en": _english}

if __name__ == "__main__":
    sys.exit(main())
