"""Where the linear model takes a text for offensive and the lexicon has nothing: which sentence, and whether anybody is meant.

A score alone is no insult: the sentence must speak of somebody (a pronoun, a group, a person exposed in the post). A post
that reports, condemns, complains or jokes is left alone, unless it speaks of a group, of which the model knows most: there
its score decides. Source: docs/explanation/conduct.md. Left out: threats and calls, which the model does not know.

>>> [mark.code for mark in by_model("这帮人全是骗吃骗喝的懒东西", 3.0, exposed=0)]
['insult.model']
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from doxdocket.detect.conduct import grammar, insult_model, lexicon

_MEANT = re.compile(
    r"[你他她它]|ta|[男女黑白狗鬼蛮猴婊]|人(?!民|工|口|均|次|生|数|气|员|才|行|参|像|家|大代|防|间|情)|们|国[家蝻]|妹|婆|佬|崽|仔|民族|省|东北|河南|上海|北京|广东|农村|城里|乡下|阿三|棒子|鬼子|群|帮"
)


def doubted(marks: list[grammar.Mark], text: str, score: float) -> list[grammar.Mark]:
    """The marks without insults in talk of a group that the model takes for none: there it knows more than the lists."""
    if score > insult_model.LINE or not grammar.speaks_of_group(text):
        return marks
    gone = {"insult.aimed", "insult.word"} if score <= MILD else {"insult.aimed"}
    return [mark for mark in marks if mark.code not in gone]


MILD = -1.0
"""Log-odds up to which talk of a group is taken for none although a strong word stands in it."""
STRONG = 2.0
"""Log-odds from which the score counts where no group is spoken of: the model knows such talk less well."""


def by_model(text: str, score: float, *, exposed: int) -> list[grammar.Mark]:
    """The sentence of the highest score as an insult, or nothing."""
    if exposed < grammar.SURE and not grammar.speaks_of_group(text):
        cues = lexicon.cues(text)
        quiet = "insult" in grammar.silenced(text, cues) or not _MEANT.search(text)
        if score <= STRONG or quiet or grammar.mentioned_only(text, cues):
            return []
    spans = grammar.sentences(text)
    if not spans:
        return []
    scored = insult_model.scores([text[start:end] for start, end in spans])
    best = max(range(len(spans)), key=lambda n: (scored[n], -n))
    return [grammar.Mark("insult", *spans[best], "insult.model", ())]


def by_voice(text: str, heard: Sequence[grammar.Mark], *, exposed: int) -> list[grammar.Mark]:
    """What only the learned model hears, where nothing in the post's stance speaks against it; neighbours of a label are one."""
    if not heard or (not exposed and grammar.speaks_of_group(text)):
        return []
    cues = lexicon.cues(text)
    quiet: frozenset[str] = frozenset()
    if any(cue.name == "benign" for cue in cues):
        quiet |= {"incitement", "threat"}
    if exposed < grammar.SURE:
        quiet |= grammar.silenced(text, cues)
    marks: list[grammar.Mark] = []
    for one in sorted((mark for mark in heard if mark.label not in quiet), key=lambda m: (m.label, m.start)):
        if marks and marks[-1].label == one.label and not text[marks[-1].end : one.start].strip(" .,;!?。"):
            marks[-1] = replace(marks[-1], end=one.end)
        else:
            marks.append(one)
    return marks
