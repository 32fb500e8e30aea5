"""The body a document is about: counted by identity, organs aside."""

from __future__ import annotations

import pytest

from pipeline.reading import read
from pipeline.recognise import recognise
from pipeline.relate import scenes_of


def focus(text: str) -> str:
    """The body that a text is about, as it first names it."""
    document = read(text.encode("utf-8"), "about.txt")
    mentions = recognise(document)
    _, found = scenes_of(document, mentions)
    return mentions[found[1].members[0]].name if found else ""


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (  # an agency of another body is a body of its own
            (
                "The International Maritime Organization met in London.\nThe IMO adopted a code.\n"
                "The United Nations took note.\n"
            ),
            "International Maritime Organization",
        ),
        (  # an organ named after its body is not
            "秘书长在上海合作组织秘书处讲话。\n上合组织秘书处位于北京。\n上合组织秘书处发布公报。\n上海合作组织成立于2001年。\n",
            "上海合作组织",
        ),
        (  # declined forms and short names are one
            (
                "Конференция прошла в Минске.\nНовый банк развития открыл отделение.\nО Новом банке развития рассказали.\n"
                "Встреча с Новым банком развития прошла в среду.\nЕвразийский банк развития и АБИИ прислали гостей.\n"
                "Евразийский банк развития выступил.\n"
            ),
            "Новый банк развития",
        ),
        (  # the word for an organ is no body that anything is about
            "Secretariat\nThe Secretariat and the Council met.\nThe Secretariat reports to the Pacific Alliance.\n",
            "Pacific Alliance",
        ),
    ],
)
def test_the_body_a_document_is_about(text: str, body: str) -> None:
    assert focus(text) == body
