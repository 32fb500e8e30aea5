"""Chinese phrases of lists, of parties told in parentheses, of offices whose body is unsaid; and their look-alikes."""

from __future__ import annotations

import pytest

from tests.test_phrases_zh import Fact, facts

STATED: list[tuple[str, set[Fact]]] = [
    # members: counted before a list in parentheses, one by one after the first, admitted
    (
        "加勒比共同体三国（伯利兹、圭亚那、苏里南）提交了报告。",
        {("伯利兹", "memberOf", "加勒比共同体"), ("苏里南", "memberOf", "加勒比共同体")},
    ),
    (
        "南部非洲發展共同體大事記\n\n莫桑比克2003年5月8日加入，馬達加斯加2005年，科摩羅2018年。",
        {
            ("馬達加斯加", "memberOf", "南部非洲發展共同體"),
            ("科摩羅", "memberOf", "南部非洲發展共同體"),
        },
    ),
    ("国际可再生能源署\n\n会上，纳米比亚获准加入，各方表示祝贺。", {("纳米比亚", "memberOf", "国际可再生能源署")}),
    ("世界贸易组织\n\n科摩罗获接纳为新成员。", {("科摩罗", "memberOf", "世界贸易组织")}),
    # parties: several states against one, a year before the other side, “we”, before a witness
    (
        "秘鲁与四国（智利、哥伦比亚、墨西哥、巴西）达成《利马数字贸易协定》。",
        {
            ("利马数字贸易协定", "party", "秘鲁"),
            ("利马数字贸易协定", "party", "智利"),
            ("利马数字贸易协定", "party", "巴西"),
        },
    ),
    (
        "肯尼亞同三國（烏干達、盧旺達、布隆迪）簽署《北部走廊過境運輸協定》。",
        {("北部走廊過境運輸協定", "party", "肯尼亞"), ("北部走廊過境運輸協定", "party", "布隆迪")},
    ),
    (
        "挪威2023年与北欧投资银行签署《峡湾绿色融资合作备忘录》。",
        {("峡湾绿色融资合作备忘录", "party", "挪威"), ("峡湾绿色融资合作备忘录", "party", "北欧投资银行")},
    ),
    (
        "世界海关组织问答\n\n去年我们同万国邮政联盟在伯尔尼签署《电子清关备忘录》。",
        {("电子清关备忘录", "party", "世界海关组织"), ("电子清关备忘录", "party", "万国邮政联盟")},
    ),
    (
        "伊朗总统佩泽希齐扬在乌兹别克斯坦总统米尔济约耶夫见证下签署《里海渔业协定》。",
        {("里海渔业协定", "party", "佩泽希齐扬")},
    ),
    # organs and offices under the heading of their body
    ("马诺河联盟\n\n秘书处设在弗里敦。", {("秘书处", "partOf", "马诺河联盟")}),
    ("歐洲委員會\n\n秘書處設在斯特拉斯堡。", {("秘書處", "partOf", "歐洲委員會")}),
    ("国际海底管理局\n\n理事会由三十六国组成。", {("理事会", "partOf", "国际海底管理局")}),
    ("环印度洋联盟\n\n秘书长 桑吉夫·兰詹（印度籍）", {("桑吉夫·兰詹", "affiliation", "环印度洋联盟")}),
    # texts: passed besides, ended from a day on, replaced
    (
        "2024年5月29日，《圣何塞移民宣言》通过。同日通过的还有《巴拿马地峡行动计划》。",
        {("巴拿马地峡行动计划", "date", "2024-05-29")},
    ),
    ("《红海航运准则》自2024年12月17日起停止使用。", {("红海航运准则", "validTo", "2024-12-17")}),
    (
        "会议决定，《喀布尔过境安排协定》相应废止，代之以《塔什干过境协定》。",
        {("塔什干过境协定", "supersedes", "喀布尔过境安排协定")},
    ),
    # proposals and founders told in parentheses, in passing
    ("“数字丝路走廊”（阿塞拜疆提出）写入成果。", {("数字丝路走廊", "proposedBy", "阿塞拜疆")}),
    (
        "“湄公光纤走廊”，柬埔寨、老挝均表支持。",
        {("柬埔寨", "supports", "湄公光纤走廊"), ("老挝", "supports", "湄公光纤走廊")},
    ),
    # events
    (
        "第四届世界渔业论坛由挪威外长埃斯彭·艾德、加纳外长萨缪尔·阿布拉克瓦联袂主持。",
        {("第四届世界渔业论坛", "chairedBy", "埃斯彭·艾德"), ("第四届世界渔业论坛", "chairedBy", "萨缪尔·阿布拉克瓦")},
    ),
    (
        "太平洋岛国论坛问答\n\n第五十届太平洋岛国论坛会议在图瓦卢召开。新西兰总理阿德恩来了，澳大利亚总理莫里森也来了。",
        {("第五十届太平洋岛国论坛会议", "attendedBy", "莫里森")},
    ),
]

NOT_STATED: list[tuple[str, Fact]] = [
    ("加勒比共同体三国（伯利兹、圭亚那、苏里南）、古巴提交了报告。", ("古巴", "memberOf", "加勒比共同体")),
    ("世界贸易组织\n\n科摩罗未获接纳为新成员。", ("科摩罗", "memberOf", "世界贸易组织")),
    (
        "伊朗总统佩泽希齐扬在乌兹别克斯坦总统米尔济约耶夫见证下签署《里海渔业协定》。",
        ("里海渔业协定", "party", "米尔济约耶夫"),
    ),
    ("欧洲委员会\n\n与秘书处、黑海经济合作组织秘书处交换信件。", ("黑海经济合作组织秘书处", "partOf", "欧洲委员会")),
    ("《红海航运准则》并未自2024年12月17日起停止使用。", ("红海航运准则", "validTo", "2024-12-17")),
    ("“数字丝路走廊”（阿塞拜疆没有提出）写入成果。", ("数字丝路走廊", "proposedBy", "阿塞拜疆")),
]


@pytest.mark.parametrize(("text", "expected"), STATED, ids=[text[:24] for text, _ in STATED])
def test_states(text: str, expected: set[Fact]) -> None:
    assert expected <= facts(text)


@pytest.mark.parametrize(("text", "fact"), NOT_STATED, ids=[text[:24] for text, _ in NOT_STATED])
def test_does_not_state(text: str, fact: Fact) -> None:
    assert fact not in facts(text)
