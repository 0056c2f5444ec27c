"""``figures`` and ``explain``: the numbers, and why each is what it is.

Left out: choosing a value, which is a decision (``decide figure.value``).

>>> figures.name, explain.name
('figures', 'explain')
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from typing import TYPE_CHECKING, Annotated, Any

import click

from doxdocket.cli.command import Answer, Lines, argument, case_argument, command, option
from doxdocket.cli.figure_rows import ENDS, Behind, rows_behind
from doxdocket.cli.language import called, manner
from doxdocket.cli.opening import open_case, warn_if_stale
from doxdocket.errors import WrongCall
from doxdocket.report import text
from doxdocket.words import Sentence, zh_en

if TYPE_CHECKING:
    from doxdocket.count.catalogue import Bound
    from doxdocket.desk.accounts.explain import Explained
    from doxdocket.desk.accounts.figures import Asked, Figures
    from doxdocket.report.document import Document


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
