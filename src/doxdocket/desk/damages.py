"""The damages worksheet of a case: the register, the call lists it names and the current run, put before ``assess.damages``.

Left out: every answer (``assess.damages``). A list that cannot be read as a table is told in the worksheet and stops nothing.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from doxdocket.assess.damages.contacts import Moments, read
from doxdocket.assess.damages.harm import Whose
from doxdocket.assess.damages.worksheet import Given, Put
from doxdocket.assess.forms.damages import Contacts, Harm
from doxdocket.assess.forms.parties import Actor, Defendant, Joint
from doxdocket.assess.gains.account import GainsAccount
from doxdocket.assess.gains.gains_account import told
from doxdocket.assess.register import Entries
from doxdocket.errors import EvidenceFault, WrongCall
from doxdocket.pipeline import registered, scoped
from doxdocket.pipeline.gains import gains
from doxdocket.pipeline.lawbook import rules
from doxdocket.pipeline.parties import Key, attributed, days, denying, of_party, sued, under
from doxdocket.pipeline.published import current, edited, figures
from doxdocket.store.case import Case

_CHINA = ZoneInfo("Asia/Shanghai")


def given(
    case: Case, name: str, *, hearing: date | None = None, window: int | None = None, suit: str = "civil_pil",
    account: GainsAccount | None = None, put: bool = True,
) -> Given:  # fmt: skip
    """What the worksheet of the case is made from; ``name`` is how its commands name the case, ``account`` that of its gains, if at hand.

    ``put``: whether the figures of what is put to the civil defendants are counted, which takes seconds, changes no answer and names no entry.
    """
    run, entries, zone = current(case), registered.entries(case), case.zone
    channels, money = run.read("channels", ["title", "username"]), account or told(gains(case))
    dossiers = run.read("dossiers", ["channel_id", "post_id", "person", "date", "counts", "by_link"]).to_pylist()
    exposing = [row for row in dossiers if not row["by_link"]]
    harmed = {one.person for one in entries.of(Harm).values() if one.person and one.day}
    return Given(
        case=name, on=case.clock().astimezone(zone).date(), hearing=hearing, entries=entries, published=figures(case),
        publications=exposing, edited={"/".join(key): at for key, at in edited(case, {(r["channel_id"], r["post_id"]) for r in exposing if r["person"] in harmed}, data=True).items()},
        regions=run.read("regions", ["source", "region", "persons_low", "persons_high"]).to_pylist(),
        moments=dict(_moments(case, entries, zone)), gains=money.totals, gained={one.defendant: one for one in money.sums}, book=rules(case),
        zone=zone, window=window, suit=suit, put=_put(case, counted=put), days=days(case, entries), sued=sued(entries),
        handled=handled(case, entries), whose=_posted(case),
        hide=[name for row in channels.to_pylist() for name in row.values() if name],
    )  # fmt: skip


def handled(case: Case, kept: Entries) -> dict[str, bool | None]:
    """Of each defendant, and of each entry of acts done together that names accounts or channels (``joint:`` and its id), whether a post that surely exposes somebody is
    surely of those concerned; unknown, and never no, where none is: he may have handled information where nothing was captured.
    """
    columns = ["channel_id", "post_id", "person_no", "date", "counts", "counts_civil", "by_link"]
    rows, denied = current(case).read("dossiers", columns).to_pylist(), denying(case)
    exposing = {
        (row["channel_id"], row["post_id"]): row["date"] and row["date"].astimezone(_CHINA).date()
        for row in rows
        if not row["by_link"] and "low" in (row["counts"], row["counts_civil"])
        and f"{row['channel_id']}/{row['post_id']}/{row['person_no']}" not in denied
    }  # fmt: skip
    surely = {who: _exposing(case, who, exposing) for who in kept.of(Defendant)}
    found: dict[str, bool | None] = {who: bool(of) or None for who, of in surely.items()}
    posts = under(case, kept.of(Actor).values())
    for key, one in kept.of(Joint).items():
        if one.names_posts:
            named = set[Key]().union(*(posts.get(actor, ()) for actor in one.actors))
            theirs = {
                post
                for who in (*one.members, *one.instigators)
                for post in surely.get(who, ())
                if (not one.channels or post[0] in one.channels) and (not one.actors or post in named)
            }
            found[f"joint:{key}"] = any(_within(exposing[post], one) for post in theirs) or None
    return found


def _posted(case: Case) -> Whose:
    """Whose the posts of defendants are."""
    found = attributed(case).items()
    return {
        f"{channel}/{post}": (one.own, [who for who in one.ran if who not in one.perhaps], one.claimed, [*one.perhaps])
        for (channel, post), one in found
    }


def _exposing(case: Case, who: str, exposing: Mapping[Key, date | None]) -> set[Key]:
    """The posts that expose somebody and are surely his, alone or with others."""
    put = of_party(case, "joint", who)
    return (
        set()
        if put is None
        else {(row["channel_id"], row["post_id"]) for row in put.sure.to_pylist()} & exposing.keys()
    )


def _within(day: date | None, one: Joint) -> bool:
    """Whether a day is in the time of an entry; an undated post is in that of none that has a bound."""
    if day is None:
        return one.since is None and one.until is None
    return (one.since is None or one.since <= day) and (one.until is None or day <= one.until)


def _put(case: Case, *, counted: bool) -> Put | None:
    """The figures of the posts of the civil defendants, of channels they ran and of acts done together, or how many posts these are alone; none
    where there is no such post.
    """
    put = of_party(case, scoped.PARTIES, "")
    if put is None or not put.posts.num_rows:
        return None
    told = scoped.asked(case, [scoped.PARTIES]).told["figures"] if counted else ()
    return Put(put.posts.num_rows, put.sure.num_rows, put.weights, {row["id"]: row for row in told})


def _moments(case: Case, entries: Entries, zone: ZoneInfo) -> Iterator[tuple[str, Moments]]:
    for key, entry in entries.of(Contacts).items():
        try:
            rows = registered.rows(case, entry.file, entry.sheet or None) if entry.file else []
        except (WrongCall, EvidenceFault):
            rows = None
        yield key, read(entry, rows, zone)
