"""``queue``: every queue of the desk in the terminal: one question, its masked post, one key an answer; or one at a time for scripts.

The use cases are those of the pages (``desk.queues``). What is shown is masked, so nothing is logged but what is answered. Left out: what is alike,
answered together, which needs samples before the eyes (``review``).

>>> queue.short[1]
'Decide what waits, question by question'
"""

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, TypedDict

import click

from doxdocket.cli.acting import officer_of, reason_of
from doxdocket.cli.answer import Answer
from doxdocket.cli.command import argument, case_argument, command, option
from doxdocket.cli.language import manner
from doxdocket.cli.opening import open_case, warn_if_stale
from doxdocket.desk.accounts import OfRun
from doxdocket.errors import WrongCall
from doxdocket.guess import meant
from doxdocket.report.document import Column, Table
from doxdocket.visible_signs import one_line
from doxdocket.words import Sentence, either, say, zh_en

if TYPE_CHECKING:
    from doxdocket.desk.masked_posts import Text
    from doxdocket.desk.queues import Item, Option, Queue
    from doxdocket.desk.session import Session
    from doxdocket.store.case import Case

UNSURE, SKIP, UNDO, QUIT = "unsure", "skip", "undo", "quit"
NOT = "not"
"""What ``--with`` calls the findings of a set that are not so."""
KEYS = {"u": UNSURE, "s": SKIP, "z": UNDO, "q": QUIT}
"""Keys of every queue, beside those of the answers; as on the pages."""


class Waiting(TypedDict):
    """A queue: how much there is, how much is answered, and what this officer set aside."""

    queue: str
    n: int
    done: int
    left: int
    unsure: int
    skipped: int


class Choice(TypedDict):
    """One answer: how it is given, what it says, what it records, and what has to be said with it."""

    answer: str
    key: str
    label: str
    act: Annotated[str, zh_en("queueing.act")]
    needs: list[str]


class Together(TypedDict):
    """One of the findings that a question about a set asks of."""

    finding: str
    kind: str
    mask: str


class Asked(TypedDict):
    """One question with the posts where it stands, masked."""

    id: str
    number: int
    of: int
    question: str
    said: Annotated[str, zh_en("queueing.said")]
    why: list[str]
    effect: list[str]
    reasoned: Annotated[bool, zh_en("queueing.reasoned")]
    answers: list[Choice]
    together: Annotated[list[Together], zh_en("queueing.together")]
    posts: list[str]


class Queues(OfRun):
    """The queues; of one what is asked next; what was recorded just now."""

    case: str
    queues: list[Waiting]
    item: Asked | None
    recorded: list[str]


@command(
    "queueing.queue",
    examples=(
        "doxdocket queue case",
        "doxdocket queue case doubtful",
        Sentence("queueing.queue_example"),
        "doxdocket queue case doubtful --json",
    ),
)
@case_argument()
@argument("kind", required=False, metavar="QUEUE")
@option("--at", metavar="ID")
@option("--answer", "given", metavar="ANSWER")
@option("--with", "more", multiple=True, metavar="NAME=TEXT")
@option("--reason", default="")
@option("--officer", metavar="NAME")
def queue(case: str, kind: str | None, at: str | None, given: str | None, more: tuple[str, ...], reason: str, officer: str | None) -> Answer[Queues]:  # fmt: skip
    """List them, ask one question for a script, or go through one in the terminal."""
    from doxdocket.desk import queues
    from doxdocket.desk.session import Session

    with open_case(case) as opened:
        warn_if_stale(opened, case)
        reads = kind is None or (given is None and manner().json)
        who = "" if reads and officer is None and len(opened.custody.able()) > 1 else officer_of(opened, officer)
        if kind is None:
            found = [_waiting(one) for one in queues.waiting(Session(opened), who)]
            columns = [Column(zh_en("queueing.queue"), lambda r: f"{r['queue']}  {_called(r['queue'])}"), Column(zh_en("queueing.left"), "left", right=True),
                       Column(zh_en("queueing.done"), lambda r: f"{r['done']:,} / {r['n']:,}", right=True), Column(zh_en("queueing.unsure"), "unsure", right=True), Column(zh_en("queueing.skipped"), "skipped", right=True)]  # fmt: skip
            return Answer({"case": case, "queues": found, "item": None, "recorded": []}, [Table(found, columns), say("queueing.next", case=case)])  # fmt: skip
        if kind not in queues.ABOUT:
            raise meant(WrongCall("queueing.no_such_queue", name=kind, all="、".join(queues.ABOUT)), kind, queues.ABOUT)
        desk = Session(opened)
        recorded: list[str] = []
        if given is not None:
            recorded = _one(opened, desk, kind, at or "", given, _pairs(more), reason, who)
            at = None
        elif not manner().json:
            recorded = _Loop(opened, desk, kind, who, reason).run(at or "")
            at = None
        one = queues.of(desk, kind, who)
        item = queues.item(desk, kind, at or "", who)
        data: Queues = {"case": case, "queues": [_waiting(one)], "item": None if item is None else _asked(opened, item), "recorded": recorded}  # fmt: skip
        return Answer(data, say("queueing.recorded_and_left", n=len(recorded), left=one.left, unsure=one.unsure, later=one.skipped))  # fmt: skip


def _called(kind: str) -> str:
    return say(f"review_queue.kind_{kind}")


def _waiting(one: "Queue") -> Waiting:
    return {"queue": one.kind, "n": one.n, "done": one.done, "left": one.left, "unsure": one.unsure, "skipped": one.skipped}  # fmt: skip


def _pairs(more: tuple[str, ...]) -> dict[str, str]:
    return {name: text for name, _, text in (one.partition("=") for one in more)}


def _asked(case: "Case", item: "Item") -> Asked:
    answers: list[Choice] = [
        {"answer": one.name, "key": one.key, "label": either(*one.label), "act": one.act, "needs": list(one.needs)}
        for one in item.options
    ]
    return {
        "id": item.id, "number": item.number, "of": item.of, "question": either(*item.question), "said": item.said, "why": [either(*one) for one in (*item.why, *item.grounds)],
        "effect": [either(*one) for one in item.effect], "reasoned": item.reasoned, "answers": answers,
        "together": [{"finding": id_, "kind": row["kind"], "mask": row["mask"]} for id_, row in item.together.items()], "posts": _posts(case, item),
    }  # fmt: skip


def _posts(case: "Case", item: "Item") -> list[str]:
    """Where it stands, masked; what is asked about between marks."""
    from doxdocket.desk import masked_posts

    found = masked_posts.posts(case, item.posts)
    told = []
    for key in item.posts:
        if (post := found.get(key)) is None:
            continue
        lines = [f"{post.channel}/{post.post}  {post.at}  {post.author}  {' '.join(post.persons)}".rstrip()]
        for text in post.texts:
            said = "".join(f"【{p.shown}】" if p.finding in item.findings else p.shown for p in text.pieces)
            lines.append(said if text.where == "text" else f"[{text.where}] {said}")
        for one in post.conduct:
            if one.conduct in item.findings:
                lines += [f"→ {_cut(text, one.start, one.end)}" for text in post.texts if text.where == one.where]
        told.append("\n".join(lines))
    return told


def _cut(text: "Text", start: int, end: int) -> str:
    """A stretch of a masked text; of a mask the whole."""
    return "".join(
        p.shown if p.kind else p.shown[max(0, start - p.start) : end - p.start]
        for p in text.pieces
        if p.end > start and p.start < end
    )


def _one(case: "Case", desk: "Session", kind: str, at: str, given: str, more: Mapping[str, str], reason: str, who: str) -> list[str]:  # fmt: skip
    """Answer one question, or set it aside, or take the last answer back; what was recorded."""
    from doxdocket.desk import queues

    if given == UNDO:
        return [queues.undo_last(desk, kind, reason_of(reason, case) if reason else "", who)[0].decision.id]
    item = queues.item(desk, kind, at, who)
    if item is None:
        raise WrongCall("queueing.nothing_waits", queue=kind)
    if given in {UNSURE, SKIP}:
        queues.set_aside(desk, item, who, given)
        return []
    why = reason_of(reason, case) if item.reasoned or reason else ""
    wrong = more.get(NOT, "").replace(",", " ").split()
    if lost := [id_ for id_ in wrong if id_ not in item.together]:
        raise WrongCall("queueing.not_of_the_set", ids=", ".join(lost))
    done = queues.answer(desk, item, given, reason=why, officer=who, more=more, without=wrong)
    return [one.decision.id for one in done if not one.already]


class _Loop:
    """One queue in the terminal, question by question."""

    def __init__(self, case: "Case", desk: "Session", kind: str, who: str, reason: str) -> None:
        self._case, self._desk, self._kind, self._who, self._reason = case, desk, kind, who, reason
        self._recorded: list[str] = []

    def run(self, at: str) -> list[str]:
        """Ask, the question of the id ``at`` first, until nothing waits or somebody stops; each answer is kept as it is given. What was recorded."""
        from doxdocket.desk import queues

        while (item := queues.item(self._desk, self._kind, at, self._who)) is not None:
            self._show(item)
            try:
                if not self._answered(item):
                    break
                at = ""
            except WrongCall as fault:
                click.echo(either(fault.said("zh"), fault.said("en")))
                self._reason = ""
        return self._recorded

    def _show(self, item: "Item") -> None:
        from doxdocket.desk.answers import called

        asked, left = _asked(self._case, item), self._desk.aside(self._who, self._kind)
        click.echo(f"\n[{item.number}/{item.of}] {_called(self._kind)}" + (say("queueing.aside", unsure=len(left["unsure"]), later=len(left["skip"])) if any(left.values()) else ""))  # fmt: skip
        for post in asked["posts"]:
            for line in post.splitlines():
                click.echo(f"  | {one_line(line)}")
        click.echo(asked["question"])
        if asked["said"]:
            click.echo(f"  · {say('review_queue.said', said=asked['said'])}")
        for line in (*asked["why"], *asked["effect"]):
            click.echo(f"  · {line}")
        for n, row in enumerate(asked["together"], 1):
            click.echo(f"  {n}. {either(*called(row['kind']))} {one_line(row['mask'])}")
        choices = [f"{one['key']} {one['label']}" for one in asked["answers"]]
        click.echo("  ".join([*choices, say("queueing.keys")]))

    def _answered(self, item: "Item") -> bool:
        """Take one key; whether to go on."""
        from doxdocket.desk import queues, versions

        seen = versions.of(self._case).mark(*item.named)
        options = {one.key: one for one in item.options}
        while True:
            key = key_pressed()
            if key in options:
                self._take(item, options[key], seen)
                return True
            how = KEYS.get(key)
            if how == QUIT or key == "":
                return False
            if how in {UNSURE, SKIP}:
                queues.set_aside(self._desk, item, self._who, str(how))
                return True
            if how == UNDO:
                done, n = queues.undo_last(self._desk, self._kind, "", self._who)
                self._recorded.append(done.decision.id)
                click.echo(say("queueing.undone", id=done.decision.id, n=n))
                return True
            click.echo(say("queueing.no_such_key"))

    def _take(self, item: "Item", option: "Option", seen: str) -> None:
        """Ask for what the answer needs, and record it, unless others decided on it since it was ``seen``."""
        from doxdocket.desk import queues, versions

        if item.reasoned and not self._reason:
            self._reason = click.prompt(say("queueing.reason"), type=str).strip()
        why = reason_of(self._reason, self._case) if item.reasoned else ""
        more = {
            name: str(click.prompt(say(f"review_queue.need_{name}"), type=str, default=option.target.get(name))).strip()
            for name in option.needs
        }
        told = click.prompt(say("queueing.which_not"), type=str, default="", show_default=False) if item.together and option.name == "yes" and sys.stdin.isatty() else ""  # fmt: skip
        numbers = {str(n): id_ for n, id_ in enumerate(item.together, 1)}
        if lost := [one for one in told.replace(",", " ").split() if one not in numbers]:
            raise WrongCall("queueing.not_of_the_set", ids=", ".join(lost))
        wrong = [numbers[one] for one in told.replace(",", " ").split()]
        if came := versions.of(self._case).since(seen, *item.named):
            raise WrongCall("queueing.decided_meanwhile", ids=", ".join(one.id for one in came))
        done = queues.answer(self._desk, item, option.name, reason=why, officer=self._who, more=more, without=wrong)
        self._recorded += [one.decision.id for one in done if not one.already]
        click.echo(queues.recorded(done))


def key_pressed() -> str:
    """One key of a terminal; of anything else the first sign of a line, nothing where it ends."""
    if sys.stdin.isatty():
        pressed = click.getchar().lower()
        return QUIT[0] if pressed in {"\x03", "\x04"} else pressed
    line = sys.stdin.readline()
    return (line.strip()[:1].lower() or " ") if line else ""
