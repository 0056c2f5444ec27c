"""``assess thresholds``: every line of the law against the figures of the current run, at the low and at the high bound.

Left out: what the lines say (``law show``), and the posts behind the figures (``explain``).

>>> thresholds.name
'thresholds'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from doxdocket.cli.command import Answer, case_argument, command
from doxdocket.cli.opening import open_case, warn_if_stale
from doxdocket.cli.said import manner, say
from doxdocket.cli.width import table

WORDS = {"met": "达到", "not met": "未达到", "not determinable": "不能确定"}


@command(
    "thresholds",
    short=("数据与各项标准对照", "The figures against the lines of the law"),
    about=(
        (
            "逐条列出标准：在低值和高值下达到、未达到还是不能确定，合计占标准的几分之几，还缺什么事实。一条标准在“条”的几种\n"
            "读法下回答不同的，分别列出。这是对照，不是法律结论。"
        ),
        (
            "Lists each line of the law: met, not met or not determinable at the low and at the high bound, the share of the line\n"
            "that is reached, and the facts that are missing. Readings of an item that answer differently are listed each. A comparison,\n"
            "not a legal conclusion."
        ),
    ),
    examples=("doxdocket assess thresholds case",),
    shape=('{"case", "rules", "answers": [{"rule", "article", "reading", "outcome", "answer_low", "answer_high", "inputs", "missing", "share_low", "share_high", "on"}]}',) * 2,
)  # fmt: skip
@case_argument()
def thresholds(case: str) -> Answer:
    """Read what the run answered."""
    from doxdocket import pipeline
    from doxdocket.law import words as lawwords

    with open_case(case) as opened:
        warn_if_stale(opened, case)
        published, book = pipeline.figures(opened), pipeline.rules(opened)
    answers = published["law"]
    seen: dict[tuple[str, ...], list[str]] = {}
    for a in answers:
        low, high = (say(WORDS[a[f"answer_{end}"]], a[f"answer_{end}"]) for end in ("low", "high"))
        share = " – ".join(dict.fromkeys(str(a[f"share_{end}"]) for end in ("low", "high") if a[f"share_{end}"]))
        row = (
            a["article"],
            low if low == high else f"{low} – {high}",
            share,
            say("、", ", ").join(lawwords.of(book.find(a["rule"]), n, manner().lang) for n in a["missing"]),
        )
        seen.setdefault(row, []).append(a["reading"])
    every = len({a["reading"] for a in answers if a["reading"]})
    rows = [
        [r[0], say("各种读法", "each") if len(set(of)) == every or of == [""] else ", ".join(of), r[1], r[2], r[3]]
        for r, of in seen.items()
    ]
    head = [
        say("条文", "article"),
        say("读法", "reading"),
        say("回答", "answer"),
        say("占标准", "share"),
        say("还缺", "missing"),
    ]
    return Answer({"case": case, "rules": published["rules"], "answers": answers}, table(head, rows))
