"""Which articles a figure cites, each named as what it is: criminal, civil; not checked, or not in force on the days of the acts, where so.

Source: ``cites`` of ``figures.yaml`` and the rule files. A figure of identification cites the civil tests beside the criminal one. What it
leaves out: what an article answers for the case (``law``).

>>> told(cited("persons", "cn/fashi-2017-10/1", shipped(), (date(2023, 7, 1), date(2024, 3, 1))), "zh")
'刑事：法释〔2017〕10号 第一条；民事：民法典 第一千零三十四条第二款、个人信息保护法 第四条第一款'
>>> told(cited("x", "cn/wangbao-2024/insult", shipped(), (date(2023, 7, 1), date(2024, 3, 1))), "zh")
'行政：网络暴力信息治理规定 定义条款（条文未核对；自2024-08-01起施行，行为时尚未施行）'
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from doxdocket.count.catalogue import catalogue
from doxdocket.law import words
from doxdocket.law.rules import Book, shipped
from doxdocket.law.shapes import AnyRule
from doxdocket.words import Both, listed, said_in, zh_en

Span = tuple[date | None, date | None]
"""The first and the last day on which somebody was exposed."""
UNREAD = zh_en("cites.text_not_checked")


def cited(figure: str, rule: str, book: Book | None = None, acts: Span = (None, None)) -> list[dict[str, Any]]:
    """The articles of a figure, that of its rule first: rule, article, subject, and what must be said with it."""
    return list(_cited(figure, rule, book or shipped(), acts))


def _cited(figure: str, rule: str, book: Book, acts: Span) -> Iterator[dict[str, Any]]:
    more = catalogue().cites
    for name in dict.fromkeys((rule, *more.get(rule, ()), *more.get(figure, ()))):
        if "/" in name:
            one = at(name, book, acts[1])
            marks = list(remarks(one, acts))
            yield _row(name, one.article, words.subject(name), marks)
        elif (ground := catalogue().grounds.get(name)) and ground.article:
            yield _row(name, ground.article, ground.subject, [])


def at(name: str, book: Book, on: date | None) -> AnyRule:
    """The text of a provision on that day; where there is none, the one of today."""
    texts = book.texts.get(name, ())
    if on and any(one.rule.in_force(on) for one in texts):
        return book.find(name, on)
    return book.find(name)


def remarks(rule: AnyRule, acts: Span) -> Iterator[Both]:
    """That its text was not checked, and that it was not in force on the day of an act."""
    if rule.status == "unverified":
        yield UNREAD
    first, last = acts
    since, until = rule.effective_from, rule.effective_to
    if last and since > last:
        yield zh_en("cites.in_force_from_only_after", since=since)
    elif first and since > first:
        yield zh_en("cites.in_force_from_only_after_first", since=since)
    if until and last and until < last:
        yield zh_en("cites.in_force_to_only", until=until)


def of(figure: Mapping[str, Any], lang: str) -> str:
    """The articles of a figure in words; of a run before they were kept, the one of its rule."""
    return told(figure["cites"], lang) if "cites" in figure else str(figure["article"])


def told(rows: Sequence[Mapping[str, Any]], lang: str) -> str:
    """The articles in words, by what they are."""
    zh = lang == "zh"
    comma, stop = ("、", "；") if zh else (", ", "; ")
    parts = []
    for subject, of in groupby(rows, key=lambda row: row["subject"]):
        said = comma.join(row["article"] + _marked(row, zh=zh) for row in of)
        parts.append(words.said("subjects", subject, lang) + (said_in("zh" if zh else "en", "marks.colon")) + said)
    return stop.join(parts)


def _marked(row: Mapping[str, Any], *, zh: bool) -> str:
    marks = [mark["zh" if zh else "en"] for mark in row["marks"]]
    return (
        "" if not marks else said_in("zh" if zh else "en", "marks.in_brackets", text=listed("marks.semicolon", marks))
    )


def _row(rule: str, article: str, subject: str, marks: Sequence[Both]) -> dict[str, Any]:
    return {
        "rule": rule,
        "article": article,
        "subject": subject,
        "marks": [one.by_lang for one in marks],
    }
