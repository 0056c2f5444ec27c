"""The numbers in the data card of the corpus (``corpus/README.md`` and ``README.zh-CN.md``), as tables in either language."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from doxdocket.law.kinds import kinds
from doxdocket.score.measures import measures
from tools import corpus

BEGIN, END = "<!-- numbers: ./docket bench corpus --write -->", "<!-- end of numbers -->"
CARDS = {"en": "README.md", "zh": "README.zh-CN.md"}
SHOWN = 20  # of what the two markings differ in most often
LEAST = 20  # spans of a kind whose agreement is shown
WORDS = {
    "totals": ("messages {m}, of them without personal information {d}; spans {s}; stretches of conduct {a}; hands {h}",
               "消息 {m} 条，其中不含个人信息的 {d} 条；标注片段 {s} 个；行为片段 {a} 个；共 {h} 手"),
    "short": ("Short of the aims", "未达目标的"), "none": ("nothing", "无"),
    "hand": ("hand", "手"), "split": ("split", "划分"), "messages": ("messages", "消息"), "decoys": ("decoys", "无信息"),
    "spans": ("spans", "片段"), "acts": ("conduct", "行为"), "kind": ("kind", "类别"), "family": ("family", "大类"),
    "hands": ("hands", "手数"), "form": ("form", "写法"), "label": ("label of conduct", "行为标签"),
    "agreement": ("Agreement", "一致性"), "counts": ("Counts", "数量"),
    "n": ("n, first", "甲标 n"), "alone": ("first / second alone", "仅甲 / 仅乙"),
    "agreed": ("{m} messages were marked twice. Same person or not, of two spans found by both: {p:.3f} over {q} messages. Macro-F1 of conduct: {c:.3f}.",
               "{m} 条消息由两人分别标注。两人都标出的两个片段是否同属一人，判断一致 {p:.3f}（{q} 条）。行为宏平均 F1 {c:.3f}。"),
    "differences": ("The {n} most frequent differences", "最常见的 {n} 种分歧"),
    "first": ("writer", "写手"), "second": ("second annotator", "第二标注人"), "times": ("times", "次数"),
}  # fmt: skip


def card(lang: str) -> str:
    """All tables, as they stand between the two marks of the card."""
    place = ("en", "zh").index(lang)
    say = {key: both[place] for key, both in WORDS.items()}
    told, agreed = corpus.counts(corpus.all_hands()), corpus.agreement(corpus.both_markings()).told()
    parts = [
        f"### {say['counts']}",
        *_counts(told, say, lang),
        f"### {say['agreement']}",
        *_agreement(agreed, say, lang),
    ]
    return "\n\n".join(parts)


def _counts(told: dict[str, Any], say: dict[str, str], lang: str) -> list[str]:
    one = told["hands"].values()
    m, d, s, a = (sum(h[key] for h in one) for key in ("messages", "decoys", "spans", "acts"))
    lacks = "; ".join(corpus.short(told)) or say["none"]
    sides = corpus.splits()
    return [
        say["totals"].format(m=m, d=d, s=s, a=a, h=len(one)) + f". {say['short']}: {lacks}.",
        _table(
            [say[k] for k in ("hand", "split", "messages", "decoys", "spans", "acts")],
            [[n, sides[n], h["messages"], h["decoys"], h["spans"], h["acts"]] for n, h in told["hands"].items()],
        ),
        _table(
            [say[k] for k in ("family", "spans", "hands")],
            [[f, n["spans"], n["hands"]] for f, n in told["families"].items()],
        ),
        _table([say["form"], say["spans"]], [list(row) for row in told["forms"].items()]),
        _table([say["label"], say["acts"]], [list(row) for row in told["labels"].items()]),
        _table([say["kind"], say["spans"]] * 2, _halves([[_kind(k, lang), n] for k, n in told["kinds"].items()])),
    ]


def _agreement(told: dict[str, Any], say: dict[str, str], lang: str) -> list[str]:
    persons, shown, labels = told["persons"], told["differences"][:SHOWN], told["conduct"]["posts"]
    families = told["families"] | {"all": told["micro"]}
    often = {k: told["kinds"][k] for k in kinds() if k in told["kinds"] and told["kinds"][k]["n"] >= LEAST}
    heads = ["F1", say["n"], say["alone"]]
    return [
        say["agreed"].format(
            m=told["messages"], p=persons["pairs"], q=persons["pairs_messages"], c=told["conduct"]["macro_f1"]
        ),
        _table([say["family"], *heads], [[f, *_row(n)] for f, n in families.items()]),
        _table([say["label"], *heads], [[x, *_row(labels[x])] for x in measures().labels]),
        _table([say["kind"], *heads], [[_kind(k, lang), *_row(n)] for k, n in often.items()]),
        say["differences"].format(n=len(shown)),
        _table([say[k] for k in ("first", "second", "times")], [[d["true"], d["found"], d["n"]] for d in shown]),
    ]


def _kind(kind: str, lang: str) -> str:
    return f"`{kind}` {kinds()[kind].zh}" if lang == "zh" else f"`{kind}`"


def _row(n: dict[str, Any]) -> list[object]:
    total = 2 * n["tp"] + n["fn"] + n["fp"]
    return [f"{2 * n['tp'] / total:.3f}" if total else "-", n["n"], f"{n['fn']} / {n['fp']}"]


def _halves(rows: Sequence[list[object]]) -> list[list[object]]:
    middle = (len(rows) + 1) // 2
    return [[*left, *right] for left, right in zip_longest(rows[:middle], rows[middle:], fillvalue=["", ""])]


def _table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [list(heads), ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def shown(page: str) -> str:
    """What a card shows between its marks."""
    return page.partition(BEGIN)[2].partition(END)[0].strip()


def write() -> None:
    """Put today's numbers into both cards."""
    for lang, name in CARDS.items():
        path = corpus.ROOT / name
        head, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
        path.write_text(f"{head}{BEGIN}\n\n{card(lang)}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")
