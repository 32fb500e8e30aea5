"""Which names inside a name are mentions of their own: those that state something of the outer one.

Most pairs of classes are settled by `NESTS`; `REFUSALS` are the exceptions, each a question with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline import authority
from pipeline.model import Mention
from pipeline.recognise.lexicon import lexicon
from pipeline.scripts import simplify

PLACED_TEXT = re.compile(r" [A-Z]\w+(?: on | for |$)")
# (outer class, inner class): an inner name that states something of the outer one stays a mention.
NESTS = {
    ("Organization", "Organization"),
    ("Organization", "State"),
    ("Organization", "Agreement"),
    ("Event", "Organization"),
    ("Event", "Initiative"),
    ("Event", "Place"),
    ("Event", "State"),
    ("Event", "Person"),
    ("Event", "Event"),
    ("Event", "Agreement"),
    ("Agreement", "Organization"),
    ("Agreement", "Agreement"),
    ("Agreement", "State"),
    ("Agreement", "Event"),
    ("Place", "State"),
}


def nests(outer: Mention, inner: Mention) -> bool:
    """Whether a name that lies within another name stays a mention."""
    pair = (outer.cls, inner.cls)
    return pair in NESTS and not any(refuses(outer, inner) for refuses in REFUSALS.get(pair, ()))


def _of_a_year(outer: Mention, inner: Mention) -> bool:
    """The year of somebody: «Год Пушкина» does not bring him."""
    return outer.kind == "ThematicYear" and inner.cls == "Person"


def _contest(outer: Mention, inner: Mention) -> bool:
    """阿斯塔纳峰会 is named by its place, 亚洲冬季运动会 is not."""
    words = lexicon(outer.language).words.get("contests", ())
    return simplify(outer.name.partition(inner.name)[2]).endswith(words)


def _wide(outer: Mention, inner: Mention) -> bool:
    """The Africa Climate Summit is not held in Africa by its name: a listed place that lies in no one state."""
    known = authority.load().by_id.get(inner.known)
    return outer.language != "ru" and known is not None and not known.parent


def _not_of_state(outer: Mention, _: Mention) -> bool:
    """A ministry is its state's, a bank or university only has the state in its name: words of `lexicon`."""
    words, name = lexicon(outer.language).words, outer.name.casefold()
    organs, private = words.get("state_organs"), words.get("private_bodies", ())
    if organs is not None and not name.startswith(organs):
        return True
    return name.startswith(private) if private else organs is None


def _in_the_midst(outer: Mention, inner: Mention) -> bool:
    """A state at neither end of a body's name only gives its field."""
    return inner.span.start != outer.span.start and inner.span.end != outer.span.end


def _landform(outer: Mention, inner: Mention) -> bool:
    """冈比亚河: a river or a gulf is named after the state, and lies not in it by its name."""
    rest = simplify(outer.name.removeprefix(inner.name))
    return rest in lexicon(outer.language).words.get("landforms", ())


def _beginning(outer: Mention, inner: Mention) -> bool:
    """Vienna Document | 1999: the shorter text is the beginning of the longer one's own name."""
    return outer.language == "en" and inner.span.start == outer.span.start


def _called_by_place(outer: Mention, inner: Mention) -> bool:
    """The 2027 Andorra Statement: a text's place, not its party, stands right before a word of its name."""
    before, _, after = outer.name.partition(inner.name)
    return outer.language == "en" and before.strip("0123456789 ") == "" and bool(PLACED_TEXT.match(after))


REFUSALS: dict[tuple[str, str], tuple[Callable[[Mention, Mention], bool], ...]] = {
    ("Event", "Person"): (_of_a_year,),
    ("Event", "Place"): (_contest, _wide),
    ("Organization", "State"): (_not_of_state, _in_the_midst),
    ("Agreement", "Agreement"): (_beginning,),
    ("Agreement", "State"): (_called_by_place,),
    ("Place", "State"): (_landform,),
}
