"""Chinese names by their shape, in sentences of many genres: every mention of a thing, and nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipeline.model import Mention, Period
from pipeline.reading import read
from pipeline.recognise import recognise

VALUES = {"Date", "Office", "Theme"}


def mentions(text: str) -> list[Mention]:
    return list(recognise(read(text.encode(), "text.txt")))


def things(text: str) -> set[str]:
    return {f"{m.cls} {m.name}" for m in mentions(text) if m.cls not in VALUES}


def values(text: str, cls: str) -> list[str]:
    return [m.name for m in mentions(text) if m.cls == cls]


def one(text: str, name: str) -> Mention:
    return next(m for m in mentions(text) if m.name == name and m.cls not in VALUES)


SENTENCES = {
    "《南极条约》1959年12月1日在华盛顿签订，阿根廷、比利时、智利等十二国为原始缔约国。": [
        "Agreement 南极条约",
        "Place 华盛顿",
        "State 智利",
        "State 比利时",
        "State 阿根廷",
    ],
    "《关于环境保护的南极条约议定书》1991年在马德里通过。": [
        "Agreement 关于环境保护的南极条约议定书",
        "Place 马德里",
    ],
    "《欧洲人权公约》第十四号议定书2010年6月1日生效。": [
        "Agreement 《欧洲人权公约》第十四号议定书",
        "Agreement 欧洲人权公约",
    ],
    "3 中国和蒙古国关于界湖合作的协定 乌兰巴托 1998.7.12": [
        "Agreement 中国和蒙古国关于界湖合作的协定",
        "Place 乌兰巴托",
        "State 中国",
        "State 蒙古国",
    ],
    "北大西洋公约组织秘书长马克·吕特3日在布鲁塞尔会见了乌克兰外长安德烈·西比加。": [
        "Organization 北大西洋公约组织",
        "Person 安德烈·西比加",
        "Person 马克·吕特",
        "Place 布鲁塞尔",
        "State 乌克兰",
    ],
    "国际货币基金组织总裁克里斯塔利娜·格奥尔基耶娃出席世界银行年会。": [
        "Event 世界银行年会",
        "Organization 世界银行",
        "Organization 国际货币基金组织",
        "Person 克里斯塔利娜·格奥尔基耶娃",
    ],
    "非洲联盟第三十七届首脑会议2024年2月17日在亚的斯亚贝巴开幕。": [
        "Event 非洲联盟第三十七届首脑会议",
        "Organization 非洲联盟",
        "Place 亚的斯亚贝巴",
    ],
    "西非国家经济共同体委员会主席奥马尔·图雷宣布，将于5月成立待命部队。": [
        "Organization 西非国家经济共同体",
        "Organization 西非国家经济共同体委员会",
        "Person 奥马尔·图雷",
    ],
    "第28届联合国气候变化大会（COP28）在迪拜举行，苏尔坦·贾比尔任主席。": [
        "Event COP28",
        "Event 第28届联合国气候变化大会",
        "Organization 联合国",
        "Person 苏尔坦·贾比尔",
        "Place 迪拜",
    ],
    "太平洋岛国论坛领导人会议将于9月在霍尼亚拉召开。": [
        "Event 太平洋岛国论坛领导人会议",
        "Organization 太平洋岛国论坛",
        "Place 霍尼亚拉",
    ],
    "出席：外交部国际司司长王大明、商务部亚洲司副司长李晓红。": [
        "Organization 商务部",
        "Organization 商务部亚洲司",
        "Organization 外交部",
        "Organization 外交部国际司",
        "Person 李晓红",
        "Person 王大明",
    ],
    "主持人：世界卫生组织驻华代表马丁·泰勒博士。": [
        "Organization 世界卫生组织",
        "Person 马丁·泰勒",
    ],
    "土耳其地震造成五万余人遇难。": [
        "Event 土耳其地震",
        "State 土耳其",
    ],
    "联合国大会宣布2026年为“国际牧场和牧民年”。": [
        "Event 国际牧场和牧民年",
        "Organization 联合国",
        "Organization 联合国大会",
    ],
    "“琥珀—2023”联合军事演习在哈萨克斯坦举行。": [
        "Event “琥珀—2023”联合军事演习",
        "State 哈萨克斯坦",
    ],
    "会议发表《内比都宣言》和《澜湄合作五年行动计划（2023—2027）》。": [
        "Agreement 内比都宣言",
        "Agreement 澜湄合作五年行动计划（2023—2027）",
        "Organization 澜湄合作",
    ],
    "两国元首见证签署《中华人民共和国政府和越南社会主义共和国政府关于共同推进跨境铁路合作的协定》。": [
        "Agreement 中华人民共和国政府和越南社会主义共和国政府关于共同推进跨境铁路合作的协定",
        "State 中华人民共和国",
        "State 越南社会主义共和国",
    ],
    "突厥国家组织第十一次峰会2024年11月6日在比什凯克举行，通过《比什凯克宣言》。": [
        "Agreement 比什凯克宣言",
        "Event 突厥国家组织第十一次峰会",
        "Organization 突厥国家组织",
        "Place 比什凯克",
    ],
    "阿拉伯国家联盟理事会第33次首脑会议在麦纳麦召开，巴林国王哈马德主持会议。": [
        "Event 阿拉伯国家联盟理事会第33次首脑会议",
        "Organization 阿拉伯国家联盟",
        "Organization 阿拉伯国家联盟理事会",
        "Person 哈马德",
        "Place 麦纳麦",
        "State 巴林",
    ],
    "国际民用航空组织理事会主席萨尔瓦托雷·夏基塔诺发言。": [
        "Organization 国际民用航空组织",
        "Organization 国际民用航空组织理事会",
        "Person 萨尔瓦托雷·夏基塔诺",
    ],
    "中国气象局局长陈振林、水利部副部长李良生出席了第十届世界水论坛。": [
        "Event 第十届世界水论坛",
        "Initiative 世界水论坛",
        "Organization 中国气象局",
        "Organization 水利部",
        "Person 李良生",
        "Person 陈振林",
    ],
    "越南自然资源与环境部、埃及旅游和文物部派代表参加。": [
        "Organization 埃及旅游和文物部",
        "Organization 越南自然资源与环境部",
    ],
    "法国外交部3日宣布，乍得湖流域委员会特别峰会将于下月在恩贾梅纳召开。": [
        "Event 乍得湖流域委员会特别峰会",
        "Organization 乍得湖流域委员会",
        "Organization 法国外交部",
        "Place 恩贾梅纳",
    ],
    "经济合作与发展组织发展中心主任拉格希尔杜尔·埃林发表报告。": [
        "Organization 经济合作与发展组织",
        "Organization 经济合作与发展组织发展中心",
        "Person 拉格希尔杜尔·埃林",
    ],
    "沙特公共投资基金与中国农业银行签署谅解备忘录。": [
        "Organization 中国农业银行",
        "Organization 沙特公共投资基金",
    ],
    "二十国集团财长和央行行长会议在喀拉拉邦召开。": [
        "Event 二十国集团财长和央行行长会议",
        "Organization 二十国集团",
        "Place 喀拉拉邦",
    ],
    "会议决定成立气候融资工作组，由孟加拉国担任协调国。": [
        "Organization 气候融资工作组",
        "State 孟加拉国",
    ],
    "尼泊尔博克拉国际机场由国际机构出资。": [
        "Place 博克拉国际机场",
        "State 尼泊尔",
    ],
    "第19届亚洲运动会于2023年9月23日在杭州奥体中心开幕。": [
        "Event 第19届亚洲运动会",
        "Place 杭州奥体中心",
    ],
    "2024年巴黎奥运会7月26日开幕，国际奥委会主席巴赫致辞。": [
        "Event 巴黎奥运会",
        "Organization 国际奥委会",
        "Person 巴赫",
        "Place 巴黎",
    ],
    "独联体国家元首理事会会议10月8日在莫斯科举行。": [
        "Event 独联体国家元首理事会会议",
        "Organization 独联体",
        "Organization 独联体国家元首理事会",
        "Place 莫斯科",
    ],
    "集体安全条约组织成员国举行“坚不可摧的兄弟情—2024”维和演习。": [
        "Event “坚不可摧的兄弟情—2024”维和演习",
        "Organization 集体安全条约组织",
    ],
    "“全球南方”媒体智库高端论坛在圣保罗开幕，由新华社主办。": [
        "Event “全球南方”媒体智库高端论坛",
        "Organization 新华社",
        "Place 圣保罗",
    ],
    "大會由厄瓜多環境與水資源部部長瑪麗亞·隆戈利亞任主席。": [
        "Organization 厄瓜多環境與水資源部",
        "Person 瑪麗亞·隆戈利亞",
    ],
    "世界衛生大會第七十七屆會議通過《國際衛生條例》修正案。": [
        "Agreement 《國際衛生條例》修正案",
        "Agreement 國際衛生條例",
        "Event 世界衛生大會第七十七屆會議",
        "Organization 世界衛生大會",
    ],
    "中国和各成员国的有关机构应加强合作，落实联合声明和合作协议。": [
        "State 中国",
    ],
    "双方同意建立对话机制，支持国际组织和地方政府开展合作。": [],
    "大学生和银行家参加了组织者安排的会议。": [],
    "俄罗斯外交部长和哈萨克斯坦财政部长通话。": [
        "State 俄罗斯",
        "State 哈萨克斯坦",
    ],
    "部长级会议前，各国领导人合影，主席国作了说明。": [],
    "清华大学与莫斯科国立大学签署了备忘录。": [
        "Organization 清华大学",
        "Organization 莫斯科国立大学",
    ],
}


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_mentions_these_things_and_no_others(text: str) -> None:
    assert things(text) == set(SENTENCES[text])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("理事会第二十四次会议在内罗毕举行。", 24),
        ("首届世界水论坛在马拉喀什召开。", 1),
        ("第19届亚洲运动会开幕。", 19),
        ("缔约方大会第一百零三次会议闭幕。", 103),
    ],
)
def test_the_number_of_an_event(text: str, number: int) -> None:
    assert {m.ordinal for m in mentions(text) if m.cls == "Event"} == {number}


def test_years_in_a_name() -> None:
    assert one("会议通过《旱地恢复合作纲要（2024—2030年）》。", "旱地恢复合作纲要（2024—2030年）").period == Period(
        "2024", "2030"
    )
    assert one("会议通过《至2040年渔业发展战略》。", "至2040年渔业发展战略").period == Period("", "2040")
    assert one("“琥珀—2023”联合演习落幕。", "“琥珀—2023”联合演习").period == Period("2023", "2023")
    assert one("总理在2019年年会上致辞。", "2019年年会").period == Period("2019", "2019")


def test_kinds_of_texts() -> None:
    kinds = {
        m.name: m.kind for m in mentions("通过《基多宣言》《海洋垃圾议定书》《渔业合作谅解备忘录》和《港口路线图》。")
    }
    assert kinds == {
        "基多宣言": "Declaration",
        "海洋垃圾议定书": "Protocol",
        "渔业合作谅解备忘录": "Memorandum",
        "港口路线图": "Roadmap",
    }


def test_a_theme_is_a_value_in_which_a_doctrine_is_still_named() -> None:
    text = "年会主题为“弘扬‘万隆精神’，共建未来”。"
    assert values(text, "Theme") == ["弘扬‘万隆精神’，共建未来"]
    assert "Initiative 万隆精神" in things(text)


def test_offices_are_read_without_body_and_not_inside_other_words() -> None:
    assert values("肯尼亚总统鲁托和环境署执行主任英格·安德森出席总理理事会会议。", "Office") == ["总统", "执行主任"]
    assert values("南非担任轮值主席国，部长级会议由主席团主持。", "Office") == []


def test_a_surname_stands_for_the_full_name() -> None:
    found = [m for m in mentions("智利总统加夫列尔·博里奇到访。\n博里奇总统随后发表讲话。") if m.cls == "Person"]
    assert {m.stands_for or m.name for m in found} == {"加夫列尔·博里奇"}
    assert len(found) == 2


def test_a_body_named_short_stands_for_the_longer_name() -> None:
    text = "拜拉莫夫提议设立非洲妇女理事会。\n妇女理事会当场宣告成立。"
    assert one(text, "妇女理事会").stands_for == "非洲妇女理事会"


def test_a_number_keeps_events_of_one_series_apart() -> None:
    text = "非洲联盟第三十七届首脑会议闭幕。\n第三十七届首脑会议通过决议，第三十八届首脑会议定于明年举行。"
    assert one(text, "第三十七届首脑会议").stands_for == "非洲联盟第三十七届首脑会议"
    assert one(text, "第三十八届首脑会议").stands_for == ""


def test_an_introduced_short_name_inside_the_full_one_is_left_out_of_it() -> None:
    text = "海湾水务联合会（以下简称“水联”）理事会第三次会议在马斯喀特举行。"
    assert one(text, "海湾水务联合会理事会第三次会议").ordinal == 3


def test_traditional_script_keeps_its_own_characters() -> None:
    assert "Agreement 名古屋議定書" in things("會議通過《名古屋議定書》。")


def test_states_by_one_character_in_a_list() -> None:
    known = {m.known for m in mentions("哈、中、吉、俄、塔、乌六国主管机关与会。") if m.cls == "State"}
    assert len(known) == 6


# Told by a verb, a place, a number, a year or a topic: no head of an event or no known name says it.
TOLD = {
    "第十九届部长理事会在马斯喀特开会。": ["Event 第十九届部长理事会", "Place 马斯喀特"],
    "2018年圣多明各那次是首次在加勒比举办。": ["Event 2018年圣多明各那次", "Place 加勒比", "Place 圣多明各"],
    "台风“山竹”9月登陆菲律宾。": ["Event 台风山竹", "State 菲律宾"],
    "代号“北方之风”的联合军演在挪威进行。": ["Event 北方之风", "State 挪威"],
    "联合演习“南方之星2023”于5月在巴西举行。": ["Event 南方之星2023", "State 巴西"],
    "“沙漠雄狮”系列演习由摩洛哥主办。": ["Initiative 沙漠雄狮", "State 摩洛哥"],
    "双方就投资协定进行的第六轮谈判在渥太华结束。": ["Event 第六轮谈判", "Place 渥太华"],
    "太平洋音乐节第十二届由日本主办。": ["Event 太平洋音乐节第十二届", "Initiative 太平洋音乐节", "State 日本"],
    "明年将在马尼拉办一次海洋经济周。": ["Event 海洋经济周", "Place 马尼拉"],
    "我们去年8月在坎帕拉开了部长级会议。": ["Event 部长级会议", "Place 坎帕拉"],
    "上一届在布宜诺斯艾利斯。": ["Event 上一届", "Place 布宜诺斯艾利斯"],
    "第八届减少核风险国际研讨会在奥斯陆举行。": ["Event 第八届减少核风险国际研讨会", "Place 奥斯陆"],
    "亚洲开发银行通过2024—2028年战略框架。": ["Agreement 2024—2028年战略框架", "Organization 亚洲开发银行"],
    "两国签署输华牛肉检验检疫要求议定书。": ["Agreement 输华牛肉检验检疫要求议定书"],
    "大会通过第14/2022号决定。": ["Agreement 第14/2022号决定"],
    "海豹公约1972年签于伦敦。": ["Agreement 海豹公约", "Place 伦敦"],
    "1996年议定书已经生效。": ["Agreement 1996年议定书"],
    "各方支持2050年愿景。": ["Agreement 2050年愿景"],
    "驻智利使馆举办图片展。": ["Organization 驻智利使馆"],
    "中国国家图书馆参加展览。": ["Organization 中国国家图书馆"],
    "内罗毕进程仍在继续。": ["Initiative 内罗毕进程"],
    "南非的开普敦行动方案获得通过。": ["Agreement 开普敦行动方案", "State 南非"],
    "阿盟与非盟联合峰会在开罗召开。": [
        "Event 阿盟与非盟联合峰会",
        "Organization 阿盟",
        "Organization 非盟",
        "Place 开罗",
    ],
    "秘书处起草的渔业减损计划已完成。": ["Initiative 渔业减损计划", "Organization 秘书处"],
    "“海燕”联合行动在曼谷启动。": ["Initiative 海燕联合行动", "Place 曼谷"],
    "马尔代夫水资源部办了珊瑚修复培训班。": ["Event 珊瑚修复培训班", "Organization 马尔代夫水资源部"],
    "国际防务展-2023在阿布扎比开幕。": ["Event 国际防务展-2023", "Place 阿布扎比"],
    "议会大会通过章程。": ["Agreement 章程", "Organization 议会大会"],
    "俄罗斯海军与中国海军在日本海巡航。": ["Organization 中国海军", "Organization 俄罗斯海军", "Place 日本海"],
    "智利外长与秘鲁外长5月3日在利马举行会谈。": ["Event 会谈", "Place 利马", "State 智利", "State 秘鲁"],
}


@pytest.mark.parametrize("text", TOLD)
def test_what_is_told_in_passing_is_named_too(text: str) -> None:
    assert things(text) == set(TOLD[text])


def test_a_row_of_a_table_that_begins_with_a_year_is_that_edition() -> None:
    text = "年会一览\n\n┃年会┃时间┃地点┃\n┃2016┃6月2日—4日┃仁川┃\n┃2017┃5月3日—5日┃横滨┃\n"
    found = {m.name: m.period for m in mentions(text) if m.cls == "Event"}
    assert found == {"2016": Period("2016", "2016"), "2017": Period("2017", "2017")}


CASES = tomllib.loads(Path(__file__).with_name("names_zh.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:20] for case in CASES])
def test_names_that_no_list_holds(case: dict[str, list[str]]) -> None:
    assert {thing.replace(" ", ": ", 1) for thing in things(str(case["text"]))} == set(case["mentions"])


def test_a_surname_before_an_office_is_the_person_named_in_full() -> None:
    text = "王昭阳大使到任。王大使说，两国贸易增长很快。"
    assert {m.stands_for or m.name for m in mentions(text) if m.cls == "Person"} == {"王昭阳"}


def test_a_side_is_the_state_that_the_document_names() -> None:
    found = {m.known for m in mentions("瑞典外交大臣来访，瑞方表示感谢。") if m.cls == "State"}
    assert len(found) == 1


def test_ordinary_words_are_no_names() -> None:
    text = "各方支持建设更多学校和医院，推动有关研究中心开展合作，研究机构和培训基地的专家同意保护河流。"
    assert things(text) == set()


def test_editions_that_are_counted_are_of_a_series() -> None:
    document = read("中心已连续举办三届江州青年机器人挑战赛。".encode(), "note.txt")
    found = [(m.cls, m.name) for m in recognise(document) if m.cls in {"Event", "Initiative"}]
    assert ("Initiative", "江州青年机器人挑战赛") in found
