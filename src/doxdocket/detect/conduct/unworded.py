"""Where the linear model takes a text for offensive and the lexicon has nothing: which sentence, and whether anybody is meant.

A score alone is no insult: the sentence must speak of somebody (a pronoun, a group, a person exposed in the post). A post
that reports, condemns, complains or jokes is left alone, unless it speaks of a group, of which the model knows most: there
its score decides. Source: docs/explanation/conduct.md. Left out: threats and calls, which the model does not know.

>>> [mark.code for mark in by_model("这帮人全是骗吃骗喝的懒东西", 3.0, exposed=0)]
['insult.model']
"""

import re

from doxdocket.detect.conduct import grammar, insult_model, learned, lexicon

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


def by_voice(text: str, labels: frozenset[str], *, exposed: int) -> list[grammar.Mark]:
    """The labels that only the learned model hears, each as the sentence that says it most."""
    if not labels:
        return []
    quiet: frozenset[str] = frozenset({"insult"})
    cues = lexicon.cues(text)
    if any(cue.name == "benign" for cue in cues):
        quiet |= {"incitement", "threat"}
    if exposed < grammar.SURE:
        quiet |= grammar.silenced(text, cues)
    if not exposed and grammar.speaks_of_group(text):
        return []
    spans = grammar.sentences(text)
    wanted = [label for label in learned.LABELS if label in labels - quiet]
    if not spans or not wanted:
        return []
    scored = learned.scores([text[start:end] for start, end in spans])
    marks = []
    for label in wanted:
        row = scored[learned.LABELS.index(label)]
        best = max(range(len(spans)), key=lambda n: (row[n], -n))
        marks.append(grammar.Mark(label, *spans[best], "learned", ()))
    return marks
