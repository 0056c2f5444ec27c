"""``describe``: state or correct what is known about sources that are in the case; nothing said before is lost.

A source is named by its number in the list of evidence (``export CASE sources``) or by the beginning of its SHA-256.

>>> describe.short[1]
'State or correct what is known of sources'
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypedDict

from doxdocket.cli.adding import lacking, told_lacking
from doxdocket.cli.answer import Answer, OfCase
from doxdocket.cli.command import argument, case_argument, command, option
from doxdocket.cli.opening import open_case
from doxdocket.cli.stating import given, stating
from doxdocket.errors import WrongCall
from doxdocket.visible_signs import one_line
from doxdocket.words import listed, say

if TYPE_CHECKING:
    from doxdocket.store.case import Case
    from doxdocket.store.sources import Source

_BEGINNING = 8  # digits of a SHA-256 that name a source


class Known(TypedDict):
    """What is stated of a source, and what is not."""

    no: int
    sha256: str
    stated: dict[str, object]
    lacks: list[str]


class Described(OfCase):
    """What was stated, and what is known now."""

    by: str
    changed: list[str]
    sources: list[Known]


@command("describing.describe")
@case_argument()
@argument("words", nargs=-1, metavar="SOURCE")
@option("--all", "every", is_flag=True)
@option("--officer", "--by", "by", multiple=True, metavar="NAME")
@option("--taken-by", "officers", multiple=True, metavar="NAME")
@option("--title", metavar="TEXT")
@option("--authority", metavar="TEXT")
@option("--reason", metavar="TEXT")
@stating
def describe(
    case: str,
    words: tuple[str, ...],
    every: bool,
    by: tuple[str, ...],
    officers: tuple[str, ...],
    title: str | None,
    authority: str | None,
    reason: str | None,
    **said: Any,
) -> Answer[Described]:
    """State it, of all of them or of none."""
    from doxdocket.desk import repeats  # reads the run, which most calls need not

    if len(by) > 1:
        raise WrongCall("describing.one_person_states_it_officer")
    who = "".join(by)
    own = {name: text.strip() for name, text in (("title", title), ("authority", authority)) if text is not None}
    if own or reason is not None:
        if words or every or officers or not own or any(value not in (None, ()) for value in said.values()):
            raise WrongCall("describing.title_authority_and_reason_are")
        return _case(case, own, reason, who)
    with open_case(case) as opened:
        stated = given(said, opened.info.display_zone) | ({"officers": officers} if officers else {})
        chosen = opened.sources() if every else named(opened, words)
        if not chosen:
            raise WrongCall("describing.say_which_source_its_number")
        if stated:
            repeats.stated(opened, stated)
            with opened.together():
                for source in chosen:
                    opened.describe_source(source.sha256, officer=who, **stated)
        numbers = {s.sha256: n for n, s in enumerate(opened.sources(), 1)}
        now = [s for s in opened.sources() if s.sha256 in {one.sha256 for one in chosen}]
    rows: list[Known] = [
        {"no": numbers[s.sha256], "sha256": s.sha256, "stated": facts(s), "lacks": [lack.code for lack in s.lacks()]}
        for s in now
    ]
    changed = sorted(
        set(stated) - {"taking", "settings"} | {key for name in ("taking", "settings") for key in stated.get(name, {})}
    )
    return Answer({"case": case, "by": who, "changed": changed, "sources": rows}, _told(now, rows, changed))


def _case(case: str, own: dict[str, str], reason: str | None, by: str) -> Answer[Described]:
    """Correct what the case says of itself; the words that were there are not repeated."""
    from doxdocket.cli.acting import reason_of  # most calls need it not
    from doxdocket.desk import repeats  # the same
    from doxdocket.store import values_in_text  # the same

    if not reason or own.get("title") == "":
        raise WrongCall("describing.to_correct_title_or_authority")
    with open_case(case) as opened:
        why = reason_of(reason, opened)
        values_in_text.refuse(
            opened, *(repeats.own_words(text) if name == "authority" else text for name, text in own.items())
        )
        changed = {name: text for name, text in own.items() if getattr(opened.info, name) != text}
        if changed:
            opened.describe(by, why, **changed)
    names = say("marks.comma").join(sorted(changed))
    text = say("describing.corrected_of_case", names=names) if changed else say("describing.nothing_differs_nothing_was_recorded")  # fmt: skip
    return Answer(
        {"case": case, "by": by, "changed": sorted(changed), "sources": []},
        text + say("describing.next_doxdocket_run_then_doxdocket", case=case),
    )  # fmt: skip


def named(case: "Case", words: Sequence[str]) -> "list[Source]":
    """The sources that the words name, each once, in the order of the list."""
    all_ = case.sources()
    found = [one for word in words for one in _one(all_, word)]
    return [s for s in all_ if s in found]


def _one(sources: "Sequence[Source]", word: str) -> "list[Source]":
    if word.isdigit() and len(word) < _BEGINNING:
        hits = list(sources[int(word) - 1 : int(word)]) if int(word) else []
    else:
        hits = [s for s in sources if len(word) >= _BEGINNING and s.sha256.startswith(word.lower())]
    if len(hits) != 1:
        raise WrongCall("describing.names_no_one_source_write", word=word[:64])
    return hits


def facts(source: "Source") -> dict[str, Any]:
    """All that people have stated about a source; the names of chats are counted only."""
    plain = {
        name: getattr(source, name)
        for name in ("form", "channel", "origin", "captured_at", "note")
        if getattr(source, name)
    }
    known: dict[str, Any] = {"officers": list(source.officers)} if source.officers else {}
    reading = {"mapping": True} if source.settings.get("mapping") else {}
    chats = {"chats": len(source.settings["chats"])} if source.settings.get("chats") else {}
    return known | plain | dict(source.taking) | reading | chats


def _told(sources: "Sequence[Source]", rows: Sequence[Known], changed: Sequence[str]) -> str:
    lines = []
    if changed:
        lines.append(say("describing.recorded_for_sources", rows=len(rows), changed=listed("marks.comma", changed)))
    elif len(rows) == 1:
        lines += [
            f"{name}: {one_line(value if not isinstance(value, list) else '、'.join(map(str, value)))}"
            for name, value in rows[0]["stated"].items()
        ]
    if lacks := lacking(sources):
        lines.append(told_lacking(lacks))
    elif not changed:
        lines.append(say("describing.nothing_is_lacking"))
    return "\n".join(lines) or say("describing.nothing_has_been_stated")
