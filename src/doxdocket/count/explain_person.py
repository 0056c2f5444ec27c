"""Who a person is in the account: publications, items, places, and the links that made these posts one person or did not.

Each link says its rule, the kinds and tags that agree, and both posts. What it leaves out: values.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.count import explain_reach
from doxdocket.count.explanation import Explanation, HasRun, Section, unknown
from doxdocket.count.open_questions import hinted, questions
from doxdocket.count.tables import combinations
from doxdocket.law import rule_pages
from doxdocket.law.kinds import kinds, told_tag
from doxdocket.words import Both, zh_en


def explanation(code: str, run: HasRun, codes: Mapping[str, str], posts: pa.Table) -> Explanation:
    """The explanation of a person by its code; ``codes``: all ever allotted, by the publication they were allotted for."""
    dossiers = run.read("dossiers").to_pylist()
    mine = [d for d in dossiers if d["person"] == code]
    if not mine:
        return _merged_away(code, dossiers, codes, posts, run)
    keys = {_key(d): d for d in dossiers}
    row = next(p for p in run.read("persons").to_pylist() if p["person"] == code)
    sections = [
        Section(zh_en("explain_person.person"), [_identified(row["identifies"])], [row]),
        Section(zh_en("explain_person.publications"), rows=[lean(d) for d in mine]),
        _modifiers(code, run),
        *_odd_ages(mine, run),
        _items(code, run),
        *explain_reach.of_person(code, run, posts),
        *_beside(code, run),
        *_links({_key(d) for d in mine}, keys, run),
        questions([q for q in run.read("queue").to_pylist() if code in {q["person_a"], q["person_b"]}]),
        hinted([h for h in run.read("hints").to_pylist() if h["person"] == code]),
    ]
    return Explanation(code, "person", zh_en("explain_person.person_2", code=code), sections)


def _merged_away(
    code: str, dossiers: list[dict[str, Any]], codes: Mapping[str, str], posts: pa.Table, run: HasRun
) -> Explanation:
    """A code that a merge left unused says which person has its publication now; one whose post left, where it may stand."""
    founder = next((key for key, c in codes.items() if c == code), None)
    now = next((d["person"] for d in dossiers if _key(d) == founder), None)
    if founder is None:
        raise unknown(code)
    channel, post, number = founder.rsplit("/", 2)
    title = zh_en("explain_person.merged")
    if now:
        lines = [zh_en("explain_person.was_first_given_to_now", code=code, founder=founder, now=now)]
    elif channel in set(posts["channel_id"].to_pylist()):
        lines = [
            zh_en("explain_person.was_given_to_where_nothing", code=code, founder=founder)
        ]  # fmt: skip
    else:
        title, lines = zh_en("explain_person.code_changed"), _left(code, founder, dossiers, (post, number))
    said = [_section(m for m in run.read("modifiers").to_pylist() if m["of"] == founder)]
    sections = [Section(title, lines), *(one for one in said if one.rows)]
    return Explanation(code, "person", zh_en("explain_person.person_2", code=code), sections)


def _left(code: str, founder: str, dossiers: list[dict[str, Any]], same: tuple[str, str]) -> list[Both]:
    """That the channel id of a code is in no capture any more, as after ``describe --channel``, and who has a post of that number now."""
    lines = [
        zh_en("explain_person.was_given_to_no_post", code=code, founder=founder)
    ]  # fmt: skip
    found = [
        (d["person"], _key(d)) for d in dossiers if d["person"] and (str(d["post_id"]), str(d["person_no"])) == same
    ]
    return lines + [
        zh_en("explain_person.same_post_number_and_place", who=who, key=key)
        for who, key in found
    ]  # fmt: skip


def _identified(answer: str) -> Both:
    zh = {
        "alone": "可单独识别",
        "combined": "结合可识别",
        "decided": "经人认定可识别",
        "unknown": "能否识别不明",
        "no": "不能识别特定自然人",
    }[answer]
    en = {"alone": "identified by one value", "combined": "identified by values together", "decided": "a person decided that it is identified",
          "unknown": "whether anybody is identified is open", "no": "identifies no specific natural person"}[answer]  # fmt: skip
    return zh_en("explain_person.of_2017_10_art_1", said=(zh, en))


def _key(dossier: Mapping[str, Any]) -> str:
    return f"{dossier['channel_id']}/{dossier['post_id']}/{dossier['person_no']}"


def lean(dossier: Mapping[str, Any]) -> dict[str, Any]:
    """What a list of publications shows of one."""
    names = (
        "date",
        "role",
        "relation",
        "identifies",
        "counts",
        "by_link",
        "kinds",
        "repeat_of",
        "repeat_why",
        "age_low",
        "age_high",
    )
    return {"dossier": _key(dossier), **{n: dossier[n] for n in names}}


def _modifiers(code: str, run: HasRun) -> Section:
    """What was decided of the person beside who it is: age, death, public figure, lawfully public."""
    return _section(m for m in run.read("modifiers").to_pylist() if m["person"] == code)


OLDEST = 120  # full years beyond which a birth is no living person's
_BIRTHS = ("id_number", "birth_date")


def _odd_ages(mine: Iterable[Mapping[str, Any]], run: HasRun) -> list[Section]:
    """Births that make nobody's age: over 120 on the day of the post, or not that of an age which a post states."""
    dates = {(d["channel_id"], d["post_id"], d["person_no"]): d["date"] for d in mine if d["date"]}
    names = ["channel_id", "post_id", "person", "kind", "verdict", "mask", "age_low", "age_high"]
    found = run.read("findings", names)
    found = found.filter(pc.and_(pc.is_in(found["kind"], pa.array([*_BIRTHS, "age"])), pc.is_valid(found["age_low"])))
    births, stated = list[tuple[Mapping[str, Any], int]](), list[tuple[Mapping[str, Any], int]]()
    for f in found.to_pylist():
        day = dates.get((f["channel_id"], f["post_id"], f["person"]))
        if day and f["verdict"] in {"valid", "masked", "partial"}:
            (stated if f["kind"] == "age" else births).append((f, day.year))
    lines = []
    for f, year in births:
        post, kind = f"{f['channel_id']}/{f['post_id']}", kinds()[f["kind"]]
        at = {"kind": (kind.zh, kind.en), "mask": f["mask"], "post": post, "age": f["age_low"]}
        if f["age_low"] > OLDEST:
            lines.append(zh_en("explain_person.age_beyond_any", oldest=OLDEST, **at))
        for other, then in stated:
            if year - f["age_low"] < then - other["age_high"] - 1 or year - f["age_high"] - 1 > then - other["age_low"]:
                told = f"{other['channel_id']}/{other['post_id']}"
                lines.append(zh_en("explain_person.age_contradicted", said=other["age_low"], told=told, **at))
    return [Section(zh_en("explain_person.ages_at_odds"), list(dict.fromkeys(lines)))] if lines else []


def _section(modifiers: Iterable[Mapping[str, Any]]) -> Section:
    rows = [{n: v for n, v in m.items() if n not in _CODES} for m in modifiers]
    return Section(zh_en("explain_person.modifiers_decided"), rows=rows)


_CODES = ("person", "person_best", "person_low")


def _items(code: str, run: HasRun) -> Section:
    rows = [i for i in run.read("items").to_pylist() if i["person"] == code]
    names = ("mask", "tag", "verdict", "findings", "posts", "tier_low", "tier_default", "tier_high", "hub")
    shown = [
        {
            "kind": kinds()[i["kind"]].zh,
            "id": i["kind"],
            **{n: i[n] for n in names},
            "tag": told_tag(i["kind"], i["tag"]),
        }
        for i in rows
    ]
    return Section(zh_en("explain_person.items_masked"), rows=shown)


def _beside(code: str, run: HasRun) -> list[Section]:
    """Which combinations of kinds the person has, whether under age on the day of each post, and where a visit would begin."""
    held = {i["kind"] for i in run.read("items").to_pylist() if i["person"] == code and i["verdict"] != "doubtful"}
    whole = [c for c in combinations() if all(held & set(element) for element in c.elements)]
    young = [
        a for a in run.read("ages").to_pylist() if a["person"] == code and (a["under_18_high"] or a["under_14_high"])
    ]
    places = [p for p in run.read("places").to_pylist() if p["person"] == code]
    return [
        Section(zh_en("explain_person.combinations_of_kinds"), [Both(c.zh, f"{c.id}: {c.en}") for c in whole]),
        Section(
            zh_en("explain_person.under_age_on_day_of"),
            rows=[{"dossier": _key(a), **{n: a[n] for n in _YOUNG}} for a in young],
        ),
        Section(
            zh_en("explain_person.place_for_planning_visits_from"),
            rows=places,
        ),
    ]


_YOUNG = ("under_18_low", "under_18_high", "under_14_low", "under_14_high")


def _links(mine: set[str], keys: Mapping[str, Mapping[str, Any]], run: HasRun) -> list[Section]:
    """Links inside the person, doubtful links to others, and links that were not made."""
    touching = [x for x in run.read("links").to_pylist() if x["rule"] != "hub" and (x["a"] in mine or x["b"] in mine)]
    made = [x for x in touching if x["blocked_by"] is None and x["certain"]]
    doubtful = [x for x in touching if x["blocked_by"] is None and not x["certain"]]
    blocked = [x for x in touching if x["blocked_by"] is not None]
    return [
        Section(zh_en("explain_person.certain_links"), _reasons(made), [_link(x, keys) for x in made]),
        Section(
            zh_en("explain_person.doubtful_links_estimate_and_low"),
            _reasons(doubtful), [_link(x, keys) for x in doubtful],
        ),
        Section(zh_en("explain_person.links_not_made"), _reasons(blocked), [_link(x, keys) for x in blocked]),
    ]  # fmt: skip


def _reasons(links: list[dict[str, Any]]) -> list[Both]:
    rules = dict.fromkeys(x["rule"] for x in links)
    return [
        Both(rule_pages.link(r, "zh")[0], f"{r}: {rule_pages.link(r, 'en')[0]}. {rule_pages.link(r, 'en')[1]}")
        for r in rules
    ]


def _link(link: Mapping[str, Any], keys: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    ends = {f"person_{side}": keys[link[side]]["person"] for side in ("a", "b")}
    agree = [f"{k} {told_tag(k, t) or ''}".strip() for k, t in zip(link["kinds"], link["tags"], strict=True)]
    return {
        "link": f"{link['a']}+{link['b']}",
        "a": link["a"],
        "b": link["b"],
        **ends,
        "rule": link["rule"],
        "level": link["level"],
        "agree": agree,
        "blocked_by": link["blocked_by"],
    }
