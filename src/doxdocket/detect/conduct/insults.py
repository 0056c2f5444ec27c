"""Where the linear model takes a text for offensive and the lexicon has nothing: which sentence, and whether anybody is meant.

A score alone is no insult: the sentence must speak of somebody (a pronoun, a group, a person exposed in the post). A post
that reports, condemns, complains or jokes is left alone, unless it speaks of a group, of which the model knows most: there
its score decides. Source: docs/explanation/conduct.md. Left out: threats and calls, which the model does not know.

>>> [mark.code for mark in by_model("这帮人全是骗吃骗喝的懒东西", dossier=False)]
['insult.model']
"""

import re

from doxdocket.detect.conduct import grammar, insult_model, lexicon

_MEANT = re.compile(
    r"[你他她它]|ta|[男女黑白狗鬼蛮猴婊]|人(?!民|工|口|均|次|生|数|气|员|才|行|参|像|家|大代|防|间|情)|们|国[家蝻]|妹|婆|佬|崽|仔|民族|省|东北|河南|上海|北京|广东|农村|城里|乡下|阿三|棒子|鬼子|群|帮"
)
_GROUP = re.compile(
    r"[黑白黄洋]人|黑鬼|黑哥|黑叔|黑妹|白皮|黑皮|尼哥|非洲|美国|日本|韩国|印度|越南|阿三|棒子|犹太|回[族民]|维族|藏族|穆斯林|绿教|少数民族|种族|移民|难民|老外|外国|洋垃圾|华人|"
    r"男权|女权|田园|男[人的性生]|女[人的性生]|直男|直女|国男|国女|中国[男女]|仙女|小仙女|女拳|打拳|婚驴|母[狗猪蝗]|蝈蝻|国蝻|屌丝|剩女|大妈|同性恋|基佬|拉拉|"
    r"(?:河南|东北|上海|北京|广东|广西|四川|重庆|山东|河北|江苏|浙江|安徽|福建|江西|湖北|湖南|陕西|山西|新疆|西藏|内蒙|海南|云南|贵州|台湾|香港|天津|辽宁|吉林|黑龙江|甘肃|青海|宁夏|深圳|武汉|本地|外地|南方|北方|农村|城里|乡下)[人男女佬妹仔]?|井盖|地域|地图炮"
)


def speaks_of_group(text: str) -> bool:
    """Whether a folded text names a group by race, region or gender."""
    return _GROUP.search(text) is not None


def doubted(marks: list[grammar.Mark], text: str, score: float) -> list[grammar.Mark]:
    """The marks without weak insults in talk of a group that the model takes for none."""
    if score > MILD or not speaks_of_group(text):
        return marks
    return [mark for mark in marks if mark.code != "insult.aimed"]


MILD = -0.5
"""Log-odds up to which a text about a group is taken for talk although a weak insult stands in it."""


def by_model(text: str, *, dossier: bool) -> list[grammar.Mark]:
    """The sentence of the highest score as an insult, or nothing."""
    if not dossier:
        cues = lexicon.cues(text)
        quiet = "insult" in grammar.silenced(text, cues) or not _MEANT.search(text)
        if grammar.mentioned_only(text, cues) or (quiet and not speaks_of_group(text)):
            return []
    spans = grammar.sentences(text)
    if not spans:
        return []
    scored = insult_model.scores([text[start:end] for start, end in spans])
    best = max(range(len(spans)), key=lambda n: (scored[n], -n))
    return [grammar.Mark("insult", *spans[best], "insult.model", ())]
