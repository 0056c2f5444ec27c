"""Texts of posts as they may leave the case: findings become their masks, long runs of digits become blanks.

A detector can miss; a number that it missed must not leave in an exported text. So beside the findings every run of
five or more digit-like characters (full width, circled, Chinese, with separators between them) is blanked. And what the case
has sealed anywhere, names of victims included, is hidden wherever it stands: in titles, names of senders, names of files,
answers of polls, reasons (`Hidden`, which is the masking of the report). Left out: names and words that no finding covers,
which is why the table of texts is working grade and not public.

>>> masked("电话13912345678，编号 1 2 3 4 5", [(2, 13, "139********")])
'电话139********，编号 ＊＊＊＊＊＊＊＊＊'
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from doxdocket import numerals
from doxdocket.words import say

if TYPE_CHECKING:
    from doxdocket.report.file_names import FileNames
    from doxdocket.report.known_values import Known
    from doxdocket.report.release import Guard
    from doxdocket.store.case import Case
    from doxdocket.store.pieces import Pieces
    from doxdocket.store.run import Run

T = TypeVar("T")
Span = tuple[int, int, str]
Found = tuple[int, int, str, str]
"""Start, end, kind and mask of what was found."""
BLANK = "＊"
_CHINESE = "".join(numerals.HAN) + "幺两弌弍弎"
_WORDS = "圈洞拐勾蛋"
"""Words that stand for a digit where digits are told one by one (四个圈)."""
_BETWEEN = r"(?:[\s\-–—_.,·•/\\*()（）个加再又跟接连各\u200b-\u200f\u2060\ufe0f\u20e3\ufeff]{0,3})"
_LEAD = r"(?:[前后][面头半]|[开打起]头|中间|[末结收]尾|尾[号数]|[前后末中尾][一二两三四五六七八九2-9]位|手机|电话)[^\w\n]{0,2}[是为]?[^\w\n]{0,2}"
_TRAIL = r"[^\w\n]{0,2}(?:[开打起]头|[结收]尾)"
_COUNTED = "(?![元块米公个人位天次年月周%万千百十点分秒楼层栋])"
_PARTS = re.compile(
    r"(?:[草竹]字头|[一-鿿](?<![名文数])字[旁底](?![边下价库层])|(?<![午上今明昨晚])[两三]点水(?![库果边])|四点底|[单双]人旁(?!边)|[竖提绞反]\w旁(?!边)|宝盖头?|走之[底旁]?)(?:的|那个){0,2}"
)
"""Words for a part of a sign, with which a name is told."""


@cache
def _runs() -> tuple[re.Pattern[str], ...]:
    """Five or more digit-like characters, with a little between them; of a part of a number that words tell (前面, 尾号, 开头) three."""
    digits = "".join(chr(c) for c in range(0x30, 0x1FBFA) if unicodedata.digit(chr(c), None) is not None)
    one = f"[{digits}{_CHINESE}{_WORDS}]"
    some = f"{one}(?:{_BETWEEN}{one}){{2,19}}+"
    return (
        re.compile(f"{one}(?:{_BETWEEN}{one}){{4,}}"),
        re.compile(f"(?P<before>{_LEAD}){some}{_COUNTED}"),
        re.compile(f"{some}(?={_TRAIL})"),
    )


def blank(text: str) -> str:
    """The text with its long runs of digits blanked, in words too, and words for a part of a sign, character for character.

    >>> blank("前面幺三八四个圈加零，尾号123，草字头那个")
    '前面＊＊＊＊＊＊＊＊，尾号＊＊＊，＊＊＊＊＊'
    """
    for run in _runs():
        text = run.sub(_blanked, text)
    return _PARTS.sub(_blanked, text)


def _blanked(run: re.Match[str]) -> str:
    before = run.groupdict().get("before") or ""
    return before + BLANK * (len(run.group()) - len(before))


def mailless(text: str) -> str:
    """The text with addresses for mail hidden, whoever they belong to.

    >>> mailless("联系press@example.com")
    '联系****@***'
    """
    from doxdocket.seal.masks import mask  # noqa: PLC0415

    return _MAIL.sub(mask("email", ""), text)


_TOGETHER = frozenset((
    "name", "former_name_alias", "birth_date", "home_address", "delivery_address", "vehicle_file", "id_number", "landline_number",
))  # fmt: skip
"""Kinds whose masks begin with a part of the value, which does not leave the office: who somebody is, or where."""
_MAIL = re.compile(r"(?<![\w.%+*-])[\w.%+*-]++[@＠][\w*-]+(?:[.．][\w*-]+)+", re.ASCII)


def covered(kind: str, shown: str) -> str:
    """A mask as it leaves: of a name, a birth, an address, a vehicle, an identity or landline number nothing, whose beginnings (family name, year, district, province) found one person together.

    >>> covered("name", "欧阳**"), covered("", "早上")
    ('***', '早上')
    """
    from doxdocket.seal.masks import mask  # noqa: PLC0415

    return mask(kind, "") if kind in _TOGETHER else shown


def masked(text: str, spans: Iterable[Span], between: Callable[[str], str] = blank) -> str:
    """The text with each span (start, end, mask) replaced; overlapping spans are one, shown by the longest's mask.

    ``between``: how what stands between them is shown.
    """
    from doxdocket.seal.masks import in_text  # noqa: PLC0415

    return in_text(text, spans, between)


class _Later:
    """Pieces of the addresses of a run, read when the first text is asked about: most commands ask none."""

    def __init__(self, run: "Run") -> None:
        self._run = run
        self._pieces: Pieces | None = None

    def __call__(self, text: str) -> "Iterable[tuple[int, int]]":
        from doxdocket.store import pieces  # noqa: PLC0415 - reads the posts of the run

        if self._pieces is None:
            self._pieces = pieces.of(self._run)
        return self._pieces(text)


class _Given:
    """Given names, of two signs, of those whose names the case seals: everybody on the register, and the names found in posts; and what defendants who were exposed themselves
    call themselves (``_callings``). Read when the first title is asked about.
    """

    def __init__(self, case: "Case") -> None:
        self._case = case

    @cached_property
    def _known(self) -> frozenset[str]:
        from doxdocket.seal.masks import given_name  # noqa: PLC0415

        return _once(self._case, "given", lambda: frozenset(filter(None, map(given_name, sealed_names(self._case)))))

    @cached_property
    def _called(self) -> frozenset[str]:
        return _once(self._case, "callings", lambda: _callings(self._case))

    def __call__(self, text: str) -> "Iterable[tuple[int, int]]":
        called = [(at, at + len(one)) for one in sorted(self._called) if one in text for at in _places(one, text)]
        if _SIGNS.search(text) is None:
            return called
        return [*called, *((at, at + 2) for at in range(len(text) - 1) if text[at : at + 2] in self._known)]


def _places(one: str, text: str) -> "Iterable[int]":
    """Where a text holds another.

    >>> list(_places("ab", "abxab"))
    [0, 3]
    """
    at = text.find(one)
    while at >= 0:
        yield at
        at = text.find(one, at + len(one))


_SIGNS = re.compile("[\u3400-\u9fff]{2}")


def sealed_names(case: "Case") -> set[str]:
    """The names that the register seals, and those of people found in posts, in clear and in memory."""
    from doxdocket.assess.form import sealed_names as of_entry  # noqa: PLC0415 - loads the forms
    from doxdocket.pipeline import registered  # noqa: PLC0415
    from doxdocket.store import values_in_text  # noqa: PLC0415 - reads the posts of the run

    run = case.current_run()
    stated = {name for one, _ in registered.entries(case).all() for name in of_entry(one)}
    if run is None:
        return stated
    but = _nobodys(case, run)
    return stated | {value for _, value in values_in_text.values(run, {"name"}, sure=True, but=but)}


def _callings(case: "Case") -> frozenset[str]:
    """The signatures and display names of accounts put to a defendant of whom a person entered that he is one of those exposed: beside what was exposed of him they would say who he is."""
    from doxdocket.assess.forms.parties import Actor, Attribution, Defendant  # noqa: PLC0415 - loads the forms
    from doxdocket.pipeline import registered  # noqa: PLC0415

    kept, run = registered.entries(case), case.current_run()
    both = {one.id for one in kept.of(Defendant).values() if one.victim}
    put = {one.actor for one in kept.of(Attribution).values() if one.defendant in both and one.grade != "denied"}
    actors = [one for one in kept.of(Actor).values() if one.id in put]
    found, accounts = (
        {one.text for actor in actors for one in actor.signatures},
        {one for actor in actors for one in actor.accounts},
    )
    for batch in run.batches("posts", ["from_id", "from_name"]) if run and accounts else ():
        found |= {row["from_name"] for row in batch.to_pylist() if row["from_id"] in accounts}
    return frozenset(one for one in found if one and len(one) > 1)


def _nicknames(case: "Case", run: "Run") -> set[str]:
    """The display names and titles of the run that hold a given name of a sealed name, and what is hidden like one (``_callings``)."""
    names, known = set(run.read("channels", ["title"])["title"].to_pylist()), _Given(case)
    for batch in run.batches("posts", ["author", "from_name"]):
        names |= {*batch["author"].unique().to_pylist(), *batch["from_name"].unique().to_pylist()}
    return {name for name in names if name and any(known(name))}


def guard(case: "Case") -> "Guard | None":
    """What knows the values that the current run has sealed; none before the first run."""
    from doxdocket.report.release import Guard  # noqa: PLC0415
    from doxdocket.seal.digest import Digester  # noqa: PLC0415

    run = case.current_run()
    findings = run.read("findings", ["kind", "verdict", "digest"]) if run else None
    if run is not None and findings is not None and (none := _nobodys(case, run)):
        import pyarrow as pa  # noqa: PLC0415
        import pyarrow.compute as pc  # noqa: PLC0415

        findings = findings.filter(pc.invert(pc.is_in(findings["digest"], pa.array(sorted(none), pa.binary()))))
    digest = lru_cache(1 << 17)(Digester(case.key.subkey("digest")).digest)  # words recur from text to text
    return None if run is None or findings is None else Guard.over(digest, findings, _Later(run), _Given(case))


def known(case: "Case") -> "Known":
    """Every value of the current run and every value that people added, in clear and in memory, with the pieces of addresses."""
    from doxdocket.report.known_values import Known  # noqa: PLC0415

    run = case.current_run()
    return Known(()) if run is None else _once(case, "known", lambda: _of_run(case, run))


def _of_run(case: "Case", run: "Run") -> "Known":
    from doxdocket.pipeline.published import retold  # noqa: PLC0415
    from doxdocket.report.known_values import Known  # noqa: PLC0415
    from doxdocket.store import values_in_text  # noqa: PLC0415 - reads the posts of the run
    from doxdocket.store.parts import RECORDS, alone  # noqa: PLC0415

    none = _nobodys(case, run)
    sure = [*values_in_text.values(run, but=none), *values_in_text.added(case, run)]
    sure += [("name", one) for one in sorted(_callings(case))]
    doubted = {*values_in_text.values(run, values_in_text.NAMES, doubted=True, but=none)} - set(sure)
    records = [*values_in_text.values(run, RECORDS, sure=True, but=none), *values_in_text.added(case, run, RECORDS)]
    cut = [part for value in (*sure, *records) for part in alone(*value)]
    cut += retold(case).copies()  # numbers of values that posts tell again
    doubted |= {("name", name) for name in _nicknames(case, run)} - set(sure)
    return Known([*cut, *sure], doubted)


def nobodys(case: "Case") -> Mapping[str, frozenset[str]]:
    """The rejected findings of values that are nobody's, by their post: their words are shown like any others. Not those of addresses and records, of which the gate asks for pieces too."""
    from doxdocket.decisions.placing import span_key  # noqa: PLC0415
    from doxdocket.store.parts import PIECED  # noqa: PLC0415 - records among them

    found: dict[str, set[str]] = {}
    for key in _of_nobody(case, case.current_run())[1]:
        post, (_, _, _, kind) = span_key(key)
        if kind not in PIECED:
            found.setdefault(post, set()).add(key)
    return {post: frozenset(keys) for post, keys in found.items()}


def _nobodys(case: "Case", run: "Run | None") -> frozenset[bytes]:
    """The digests of values that are nobody's, so that pages may say them: those of which a person rejected every finding and said of one that it is nobody's (of names rejecting them says it), and names of channels of the case."""
    return _of_nobody(case, run)[0]


def _of_nobody(case: "Case", run: "Run | None") -> tuple[frozenset[bytes], frozenset[str]]:
    """The same, with the rejected findings that hold them."""
    none = frozenset[bytes](), frozenset[str]()
    return none if run is None else _once(case, "nobodys", lambda: _made_nobodys(case, run))


def _made_nobodys(case: "Case", run: "Run") -> tuple[frozenset[bytes], frozenset[str]]:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    from doxdocket.decisions.application import finding_keys  # noqa: PLC0415
    from doxdocket.decisions.placing import span_key  # noqa: PLC0415
    from doxdocket.decisions.standing import CHANNEL, named  # noqa: PLC0415
    from doxdocket.pipeline.published import standing  # noqa: PLC0415
    from doxdocket.store.located import names_of  # noqa: PLC0415
    from doxdocket.store.values_in_text import NAMES  # noqa: PLC0415

    stands = standing(case)
    rejected, channels = stands.named("finding.reject"), stands.named(CHANNEL)
    said = [named(one["target"]) for one in stands.by("finding.reject") if one["target"].get("whose") == "nobody"]
    if not rejected and not channels:
        return frozenset(), frozenset()
    every = run.read("findings", ["channel_id", "post_id", "where", "start", "end", "kind", "digest"])
    posts = pa.array(sorted({span_key(key)[0] for key in {*rejected, *channels}}), pa.string())
    values = every.filter(pc.is_in(names_of(every), posts))["digest"].combine_chunks()
    rows = every.filter(pc.is_in(every["digest"], values))
    keys = finding_keys(rows)
    out, none, own = (pc.is_in(keys, pa.array(sorted(some), pa.string())) for some in (rejected, said, channels))
    none = pc.or_(none, pc.and_(out, pc.is_in(rows["kind"], pa.array(sorted(NAMES), pa.string()))))
    found = [frozenset(rows.filter(which)["digest"].to_pylist()) for which in (none, pc.invert(out), own)]
    gone = found[0] - found[1] - {None}
    there = pc.and_(out, pc.is_in(rows["digest"], pa.array(sorted(gone), pa.binary())))
    return gone | found[2], frozenset(pc.filter(keys, there).to_pylist())


def _once(case: "Case", name: str, make: "Callable[[], T]") -> "T":
    """What is read of the values that a case seals, which change with its run, its decisions and its register; a command asks to mask and at the gate, a page with each title."""
    from doxdocket.pipeline.published import once  # noqa: PLC0415
    from doxdocket.store.register import Register  # noqa: PLC0415

    run = case.current_run()
    return once(case, name, (run.run_id if run else "", case.decided(), Register.of(case).last()), make)


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with what findings cover taken out, sign for sign: in what is left is looked for what is sealed elsewhere."""
    for first, last in spans:
        start, end = max(first, 0), min(last, len(text))
        text = text[:start] + _GONE * (end - start) + text[end:] if start < end else text
    return text


_GONE = "\ue000"
TITLES = frozenset(("author", "from_name", "forwarded_from", "action", "title", "description"))
"""Columns, of any table, with texts that posters wrote and no detector has looked through."""
DESK = frozenset(("reason", "note", "origin", "detail", "file"))
"""Columns with texts that a person at the desk or a parser wrote: an id or a count in them stays, a sealed value does not."""

STATED = frozenset(("overseas", "no_seizure", "video", "place", "account", "holder", "witness"))
"""Columns with what is stated of a taking (``store.acquisition``); in other tables ``account`` and ``place`` are what rows are found by."""


class Hidden:
    """Hides in texts that others wrote what is personal in them: as the report does, the same in every table."""

    def __init__(self, case: "Case") -> None:
        self._case, self._guard, self._instead = case, guard(case), say("masking.masked")
        self._known = lru_cache(1 << 16)(self._short)

    def words(self, text: str) -> str:
        """A stretch of a post, in which the detector has looked: what the case has sealed elsewhere, runs of digits, and addresses of e-mail, whosever they are."""
        known = text if self._guard is None else self._guard.masked(text, self._instead, self._clear.quoted(text))
        return blank(mailless(known))

    def spans(self, row: Mapping[str, Any], where: str, text: str, found: Iterable[Found]) -> list[Span]:
        """What is masked in a text of this row of posts: what was ``found``, and what is ``beyond`` it."""
        some = list(found)
        more = self.beyond(row, where, text, [(start, end, kind) for start, end, kind, _ in some])
        return [
            *((start, end, mask) for start, end, _, mask in some),
            *((start, end, self._instead) for start, end, _ in more),
        ]

    def beyond(self, row: Mapping[str, Any], where: str, text: str, found: Collection[Span]) -> list[Span]:
        """Start, end and kind of what is hidden beside what was ``found`` (the same), on a page and in a table: what is left of a name or an address that was read in part (``store.remains``), where it tells part of a value again, and what is sealed elsewhere."""
        from doxdocket.pipeline.published import retold  # noqa: PLC0415
        from doxdocket.store import remains  # noqa: PLC0415

        left = remains.beyond(text, found)
        again = [*retold(self._case).spans(row, where, text), *left]
        return sorted(
            {*again, *self.stretches(without(text, [(a, b) for a, b, _ in found]), looked=where != "file_name")}
        )

    @cached_property
    def _clear(self) -> "Known":
        return known(self._case)

    @cached_property
    def _read(self) -> "tuple[Guard, Pieces]":
        """The guard, given the clear values of the run, and pieces of its addresses with whole values of every kind that may identify; in memory alone."""
        from doxdocket.store import pieces, values_in_text  # noqa: PLC0415 - reads the posts of the run

        run = self._case.current_run()
        if run is None or self._guard is None:
            return _nothing(), pieces.Pieces()
        none = _nobodys(self._case, run)
        every = list(values_in_text.values(run, doubted=True, but=none))
        whole = values_in_text.values(run, sure=True, but=none)
        return self._guard.knowing(every), pieces.Pieces(pieces.pieced(run), whole)

    def stretches(self, text: str, *, looked: bool = True) -> list[Span]:
        """Where a text of a post holds what the case has sealed anywhere: start, end and kind.

        Beside what digests tell also whole values that have no countable form (schools, workplaces), pieces of addresses, and names as the gate finds them. With ``looked`` false,
        of a text in which nothing has looked yet, also what may be personal by its form.
        """
        known, clear = self._read
        found = [*known.found(text, known.sealed), *clear.told(text)]
        found += self._clear.quoted(text)
        if not looked:
            from doxdocket.detect.guarded import personal  # noqa: PLC0415

            found += personal(text)
        return sorted(found)

    def __call__(self, text: str) -> str:
        """A short text, such as a title, in which nothing has looked yet."""
        return self._known(text)

    def _short(self, text: str) -> str:
        # Here, so that a command that shows no such text does not load the detector.
        from doxdocket.detect.guarded import personal  # noqa: PLC0415
        from doxdocket.pipeline.ids import SEALED  # noqa: PLC0415

        if SEALED.fullmatch(text):
            return text
        hits = personal(text)
        known = self._guard or _nothing()
        return blank(known.title(text, self._instead, hits))

    def desk(self, value: Any) -> Any:
        """A cell of ``DESK`` or ``STATED``; of an object the entries that bear such a name."""
        if isinstance(value, str) and self._guard is not None:
            return self._guard.masked(value, self._instead)
        if isinstance(value, Mapping):
            inside = DESK | STATED | {"taking"}
            return {name: self.desk(one) if name in inside else one for name, one in value.items()}
        if isinstance(value, list | tuple):
            return [self.desk(one) for one in value]
        return value

    def row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row as it may leave: what others wrote hidden, and no tag of a kind that tags would undo the mask of."""
        told = {name: self(row[name]) for name in TITLES & row.keys() if row[name]}
        stated = STATED if row.keys() >= STATED else frozenset[str]()
        told |= {name: self.desk(row[name]) for name in (DESK | stated | _OBJECTS) & row.keys()}
        return {**row, **told, **_tags(row)}


_OBJECTS = frozenset(("was", "now"))  # what was stated, by name


def _nothing() -> "Guard":
    from doxdocket.report.release import Guard  # noqa: PLC0415

    return Guard(lambda *_: b"", {})


def _tags(row: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of tags of a row, without those of kinds that have none (``law.kinds.Kind.tagged``)."""
    from doxdocket.law.kinds import told_tag  # noqa: PLC0415

    found: dict[str, Any] = {}
    if row.get("tag"):
        found["tag"] = told_tag(row.get("kind") or "", row["tag"])
    for kinds, tags in (("kinds", "tags"), ("agree", "agree_tags")):
        if row.get(tags):
            found[tags] = [told_tag(kind, tag) or "" for kind, tag in zip(row[kinds], row[tags], strict=True)]
    return found


def unread_posts(case: "Case") -> set[tuple[str, str]]:
    """Posts of which a text was not searched to its end: their words are not shown, for what was not found is not masked."""
    run = case.current_run()
    names = ["channel_id", "post_id", "what", "code"]
    rows = [row for batch in run.batches("warnings", names) for row in batch.to_pylist()] if run else []
    return {
        (row["channel_id"], row["post_id"])
        for row in rows
        if row["what"] == "unsearched" and row["code"].startswith("detect")
    }


def sealed_in(case: "Case") -> "Callable[[str], list[str]]":
    """The kinds of sealed values, names included, that a text of one's own holds."""
    known = guard(case)
    return lambda text: [] if known is None else sorted({kind for _, _, kind in known.found(text, known.sealed)})


def file_names(case: "Case") -> "FileNames":
    """How names of files of this case are shown: masked as in its report, with what its current run has sealed."""
    # Here, so that a command that shows no file does not load the detector.
    from doxdocket.report.file_names import FileNames  # noqa: PLC0415

    known = guard(case)
    return FileNames(say("masking.masked"), known)
