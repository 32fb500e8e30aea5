"""`--min-confidence`: what is less sure is left out, and nothing that makes the graph whole goes astray."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st
from sample_graph import DOCUMENT, ENTITIES, MET, NAMED

from pipeline.confident import check_minimum, confident
from pipeline.errors import StopRun
from pipeline.graph import merge, write
from pipeline.model import Claim
from pipeline.shapes import validate

HELD = Claim("session-7", "heldIn", "port", (MET,), confidence=0.6)
START = Claim("session-7", "startDate", "2031-05-03", (MET,), confidence=0.9)
END = Claim("session-7", "endDate", "2031-05-04", (MET,), confidence=0.6)


def test_claims_below_are_left_out():
    assert confident([HELD, START], 0.7) == [START]
    assert confident([HELD, START], 0.6) == merge([HELD, START])


@pytest.mark.parametrize(("confidence", "kept"), [(0.704, True), (0.696, True), (0.694, False), (0.0001, False)])
def test_what_counts_is_the_confidence_that_the_graph_states(confidence, kept):
    assert bool(confident([replace(HELD, confidence=confidence)], 0.7)) == kept


def test_of_one_claim_stated_twice_the_surer_counts_and_all_evidence_stays():
    [one] = confident([HELD, replace(HELD, evidence=(NAMED,), confidence=0.8)], 0.7)
    assert one.evidence == (MET, NAMED)


def test_one_day_of_an_event_goes_with_the_other():
    assert confident([START, END, HELD], 0.7) == []
    assert confident([START, END], 0.6) == merge([START, END])
    assert confident([START, replace(END, confidence=0.9)], 0.7) == merge([START, replace(END, confidence=0.9)])


def test_a_day_whose_other_stays_is_not_left_out():
    """A second end, less sure; and an end that was never said at all."""
    later = replace(END, object="2031-05-05")
    surer = replace(END, confidence=0.9)
    assert confident([START, surer, later], 0.7) == merge([START, surer])
    assert confident([START], 0.7) == [START]


def test_an_end_that_precedes_a_start_is_no_partner_of_it():
    before = replace(END, object="2031-05-01", confidence=0.9)
    assert confident([START, END, before], 0.7) == [before], "it had no start that fits from the first"


@pytest.mark.parametrize("minimum", [0, -0.5, 1.01, float("nan"), float("inf")])
def test_what_is_no_confidence_is_refused(minimum):
    with pytest.raises(StopRun, match=r"^--min-confidence .*: a confidence is above 0 and at most 1$"):
        check_minimum(minimum)


@pytest.mark.parametrize("minimum", [None, 0.01, 1])
def test_what_is_one_passes(minimum):
    check_minimum(minimum)


days = st.sampled_from(["2031", "2031-05", "2031-05-03", "2031-05-04", "2032"])
levels = st.sampled_from([0.5, 0.9])


@given(st.lists(st.tuples(days, days, levels, levels).filter(lambda d: d[0] <= d[1]), min_size=1, max_size=4))
def test_every_day_that_is_left_has_its_other(pairs):
    claims = [replace(START, object=start, confidence=c) for start, _, c, _ in pairs]
    claims += [replace(END, object=end, confidence=c) for _, end, _, c in pairs]
    left = {p: [c.object for c in confident(claims, 0.7) if c.property == p] for p in ("startDate", "endDate")}
    for start in left["startDate"]:
        assert any(start <= end or start.startswith(end) for end in left["endDate"])
    for end in left["endDate"]:
        assert any(start <= end or start.startswith(end) for start in left["startDate"])


def test_the_graph_that_is_left_is_whole(tmp_path):
    write(
        [DOCUMENT], ENTITIES, confident([HELD, START, END, Claim("league", "basedIn", "port", (MET,))], 0.7), tmp_path
    )
    assert validate(tmp_path) == []
    graph, evidence = ((tmp_path / name).read_text(encoding="utf-8") for name in ("graph.ttl", "evidence.ttl"))
    assert "smt:startDate" not in graph + evidence
    assert "id:session-7" in graph, "a node stays: a document mentions it"
