"""``figures``, ``explain`` and ``recheck``: the numbers, and why each is what it is; with ``--rows`` every row behind a figure at one bound, of a defendant every post.

The column ``adds`` of the rows sums to the figure; that is checked before the first row goes out. Left out: choosing a value, which is a decision
(``decide figure.value``), and rows of a person or a post, which ``explain`` shows whole.

``recheck``: is what was published still there? Nobody is looked up and nothing is fetched: only captures that are in the case are compared. Left out: any advice
on a claim; that is for whoever brings it. Values are not shown, not even masked: persons by their codes, posts by their ids.

>>> figures.name, explain.name
('figures', 'explain')
>>> summed({"id": "persons", "low": 7, "high": 9}, "low", 12)
'12 行，adds 合计 = persons 的下限 7'
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, TypedDict

import click

from doxdocket.cli import out
from doxdocket.cli.answer import Answer, Lines
from doxdocket.cli.command import argument, case_argument, command, option
from doxdocket.cli.language import called, manner
from doxdocket.cli.opening import open_case, warn_if_stale
from doxdocket.cli.stating import moment
from doxdocket.errors import WrongCall
from doxdocket.guess import meant
from doxdocket.report import text
from doxdocket.words import Sentence, say, zh_en

if TYPE_CHECKING:
    import pyarrow as pa

    from doxdocket.count.catalogue import Bound
    from doxdocket.desk.accounts.explain import Explained
    from doxdocket.desk.accounts.figures import Asked, Figures
    from doxdocket.desk.accounts.recheck import Compared
    from doxdocket.report.document import Document
    from doxdocket.store.case import Case


ENDS = {"low": zh_en("behind.low_bound"), "estimate": zh_en("behind.estimate"), "high": zh_en("behind.high_bound")}

_Is = TypedDict("_Is", {"is": object})


class Behind(_Is):
    """The rows behind a figure, written to a file; ``is``: the figure at that bound, to which ``adds`` sums."""

    case: str
    figure: str
    scope: str
    bound: "Bound"
    rows: int
    format: str
    file: str
    sha256: str


SCREEN = 80
"""Columns of the short page, on a terminal or not."""


def set_short(page: "Document[Any]") -> str:
    """A page in the columns of the short one."""
    with text.within(text.page(SCREEN)):
        return text.folded(called(page.text(manner().lang)), manner().name)


@command("results.figures")
@case_argument()
@option("--scope", "scopes", multiple=True, metavar="SCOPE")
@option("--all", "every", is_flag=True)
def figures(
    case: str, scopes: tuple[str, ...], every: bool
) -> Answer["Figures"] | Answer[Annotated["Asked", zh_en("results.of_scope")]]:
    """Read them and show them."""
    from doxdocket.desk.accounts import figures as account

    with open_case(case) as opened:
        found = account.document(opened, scopes, name="" if every else case)
        warn_if_stale(opened, case)
    return Answer.of(found) if every else Answer(found.data, set_short(found))


@command("results.explain")
@case_argument()
@argument("id", metavar="ID")
@option("--rows", is_flag=True)
@option("--bound", type=click.Choice(list(ENDS)), default="low")
@option("--format", "form", type=click.Choice(["jsonl", "csv", "parquet"]), default="jsonl")
@option("--labels", is_flag=True)
@option("-o", "--output", metavar="FILE", type=click.Path())
@option(
    "--scope",
    "scopes",
    multiple=True,
    metavar="SCOPE",
    about=Sentence("results.scope_option_2"),
)
def explain(
    case: str,
    id: str,  # noqa: A002 - the word on the screen
    rows: bool,
    bound: "Bound",
    form: str,
    labels: bool,
    output: str | None,
    scopes: tuple[str, ...],
) -> (
    Answer["Explained"]
    | Answer[Annotated[Behind, zh_en("results.of_rows_with_o")]]
    | Annotated[Lines[dict[str, object]], zh_en("results.of_rows")]
    | None
):
    """Ask the count room."""
    from doxdocket.desk.accounts import explain as account

    if output and not rows:
        raise WrongCall("results.o_goes_with_rows_only")
    if labels and not (rows and form == "csv"):
        raise WrongCall("results.labels_is_for_csv_add")
    with open_case(case) as opened:
        if opened.current_run() is not None:
            warn_if_stale(opened, case)
        if rows:
            return rows_behind(opened, id, bound, form, output, scopes, labels=labels)
        return Answer.of(account.document(opened, id, case, scopes))


def rows_behind(
    case: "Case",
    asked: str,
    bound: "Bound",
    form: str,
    output: str | None,
    scopes: tuple[str, ...] = (),
    *,
    labels: bool = False,
) -> Answer[Behind] | None:
    """Write all rows of the figure to standard output or to a file, and say that they add up."""
    from doxdocket import pipeline
    from doxdocket.cli.exporting import WRITERS
    from doxdocket.cli.leaving import Why, leave
    from doxdocket.count import rows
    from doxdocket.desk.masking import Hidden
    from doxdocket.desk.tables import Table

    figure = next((f for f in pipeline.figures(case)["figures"] if f["id"] == asked), None)
    if scopes:
        from doxdocket.pipeline import scoped

        within = scoped.asked(case, scopes)
        figure = scoped.figure(within, asked)
        found = rows.within(figure, bound, within.scoped, pipeline.rules(case))
        note = summed(figure, bound, found.num_rows)
    elif figure is not None:
        found = rows.checked(figure, bound, pipeline.relations(case), pipeline.rules(case))
        note = summed(figure, bound, found.num_rows)
    else:
        figure = {"id": asked, bound: None}
        found, note = _posts(case, asked)
    names = _labels(found.column_names) if labels else {}
    table = Table(tuple(names.values()) or tuple(found.column_names), lambda _case: plain(found))
    what: dict[str, object] = {"table": "explain", "of": figure["id"], "bound": bound, "format": form}
    if scopes:
        what["scope"] = figure["scope"]
    hidden = Hidden(case)
    count, digest = leave(
        case,
        what,
        lambda stream: WRITERS[form](table, _worded(map(hidden.row, plain(found)), names), stream),
        output,
        Why(),
    )
    if output is None:
        out.note(note)
        return None
    data: Behind = {"case": str(case.folder), "figure": asked, "scope": figure.get("scope", "all"), "bound": bound, "is": figure[bound], "rows": count,
                    "format": form, "file": output, "sha256": digest}  # fmt: skip
    return Answer(data, say("behind.written", output=output, note=note))


def _labels(names: Sequence[str]) -> dict[str, str]:
    """What each column is called on a page; its own name beside it where two are called the same.

    >>> _labels(["adds", "persons_low", "x9"])["x9"]
    'x9'
    """
    from doxdocket.count.explanation import column

    told = {name: column(name, manner().lang) for name in names}
    twice = Counter(told.values())
    return {name: label if twice[label] == 1 else f"{label} {name}" for name, label in told.items()}


def _worded(rows: Iterable[dict[str, Any]], names: Mapping[str, str]) -> Iterable[dict[str, Any]]:
    """The rows under these labels with their codes in words; as they are without labels."""
    from doxdocket.count.explanation import cell

    if not names:
        return rows
    lang = manner().lang
    return (
        {label: v if (v := row.get(name)) is None or type(v) in {int, float} else cell(name, v, lang) for name, label in names.items()}
        for row in rows
    )  # fmt: skip


def _posts(case: "Case", asked: str) -> "tuple[pa.Table, str]":
    """The posts of a defendant, and how many there are in each way."""
    from doxdocket import pipeline
    from doxdocket.assess.forms.parties import Defendant
    from doxdocket.desk.accounts.parties_words import word
    from doxdocket.pipeline.parties import posts
    from doxdocket.pipeline.registered import entries

    name = asked.removeprefix("defendant/")
    if name not in entries(case).of(Defendant):
        known = [f["id"] for f in pipeline.figures(case)["figures"]]
        raise meant(WrongCall("behind.there_is_no_figure_or", id=asked, case=case.folder), asked, known)
    found = posts(case, name)
    counts = Counter(found["how"].to_pylist())
    return found, say("marks.semicolon").join(
        f"{name} {word(how)}{say('marks.colon')}{n}" for how, n in counts.items()
    ) or say("behind.of_0_rows")


def plain(found: "pa.Table") -> Iterator[dict[str, Any]]:
    """The rows, a batch at a time."""
    for batch in found.to_batches(4096):
        yield from batch.to_pylist()


def summed(figure: Mapping[str, Any], bound: str, count: int) -> str:
    """What the rows add up to."""
    if figure.get(bound) is None:
        return say("behind.rows_has_no_bounds", count=count, id=figure["id"])
    zh, en = ENDS[bound]
    return say("behind.rows_adds_sums_to_of", count=count, id=figure["id"], figure=figure[bound], said=(zh, en))  # fmt: skip


@command("rechecking.recheck")
@case_argument()
@option("--since", metavar="TIME")
def recheck(case: str, since: str | None) -> "Answer[Compared]":
    """Compare, and say it."""
    from doxdocket.desk.accounts import recheck as account

    with open_case(case) as opened:
        at = moment(since, opened.info.display_zone) if since else None
        told = account.document(opened, case, at)
        warn_if_stale(opened, case)
        return Answer.of(told)
