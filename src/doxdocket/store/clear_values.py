"""The one door to a clear value: a post is decrypted, one span is cut out, and the opening is in the custody log first.

Source: docs/explanation/sealing.md. There is no other way in this program from a mask to what it hides, and none that searches
by value. The reason may not repeat the value or a piece of it (``store.reason``, ``store.values_in_text``). Nothing is read where no row can be written.

>>> fields = [{"where": "contact", "text": "丙"}]
>>> stretch("text", "电话", fields), stretch("contact", "电话", fields), stretch("poll", "电话", fields)
('电话', '丙', None)
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow.compute as pc

from doxdocket.errors import WrongCall
from doxdocket.store import values_in_text
from doxdocket.store.case import Case
from doxdocket.store.reason import checked
from doxdocket.store.run import Run
from doxdocket.store.sources import Source

IMAGE = "image:"
"""Before the digest of a picture, as the place of what was read in it."""
_ROW = ["channel_id", "post_id", "capture", "row_no"]
_COLUMNS = [*_ROW, "text", "fields"]


def open_value(
    case: Case, channel_id: str, post_id: str, where: str, start: int, end: int, *, reason: str, officer: str
) -> str:
    """The text of one span of one post. The row in the custody log is written before this returns."""
    said, run = _asked(case, reason, officer), _run(case)
    text = _pictured(run, where) if where.startswith(IMAGE) else _text(run, (channel_id, post_id, where))
    if not 0 <= start < end <= len(text):
        raise WrongCall("door.that_text_has_no_span", start=start, end=end)
    values_in_text.unlike(case, said, text[start:end])
    span = {"post": f"{channel_id}/{post_id}", "where": where, "start": start, "end": end}
    _log(case, {**span, "run": run.run_id, "reason": said}, officer)
    return text[start:end]


def open_post(case: Case, channel_id: str, post_id: str, *, reason: str, officer: str) -> str:
    """Everything one post says, as figures count it; its fields each on a line of its own. Logged first, as a value is."""
    said, run = _asked(case, reason, officer), _run(case)
    found = _rows(run, channel_id, post_id)
    if not found:
        raise WrongCall("door.there_is_no_post_nothing", channel=channel_id, post=post_id)  # fmt: skip
    texts = [found[0]["text"] or "", *(f"[{f['where']}] {f['text'] or ''}" for f in found[0]["fields"] or ())]
    words = "\n".join(text for text in texts if text)
    values_in_text.unlike(case, said, words, words=True)
    _log(case, {"post": f"{channel_id}/{post_id}", "where": "post", "run": run.run_id, "reason": said}, officer)
    return words


def open_name(case: Case, source: Source, *, reason: str, officer: str) -> str:
    """The path under which a source was taken in, as it was. The row in the custody log is written before this returns."""
    said = _asked(case, reason, officer)
    values_in_text.unlike(case, said, source.path_given, words=True)
    _log(case, {"source": source.sha256, "where": "file_name", "reason": said}, officer)
    return source.path_given


def open_findings(
    case: Case, findings: Sequence[Mapping[str, Any]], texts: Iterable[str] = (), *, reason: str, officer: str
) -> Iterator[tuple[Mapping[str, Any], str]]:
    """The text of each of these findings of the current run, for a table that leaves under seal. The row in the custody log, with their number, is
    written before the first is read.

    ``texts``: what is opened beside them and does not stand in a post, such as names on the register.

    Raises:
        WrongCall: a reason that is none or repeats a value, an officer who may not, a case without a run.

    """
    said, run, beside = _asked(case, reason, officer), _run(case), list(texts)
    values_in_text.refuse(case, said)
    for text in beside:
        values_in_text.unlike_opened(case, said, text)
    told: dict[str, object] = {"where": "table", "values": len(findings), "register": len(beside)}
    _log(case, {**told, "run": run.run_id, "reason": said}, officer)
    return values_in_text.cut(run, findings)


def _asked(case: Case, reason: str, officer: str) -> str:
    """The reason; refused before anything is read or compared where nobody says who opens, or who may not, or nobody may."""
    said = checked(reason)
    if not officer.strip():
        raise WrongCall("door.who_opens_must_be_said")
    case.custody.ready()
    case.custody.who(officer)
    return said


def _run(case: Case) -> Run:
    if run := case.current_run():
        return run
    raise WrongCall("door.this_case_has_not_been")


def _log(case: Case, detail: dict[str, object], officer: str) -> None:
    """The row of an opening, in the database file itself: a log beside it that somebody deletes takes nothing away."""
    case.custody.append("open", detail, officer)
    case.database.fold()


def stretch(where: str, text: str | None, fields: Sequence[Mapping[str, str]] | None) -> str | None:
    """The text at one place of a post: its main text, or a field published with it."""
    if where == "text":
        return text
    return next((field["text"] for field in fields or () if field["where"] == where), None)


def _pictured(run: Run, where: str) -> str:
    """The text that was read in a picture, or off a code in it."""
    source, _, code = where.removeprefix(IMAGE).partition(":code[")
    rows = run.read("images", ["source", "text", "codes"])
    found = rows.filter(pc.equal(rows["source"], source)).to_pylist()
    at = int(code[:-1]) if code[:-1].isdigit() else -1
    if not found or (code and not 0 <= at < len(found[0]["codes"] or ())):
        raise WrongCall("door.there_is_no_such_picture", where=where)
    return str(found[0]["codes"][at] if code else found[0]["text"] or "")


def _rows(run: Run, channel_id: str, post_id: str) -> list[dict[str, Any]]:
    """The row of a post that stands for its captures."""
    wanted = (pc.field("channel_id") == channel_id) & (pc.field("post_id") == post_id)
    merged = run.read("merged", _ROW).filter(wanted).to_pylist()
    posts = [post for batch in run.batches("posts", _COLUMNS) for post in batch.filter(wanted).to_pylist()]
    return [post for post in posts if {name: post[name] for name in _ROW} in merged]


def _text(run: Run, at: tuple[str, str, str]) -> str:
    """The text that was captured at this place, of several captures in the row that figures count."""
    channel_id, post_id, where = at
    for post in _rows(run, channel_id, post_id):
        if (text := stretch(where, post["text"], post["fields"])) is not None:
            return text
    raise WrongCall("door.there_is_no_such_place", channel=channel_id, post=post_id, where=where)
