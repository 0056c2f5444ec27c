"""Random registers over random small cases: what every account, figure and paper says of them must hold together, whatever was entered or left out.

Each fault is a tuple that begins with its class: an end above the other; a part above its whole; a fact told differently in two places; a sentence
that is not its figure; a day or an answer that nobody entered told as one; a guardian in two places. Made by ``tests.assess.registers_made``.
"""

import json
import random
import re
from decimal import Decimal
from fractions import Fraction

import pytest
from tests.assess import registers_made as made
from tests.assess.test_accounts_in_order import wrong

from doxdocket.desk.documents.draft import label
from doxdocket.words import speaking

ACCOUNTS = ("thresholds", "parties", "gains", "damages", "points")
PAPERS = (
    "summary",
    "statistics",
    "parties",
    "conduct",
    "gains",
    "damages",
    "investigation",
    "indictment",
    "objections",
    "harm",
    "opening",
    "apology",
)
BOUNDS = ("low", "estimate", "high")
DEEDS = {
    "persons": "persons",
    "publications": "publications",
    "posts_with_pi": "posts_with_pi",
    "items": "items_field",
    "kinds": "kinds",
}
ACTS = ("insult", "threat", "incitement", "paid_task", "sale_offer")
PARTS = (*DEEDS.values(), *ACTS, "posts", "views", "views_pi", "minors", "dossiers", "items_set")
DAY = r"20\d\d-\d\d-\d\d"


def number(text):
    return Decimal(text.replace(",", ""))


def case_of(call, chance, folder):
    """A case of two captures and two statements, taken in and counted; its rows of statements and its stretches of conduct."""
    made.captures(chance, folder / "ev")
    rows, case = made.bills(chance, folder / "ev"), folder / "case"
    took = [(("first",), "2024-03-20"), (("second",), "2024-04-20"), (("wx_1.csv", "wx_2.csv"), "2024-05-20")]
    calls = [
        (
            "init",
            case,
            "--title",
            "演练",
            "--authority",
            "某检察院",
            "--officer",
            "张三",
            "--officer",
            "李四",
            "--one-key",
        )
    ]
    calls += [
        ("add", case, *(folder / "ev" / n for n in names), "--origin", "移送", "--captured-at", f"{at}T08:00")
        for names, at in took
    ]
    for words in (*calls, ("run", case)):
        said = call(*words)
        assert said.code == 0, said.err
    conduct = [
        json.loads(line)["conduct"] for line in call("export", case, "conduct").out.splitlines() if line.startswith("{")
    ]
    return case, rows, [one for one in conduct if one.rpartition("/")[2] in ACTS]


def enter(call, case, entries, path):
    path.write_text("".join(f"- {json.dumps(one, ensure_ascii=False)}\n" for one in entries), "utf-8")
    said = call("register", "add", case, path, "--officer", "张三")
    assert said.code == 0, said.err


def entered(call, case, chance, folder, rows, conduct):
    """A random register, and decisions on some conduct, in the case; the entries."""
    entries = made.register(chance, rows, files=(7, 8), persons=["V0001", "V0002", "V0003"])
    enter(call, case, entries, folder / "register.yaml")
    acts = [
        (one, chance.choice(("conduct.confirm", "conduct.confirm", "conduct.reject")))
        for one in conduct
        if chance.random() < 0.5
    ]
    rows_ = [{"act": act, "target": [one], "reason": "已看", "officer": "张三"} for one, act in acts]
    (folder / "decisions.jsonl").write_text(
        "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows_), "utf-8"
    )
    if rows_:
        said = call("decide", case, "--from", folder / "decisions.jsonl")
        assert said.code == 0, said.err
    said = call("run", case)
    assert said.code == 0, said.err
    return entries


def faults(call, case, entries, chance, folder):
    """What does not hold together, each with its class first."""
    own = [one["id"] for one in entries if one["form"] == "defendant"]
    accounts = {name: call("assess", name, case, "--json").json for name in ACCOUNTS}
    scopes = ["all", "core", *(f"{kind}:{who}" for who in chance.sample(own, 1) for kind in ("defendant", "joint"))]
    figures, lawful, named = {}, {}, {}
    for scope in scopes:
        said = call("figures", case, "--json", *(() if scope == "all" else ("--scope", scope)))
        if said.code == 0:  # one to whom no account is put has no scope
            figures[scope] = {one["id"]: tuple(one[end] for end in BOUNDS) for one in said.json["figures"]}
            lawful[scope] = said.json["law"]
            with speaking("zh"):
                named |= {label(one): one["id"] for one in said.json["figures"]}
    told = call(
        "documents",
        case,
        *PAPERS,
        "--to",
        folder / "papers",
        "--format",
        "txt",
        "--reason",
        "核对",
        "--officer",
        "张三",
    )
    assert told.code == 0, told.err
    papers = {
        path.stem.partition("-")[2]: path.read_text("utf-8") for path in sorted((folder / "papers").glob("*.txt"))
    }
    yield from _ordered(accounts, figures, lawful)
    yield from _same(accounts, figures)
    yield from _days(accounts["parties"], accounts["damages"], entries)
    yield from _guardians(accounts["parties"], papers)
    yield from _sums(accounts["gains"], figures["all"])
    for name, text in papers.items():
        yield from _sentences(name, text, figures, named)
    yield from _unknown(papers, entries)
    yield from _wider(call, case, entries, accounts["parties"], chance, folder)


def _ordered(accounts, figures, lawful):
    for name, account in accounts.items():
        try:
            found = wrong(account, left=[("panel", "views")])
        except AssertionError:
            found = []
        if found:
            yield "inverted", name, found[:3]
    worth = {"not met": 0, "not determinable": 1, "met": 2}
    for scope, of in figures.items():
        for id_, ends in of.items():
            known = [Fraction(end) for end in ends if end is not None]
            if known != sorted(known):
                yield "inverted", scope, id_, ends
        yield from (
            ("inverted", scope, one["rule"])
            for one in lawful[scope]
            if worth[one["answer_low"]] > worth[one["answer_high"]]
        )
        for id_ in PARTS if scope != "all" else ():
            ends, whole = of.get(id_, (None,) * 3), figures["all"].get(id_, (None,) * 3)
            if any(a is not None and b is not None and a > b for a, b in zip(ends, whole, strict=True)):
                yield "part above whole", scope, id_, ends, whole


def _same(accounts, figures):
    for row in accounts["parties"]["deeds"]:
        of = figures.get(f"{ {'own': 'defendant'}.get(row['how'], row['how']) }:{row['defendant']}", {})
        for name, id_ in DEEDS.items():
            ends = tuple(row[f"{name}_{end}"] for end in BOUNDS)
            if of.get(id_, (None,))[0] is not None and of[id_] != ends:
                yield "told differently", row["defendant"], row["how"], name, ends, of[id_]
        for act in ACTS:
            if of.get(act, (None,))[0] is not None and of[act][0] != row[f"{act}_low"]:
                yield "told differently", row["defendant"], row["how"], act, row[f"{act}_low"], of[act]


def _days(parties, damages, entries):
    since, until = ({one.get(end) for one in entries if one["form"] in {"role", "joint"}} for end in ("since", "until"))
    beside = {one["id"]: one for one in damages["ladder"]["defendants"]}
    for one in parties["defendants"]:
        for row in one["acts"]:
            for first, last in (
                (row["first"], row["last"]),
                (row["may_first"] or row["first"], row["may_last"] or row["last"]),
            ):
                if first and last and first > last:
                    yield "inverted", "days", one["id"], row
            if row["acts"] == "register" and (row["first"] not in {None, *since} or row["last"] not in {None, *until}):
                yield "nobody entered", one["id"], row
        other = beside.get(
            one["id"], {"acts": one["acts"], "days": {"first": None}}
        )  # one who is not sued here has none
        if other["acts"] != one["acts"] or (
            other["days"]["first"] and one["first_act"] and other["days"]["first"] != one["first_act"]
        ):
            yield "told differently", "days", one["id"], one["acts"], other["acts"], other["days"]


def _guardians(parties, papers):
    how = {}
    for row in (row for row in parties["parties"] if row["as"] == "guardian" and row["party"]):
        if how.setdefault((row["party"], row["for"]), row["constellation"]) != row["constellation"]:
            yield "guardian in two places", row["party"], row["for"], row["constellation"]
    for (who, _), constellation in how.items():
        for name, text in papers.items():
            for line in re.findall(rf"[^\n]*(?<![\w-]){who}(?![\w-])[^\n]*", text):
                after = line.partition(who)[2]
                if constellation == "open" and re.match(r" (原?监护人，(?!待定)|承担全部)", after):
                    yield "guardian in two places", who, constellation, name, line[:120]
                if re.search(r"承担全部；.*其中仅就.*承担全部", after):
                    yield "guardian in two places", who, name, line[:120]
        if (
            constellation == "open"
            and f"{who} ***" in papers["案件摘要"]
            and not re.search(rf"{who} \*\*\*（[^）]*待定）", papers["案件摘要"])
        ):
            yield "guardian in two places", who, constellation, "案件摘要"


def _sums(gains, figures):
    of = lambda text: None if text is None else Decimal(text)  # noqa: E731
    total = next((row for row in gains["sums"] if not row["defendant"]), None)
    for row in gains["sums"]:
        for stage in ("proven", "claimed"):
            low, most = of(row[f"{stage}_low"]), of(total[f"{stage}_high"])
            if low is not None and (most is None or low > most):
                yield "part above whole", row["defendant"], stage, low, most
        if (
            row["proven_low"] is None
            and row["claimed_low"] is None
            and of(row["before_low"]) == 0
            and not of(row["before_high"])
        ):
            yield "nobody entered", row["defendant"], "a reading of 0 without a receipt"
    for stage in ("proven", "claimed"):
        ends, once = gains["totals"][f"receipts_{stage}"], figures[f"receipts_{stage}"]
        if [of(end) and round(of(end)) for end in ends or [None] * 3] != [
            None if end is None else round(Decimal(str(end))) for end in once
        ]:
            yield "told differently", f"receipts_{stage}", ends, once
        if ends and total and (of(ends[0]), of(ends[2])) != (of(total[f"{stage}_low"]), of(total[f"{stage}_high"])):
            yield "told differently", f"receipts_{stage}", ends, total


TOLD = re.compile(
    r"(?:至少([\d,.]+)[^\d，；。〔]*、估计([\d,.]+)[^\d，；。〔]*、至多([\d,.]+)|(?<![\d,.年月–-])([\d,.]+))[^\d，；。〔]{1,4}〔数据(\d+)〕"
)
ROW = re.compile(r"^ *(\d+)  (\S+)  +([\d,]+(?:–[\d,]+)*)  +([\d,]+(?:–[\d,]+)*)  \S+$", re.MULTILINE)


def _sentences(name, text, figures, named):
    """Numbers of sentences and of tables of figures as the figures have them; no two ends or days the wrong way round."""
    ids = {
        int(m[1]): named[m[2]]
        for m in re.finditer(r"^ *(\d+)  (\S+(?: \S+)*)(?:  |$)", text.rpartition("【数据出处】")[2], re.MULTILINE)
        if m[2] in named
    }
    joined = re.sub(r"(?<=\S)\n(?=[^\s【])", "", text)
    for m in TOLD.finditer(joined):
        known = [figures[scope][ids[int(m[5])]] for scope in ("core", "all") if ids.get(int(m[5])) in figures[scope]]
        if not any(tuple(map(number, m.group(1, 2, 3))) == ends if m[1] else number(m[4]) in ends for ends in known):
            yield "sentence is not its figure", name, m[0], known
    for m in ROW.finditer(text):
        for told, scope in ((m[3], "core"), (m[4], "all")):
            ends = figures[scope].get(ids.get(int(m[1])))
            if ends and None not in ends and {*map(number, told.split("–"))} != {*ends}:
                yield "sentence is not its figure", name, m[0], ends
    for m in re.finditer(r"(?<![\d.\w/#-])(\d[\d,]*(?:\.\d+)?)(?: ?– ?(\d[\d,]*(?:\.\d+)?))+(?![\d-])", joined):
        ends = [Decimal(one.replace(",", "")) for one in re.split(" ?– ?", m[0])]
        if ends != sorted(ends) and not m[0].startswith("00"):
            yield "inverted", name, joined[max(0, m.start() - 40) : m.end() + 20]
    for m in re.finditer(rf"({DAY})(?:…|至)({DAY})", joined):
        if m[1] > m[2]:
            yield "inverted", name, m[0]
    for slip in ("None", "的的", "，，", "。。", "；；", "、、", "：。", "：；", "（）"):
        if slip in joined:
            yield "slip", name, joined[max(0, joined.index(slip) - 40) : joined.index(slip) + 20]


def _unknown(papers, entries):
    claimed = {who for one in entries if one["form"] == "claim" for who in one["against"]}
    for one in entries:
        if one["form"] == "defendant" and not one.get("called") and not one.get("sued") and one["id"] not in claimed:
            for name, head in (("民事公益诉讼起诉书", "【诉讼请求】"), ("案件摘要", "诉讼请求")):
                if re.search(rf"{one['id']} \*\*\*(?!【待填)", papers[name].partition(head)[0]):
                    yield "nobody entered", name, one["id"]


def _wider(call, case, entries, before, chance, folder):
    """Whoever enters a day that was left out may narrow what is told, and never move it beyond what was told without."""
    open_ = [one for one in entries if one["form"] in {"role", "joint"} and not (one.get("since") and one.get("until"))]
    if not open_:
        return
    one = dict(chance.choice(open_))
    one.setdefault(
        "since",
        str(made.day(chance, made.FIRST, made.date.fromisoformat(one["until"]) if one.get("until") else made.LAST)),
    )
    one.setdefault("until", str(made.day(chance, made.date.fromisoformat(one["since"]), made.LAST)))
    enter(call, case, [one], folder / "dated.yaml")
    after = {(row["defendant"], row["how"]): row for row in call("assess", "parties", case, "--json").json["deeds"]}
    for row in before["deeds"]:
        now = after.get((row["defendant"], row["how"]), row)
        for name in (*DEEDS, "posts", *ACTS):
            if now[f"{name}_low"] < row[f"{name}_low"] or now[f"{name}_high"] > row[f"{name}_high"]:
                yield (
                    "a day left out was in the low",
                    one["id"],
                    row["defendant"],
                    row["how"],
                    name,
                    *((r[f"{name}_low"], r[f"{name}_high"]) for r in (row, now)),
                )


def test_each_captured_version_of_an_exhibit_is_one_with_its_own_file_and_capture(call, tmp_path):
    """Once both versions were one exhibit, with the digest and the day of the last."""
    case, _, _ = case_of(call, random.Random(102), tmp_path)
    made_ = call(
        "documents",
        case,
        "exhibits",
        "evidence",
        "--to",
        tmp_path / "papers",
        "--format",
        "json",
        "--counted",
        "--reason",
        "核对",
        "--officer",
        "张三",
    )
    assert made_.code == 0, made_.err
    data = json.loads(next((tmp_path / "papers").glob("*证据材料册.json")).read_text("utf-8"))
    rows = {row["exhibit"]: row for row in data["exhibits"]}
    earlier = [name for name in rows if "版本" in name]
    assert earlier
    for name in earlier:
        one, last = rows[name], rows[name.partition(" ")[0]]
        assert (one["captured"], last["captured"]) == ("2024-03-20 08:00", "2024-04-20 08:00")
        assert one["sha256"] != last["sha256"]
        assert one["post"] == f"{last['post']}#1"
    with speaking("zh"):
        listed = call("documents", case, "evidence", "--counted").out
    assert all(name in listed for name in earlier)


@pytest.mark.parametrize("seed", range(1, 41))
@pytest.mark.whole(but=40)
def test_a_register_at_random_holds_together(call, tmp_path, seed):
    chance = random.Random(seed)
    case, rows, conduct = case_of(call, chance, tmp_path)
    entries = entered(call, case, chance, tmp_path, rows, conduct)
    assert list(faults(call, case, entries, chance, tmp_path)) == []
