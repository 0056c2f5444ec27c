"""An entry of the register explained: its fields, masked, who entered it, what it rests on, what became of it, and what rests on it.

A defendant brings the whole trail: age and capacity on each day, guardians, liability with its articles, the accounts put to him and how
weak that is, his own and joint figures, gains. What rests on an entry is found in the accounts of ``assess``: every row that names its
number or id. What it leaves out: what is sealed, which ``register show`` opens with a reason.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from doxdocket.assess import forms
from doxdocket.assess.damages.account import HeldOf, Reading
from doxdocket.assess.form import Form, refs, shown
from doxdocket.assess.parties.account import CivilGuardian
from doxdocket.assess.plain_records import plain
from doxdocket.count.explanation import Explanation, Section, cell
from doxdocket.desk.law_answers import Accounts, Row
from doxdocket.errors import WrongCall
from doxdocket.law.answer import Answered
from doxdocket.pipeline import registered
from doxdocket.store.case import Case
from doxdocket.store.register import ENTER, Entry, Register, standing
from doxdocket.words import Both, zh_en

if TYPE_CHECKING:
    from doxdocket.assess.gains.account import ReceiptPart, StatementRow

Names = Callable[[str], str]
"""How the name of a file is shown."""
_DEFENDANT = "defendant"
_STATES, _MOVES = (
    frozenset({"state", "key"}),
    "moves",
)  # of the procedure: S1 is a state there, and may be an entry elsewhere
_ACTS = frozenset({"first_act", "last_act"})
_DATED = {
    "joint": zh_en("explain_entry.by_acts_done_together_none"),
    "undated": zh_en("explain_entry.by_undated"),
    "register": zh_en("explain_entry.by_what_register_says_no"),
}
"""Where the day of an act is from, where it is not his own."""
_MONEY = {"receipt", "cost", "rate", "wallet", "statement"}


def entry_of(rows: Sequence[Entry], asked: str) -> Entry | None:
    """The act on the register that is meant: by number (R0001), form and id (defendant/D1), or an id that one form alone has."""
    last: dict[tuple[str, str], Entry] = {(one.form, one.key): one for one in rows}
    plain, _, row = asked.partition("#")
    form, _, key = plain.partition("/")
    found = [one for one in rows if one.name == asked] or [
        one for one in last.values() if (one.form, one.key) == (form, key) or one.key == plain
    ]
    if row:  # a row of a statement of account: S1#9
        found = [one for one in found if one.form == "statement"]
    if len(found) > 1:
        raise WrongCall("explain_entry.several_forms_have_id_say", id=asked, known=", ".join(f"{one.form}/{one.key}" for one in found))  # fmt: skip
    return found[0] if found else None


def explanation(case: Case, row: Entry, accounts: Accounts, names: Names, part: str = "") -> Explanation:
    """All of it; ``part``: a row of a statement, where one is meant."""
    every = [one for one in Register.of(case).all() if (one.form, one.key) == (row.form, row.key)]
    told, now = forms.words()[row.form], _entered(row, every)
    entry = forms.of(row.form, now.body)
    sections = [
        _state(every, row),
        Section(zh_en("explain_entry.fields_sealed_ones_masked"), rows=list(_fields(entry))),
        Section(zh_en("explain_entry.what_it_rests_on"), *_evidence(case, entry, names)),
        Section(zh_en("explain_entry.what_it_names"), rows=list(_names(entry, accounts))),
        Section(zh_en("explain_entry.entries_that_name_it"), rows=list(_named_by(row, accounts))),
        *(_defendant(row.key, accounts) if row.form == _DEFENDANT else ()),
        *([_row_of(f"{row.key}#{part}", accounts)] if part else ()),
        *_rests(row, now, accounts, part),
    ]  # fmt: skip
    title = Both(f"{told.zh} {row.key}", f"{told.en} {row.key}")
    return Explanation(row.name, "entry", title, [s for s in sections if s.lines or s.rows])


def _entered(row: Entry, every: Sequence[Entry]) -> Entry:
    """What was stated: by the act itself, of a withdrawal by the one before."""
    return row if row.act == ENTER else [one for one in every if one.act == ENTER and one.id < row.id][-1]


def _state(every: Sequence[Entry], row: Entry) -> Section:
    stands = {one.id for one in standing(every)}
    after = next((one for one in every if one.id > row.id), None)
    if row.id in stands:
        line = zh_en("explain_entry.stands")
    elif row.act != ENTER:
        line = zh_en("explain_entry.this_is_withdrawal")
    elif after is not None and after.act == ENTER:
        line = zh_en("explain_entry.replaced_by", name=after.name)
    else:
        line = zh_en("explain_entry.withdrawn_by", after=after and after.name)
    words = {ENTER: zh_en("explain_entry.entered")}
    rows = [
        {"entry": one.name, "at": one.at, "officer": one.officer, "act": words.get(one.act, zh_en("explain_entry.withdrawn")), "reason": one.reason or None}
        for one in every
    ]  # fmt: skip
    return Section(zh_en("explain_entry.entry_and_its_history"), [line], rows)


def _fields(entry: Form) -> Iterator[Row]:
    words = forms.words()[str(entry.__struct_config__.tag)].fields
    for name, value in shown(entry).items():
        if name not in {"form", "id", "evidence"} and value not in ("", [], None):
            yield {"field": name, "what": words.get(name), "value": _told(value)}


def _told(value: object) -> str | Both:
    """A value of a field in one line, in both languages where answers of yes and no are in it."""
    zh, en = (_plain(value, lang) for lang in ("zh", "en"))
    return zh if zh == en else Both(zh, en)


def _plain(value: object, lang: str) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name}={_plain(held, lang)}" for name, held in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(_plain(one, lang) for one in value)
    return cell("", value, lang) if value is None or isinstance(value, bool) else str(value)


def _evidence(case: Case, entry: Form, names: Names) -> tuple[list[Both], list[Row]]:
    rows: list[Row] = []
    for ref in entry.evidence:
        if ref.startswith("file:"):
            source = registered.source_of(case, ref)
            rows.append({"ref": ref, "file": names(source.name), "sha256": source.sha256, "size": source.size})
        elif ref.startswith("post:"):
            rows.append({"ref": ref, "explain": ref.removeprefix("post:")})
        else:
            rows.append({"ref": ref, "paper": zh_en("explain_entry.paper_file")})
    return ([] if rows else [zh_en("explain_entry.no_evidence_is_named")]), rows


def _names(entry: Form, accounts: Accounts) -> Iterator[Row]:
    for field, kinds in refs(type(entry)).items():
        value = getattr(entry, field)
        for one in value if isinstance(value, list | tuple) else [value]:
            if one:
                numbers = [n for kind in kinds for n in accounts.number(kind, str(one))]
                yield {
                    "field": field,
                    "names": str(one).removeprefix("post:"),
                    "entry": numbers[0] if numbers else None,
                }


def _named_by(row: Entry, accounts: Accounts) -> Iterator[Row]:
    for one, other in accounts.entries.all():
        fields = [
            name
            for name, kinds in refs(type(one)).items()
            if row.form in kinds and row.key in _several(getattr(one, name))
        ]
        if fields:
            told = forms.words()[other.form]
            yield {"entry": other.name, "form": Both(told.zh, told.en), "id": one.id, "as": fields}


def _several(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else [value]


def _row_of(ref: str, accounts: Accounts) -> Section:
    every: list[StatementRow | ReceiptPart] = [*accounts.gains.transactions, *accounts.gains.receipts]
    found = [lean(plain(one)) for one in every if one.row == ref]
    return Section(zh_en("explain_entry.row_of_statement", ref=ref), rows=found)


# What rests on it


def _rests(row: Entry, now: Entry, accounts: Accounts, part: str = "") -> Iterator[Section]:
    answers = [one for one in accounts.answers if row.name in one["entries"]]
    yield Section(zh_en("explain_entry.answers_that_rest_on_it"), rows=[
        {"by": one["by"], "about": one["about"] or None, "rule": one["rule"], "on": one["on"], "low": one["answer_low"], "high": one["answer_high"]}
        for one in answers
    ])  # fmt: skip
    money = (
        [
            one
            for one in accounts.gains.receipts
            if row.name in accounts.behind(one.stage, one.entry, one.row) and part in ("", one.row.partition("#")[2])
        ]
        if row.form in _MONEY
        else []
    )
    stages = {"receipts_proven": "proven", "receipts_claimed": "paid"}
    yield Section(zh_en("explain_entry.figures_that_it_is_in"), rows=[
        {"figure": figure, "low": plain(one.yuan.low), "high": plain(one.yuan.high), "row": one.row or None, "explain": f"doxdocket explain CASE {figure}"}
        for figure, stage in stages.items() for one in money if one.stage == stage
    ])  # fmt: skip
    used = (
        []
        if row.form == _DEFENDANT
        else [{**where, **lean(one)} for where, one in _naming(accounts.plain(), _called(now, accounts) | {row.name})]
    )
    yield Section(zh_en("explain_entry.rows_of_accounts_that_name"), rows=used)


def _called(now: Entry, accounts: Accounts) -> frozenset[str]:
    """The id of an entry, where no entry of another form has it: a row that says it may mean that one."""
    others = [one for one, row in accounts.entries.all() if one.id == now.key and row.form != now.form]
    return frozenset() if others else frozenset({now.key})


def _naming(
    accounts: Mapping[str, Mapping[str, Any]], names: frozenset[str]
) -> Iterator[tuple[Row, Mapping[str, Any]]]:
    """The rows of the accounts that have the number or id of an entry among their values."""
    for account, parts in accounts.items():
        for part, held in parts.items():
            for row in _within(held if part != _MOVES else ()):
                if any(name in _several(value) for key, value in row.items() if key not in _STATES for name in names):
                    yield {"account": account, "part": part}, row


def _within(held: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(held, Mapping):
        yield held
    for one in held.values() if isinstance(held, Mapping) else held if isinstance(held, list | tuple) else ():
        yield from _within(one)


def lean(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row without what is empty or lies deeper, for a line of text; an amount stays, without where it is from.

    >>> lean({"a": 1, "b": [], "c": ["x", "y"], "d": {"zh": "甲"}, "e": None, "f": {"yuan": "80", "from": "R0007"}})
    {'a': 1, 'c': ['x', 'y'], 'f': '80 元'}
    """
    return {name: value for name, held in row.items() if (value := _of_line(held)) not in (None, "", [])}


def _of_line(held: Any) -> Any:
    if isinstance(held, Mapping):
        return f"{held['yuan']} 元" if "yuan" in held else None
    if isinstance(held, list | tuple):
        return None if any(isinstance(one, Mapping) for one in held) else list(held)
    return held


# A defendant


def _defendant(name: str, accounts: Accounts) -> Iterator[Section]:
    """The whole trail of one defendant."""
    found = accounts.parties
    for one in found.defendants:
        if one.who.id == name:
            yield Section(zh_en("explain_entry.first_and_last_day_of"), rows=plain(one.acts))
            sued = {"civil": {True: "yes", False: "no", None: "unknown"}[one.civil], "sued": plain(one.sued)}
            yield Section(zh_en("explain_entry.whether_sued_here"), rows=[sued])
            if one.in_doubt:
                yield Section(zh_en("explain_entry.posts_in_doubt"), rows=plain(one.in_doubt))
            points = [
                {
                    "point": point, "dated_by": None if point not in _ACTS else _DATED.get(str(one.acts_by)), **lean(plain(held)),
                    "answers": _said(held.asked),
                }
                for point, held in one.standing.items()
            ]  # fmt: skip
            yield Section(zh_en("explain_entry.age_and_capacity_on_days"), rows=points)
            yield Section(zh_en("explain_entry.acts_by_age_own_posts"), rows=plain(one.acts_by_age))
            ages = [lean(age) for age in plain(one.criminal_age)]
            yield Section(zh_en("explain_entry.age_of_criminal_responsibility"), rows=ages)
    guardians = [
        {"party": "?", **lean(plain(one)), "answers": _said(one.answers)}
        for one in found.parties if isinstance(one, CivilGuardian) and one.ward == name
    ]  # fmt: skip
    yield Section(zh_en("explain_entry.guardians"), rows=guardians)
    edges = [
        {**lean(plain(one)), "answers": _said(one.asked)} for one in found.edges if name in (one.source, one.target)
    ]
    yield Section(zh_en("explain_entry.liable_with_whom_on_which"), rows=edges)
    groups = [{"entry": one.entry, "share": one.shares.get(name), "how": one.how, "articles": list(one.articles)}
              for one in found.groups if name in one.members]  # fmt: skip
    yield Section(zh_en("explain_entry.shares_inside"), rows=groups)
    links = [lean(plain(of)) for one in found.accounts for of in one.links if of.link.defendant == name]
    yield Section(zh_en("explain_entry.accounts_put_to_him_entered"), rows=links)
    listed = zh_en("explain_entry.every_post_doxdocket_explain_case", name=name)
    deeds = _his(name, found.deeds)
    yield Section(zh_en("explain_entry.alone_and_together_not_to"), [listed] if deeds else [], deeds)
    yield Section(zh_en("explain_entry.before_and_after_age_not"), rows=_his(name, found.by_age))
    yield Section(zh_en("explain_entry.in_time_of_each_guardian"), rows=_his(name, found.by_care))
    cases = [lean(plain(c)) for s in found.subjects if s.defendant == name for c in (*s.cases, *s.fines)]
    yield Section(zh_en("explain_entry.criminal_and_administrative_cases"), rows=cases)
    sums = [*_his(name, accounts.gains.sums), *_his(name, accounts.gains.beside)]
    yield Section(zh_en("explain_entry.gains_doxdocket_assess_gains"), rows=[*map(lean, sums)])
    yield from _ladder(name, accounts)
    said, open_ = _his(name, accounts.motives.rows), _his(name, found.open)
    yield Section(zh_en("explain_entry.statements_of_motive_posts_assess"), rows=[*map(lean, said)])
    yield Section(zh_en("explain_entry.to_be_found_out"), rows=[*map(lean, open_)])


def _his(name: str, some: Iterable[object]) -> list[Any]:
    """Those rows of an account that are of this defendant."""
    return [plain(one) for one in some if getattr(one, "defendant", "") == name]


def _ladder(name: str, accounts: Accounts) -> Iterator[Section]:
    """Whether loss and gain can be determined of him, and the step of the ladder in each reading."""
    for row in accounts.damages.ladder.defendants if accounts.damages else ():
        if row.id == name:
            yield Section(
                zh_en("explain_entry.loss_gain_and_step_that"),
                [Both(one.zh, one.en) for one in row.found.told], [_reading(one, row.found.held) for one in row.found.readings],
            )  # fmt: skip


def _reading(one: Reading, held: HeldOf) -> Row:
    rules = [rule for step in one.steps for rule in step.rules]
    missing = {fact.fact: None for step in one.steps for fact in step.missing}
    met = [step for step in one.steps if step.id in one.applies]
    return {
        "reading": Both(one.zh, one.en), **{what: Both(so.says.zh, so.says.en) for what, so in held.items()},
        "steps": Both("、".join(step.zh for step in met), ", ".join(step.en for step in met)), "articles": [rule.article for rule in rules if rule.answer == "met"],
        "missing": list(missing), "entries": [entry for so in held.values() for entry in so.entries],
    }  # fmt: skip


def _said(answers: Iterable[Answered]) -> list[str]:
    return [f"{one.provision} {one.answer}" for one in answers]
