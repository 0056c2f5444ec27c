"""Explanations lead from a figure, person, post or decision to rules and masked rows."""

import json
from dataclasses import dataclass, field
from types import SimpleNamespace

import pyarrow as pa
import pytest
from tests.count.test_tables import signed
from tests.resolve.made import Who, decision, findings, meta, post, resolve, tables

from doxdocket.count import effect, explain_person
from doxdocket.count.catalogue import BOUNDS, catalogue
from doxdocket.count.explain import by_rule, explain
from doxdocket.count.figures import canonical, figures
from doxdocket.count.measure import relations
from doxdocket.count.register_figures import Stated, stated
from doxdocket.count.tables import tables as count_tables
from doxdocket.decisions.standing import Standing
from doxdocket.desk.accounts.explain import page
from doxdocket.engine import sql
from doxdocket.errors import WrongCall
from doxdocket.law.kinds import kinds
from doxdocket.law.rules import shipped
from doxdocket.report.document import Document
from doxdocket.words import speaking

FULL = {"name": "x", "id_number": "A", "phone_number": "P"}
POSTS = [post(1, FULL), post(2, {"id_number": "A"}), post(3, {"phone_number": "P"}), post(4, {"name": "y", "phone_number": "P"}),
         post(5, Who({"name": "f", "phone_number": "F"}, "relative", "father"))]  # fmt: skip


@dataclass
class Held:
    """A case and a run in memory, as ``explain`` reads them."""

    rows: dict
    told: bytes
    made: list
    given: dict = field(default_factory=dict)

    def read(self, table, columns=None):
        return (
            self.rows[table].select([c for c in columns if c in self.rows[table].column_names])
            if columns
            else self.rows[table]
        )

    def figures(self):
        return self.told

    def decisions(self):
        return self.made

    def codes(self):
        return self.given


def held(*decisions, posts=POSTS, codes=None):
    r = resolve(findings(posts), meta(posts), list(decisions), codes or {})
    rows = tables(posts, r, decisions)
    rows |= count_tables(relations(rows), signed(posts))
    stands = Standing.of(decisions)
    counted = figures(rows, stands, case_info={"id": "c"}, digests={})
    told = canonical(stated(counted, Stated(), stands, shipped()))
    return Held(rows, told, list(decisions), r.codes)


PLAIN = held()
PUBLISHED = {f["id"]: f for f in json.loads(PLAIN.told)["figures"]}


def asked(id_, *decisions, **more):
    h = held(*decisions, **more) if decisions or more else PLAIN
    found = explain(h, h, id_, posts=h.rows["posts"], findings=h.rows["findings"])
    assert json.dumps(found.data(), ensure_ascii=False)
    return found, printed(found, "zh"), printed(found, "en")


def printed(found, lang):
    with speaking(lang):
        return Document(None, page(found)).text(lang)


@pytest.mark.parametrize("figure", [f["id"] for f in json.loads(PLAIN.told)["figures"]])
def test_every_figure_explains_itself(figure):
    found, zh, en = asked(figure)
    assert found.what == "figure"
    parts = {s.title.en: s for s in found.sections}
    lines, how = parts["rule and article"].lines, parts["how it is counted"]
    assert PUBLISHED[figure]["article"] in "".join(line.zh for line in lines)
    assert PUBLISHED[figure]["article"] in "".join(line.en for line in lines)
    assert how.rows or how.lines
    assert zh.split("\n")[0].endswith(f"[{figure}]")
    assert en.split("\n")[0].endswith(f"[{figure}]")


def test_every_figure_of_the_catalogue_has_a_rule_and_says_how_it_is_counted():
    names, counted = catalogue(), set(PUBLISHED)
    listed = {*names.named, names.ratio.id, names.core.id, "completeness"}
    listed |= {one.id for several in (names.tiers, names.views, names.prices, names.unknown) for one in several}
    assert counted == listed | {f"kind.{k}" for k in ("name", "id_number", "phone_number")}
    for id_ in {*counted, *(f"kind.{k}" for k in kinds())}:
        rule, how = by_rule({"id": id_, "rule": "captured", "low": 1, "estimate": 1, "high": 1})
        assert [r["bound"] for r in how.rows] == list(BOUNDS) or len(how.lines[0].en) > 60
        assert rule.lines


def test_a_figure_that_is_not_determinable_says_so_and_names_its_rule():
    open_ = [f for f in PUBLISHED.values() if f["id"] != "completeness" and f["low"] is None]
    assert {"views", "price_low", "core_channels", "receipts_proven"} <= {f["id"] for f in open_}
    for figure in open_:
        rule, how = by_rule(figure)
        assert any(said in rule.lines[0].zh for said in ("法", "最高检"))
        assert how.lines[0].en.startswith("Not counted")
        assert "不能确定不等于零" in how.lines[0].zh


def test_a_figure_of_a_kind_is_counted_by_the_statement_it_prints():
    rows = dict(relations(PLAIN.rows))
    for id_ in ("kind.name", "kind.phone_number", "items_field"):
        found, _, _ = asked(id_)
        how = next(s for s in found.sections if s.title.en == "how it is counted")
        said = {r["bound"]: sql.run(r["sql"], {"exposures": rows["exposures"]}).to_pylist()[0] for r in how.rows}
        assert {b: next(iter(n.values())) for b, n in said.items()} == {b: PUBLISHED[id_][b] for b in BOUNDS}


def test_a_rule_without_the_accounts_of_a_case_is_told_alone():
    found, zh, _ = asked("cn/minfadian/1168")
    assert [s.title.en for s in found.sections] == ["rule and article", "where the inputs are from"]
    assert "还没有登记" in zh
    assert [s.title.en for s in asked("cn/procedure/review")[0].sections] == ["rule and article"]


def test_a_figure_says_rule_article_statement_and_rows():
    _, zh, en = asked("persons")
    assert "能够单独或者与其他信息结合识别特定自然人身份" in zh
    assert "SELECT count(*) FROM (SELECT DISTINCT person_low FROM dossiers" in en
    assert "telegram:channel:1" in en
    assert "answer_low=not met" in asked("tier_a")[2]


def test_a_person_says_why_each_link_was_made():
    found, zh, en = asked("V0001")
    assert "one primary identifier, valid by its form, agrees" in en
    assert "一级标识（校验通过）相同" in zh
    sections = {s["title"]["en"]: s for s in found.data()["sections"]}
    (link,) = sections["certain links"]["rows"]
    assert (link["a"], link["b"]) == ("telegram:channel:1/1/0", "telegram:channel:1/2/0")
    assert link["agree"][0].startswith("id_number #")
    assert sections["doubtful links (estimate and low only)"]["rows"][0]["rule"] == "mobile_alone"
    assert sections["links not made"]["rows"][0]["blocked_by"] == "name"


def test_a_merged_code_says_where_it_went():
    apart = held().given
    same = decision(1, "person.same", a="telegram:channel:1/1/0", b="telegram:channel:1/4/0")
    _, zh, en = asked("V0003", same, codes=apart)
    assert "now of V0001" in en
    assert "现属 V0001" in zh
    _, _, gone = asked("V0003", posts=POSTS[:2], codes=apart)
    assert "nothing points to anybody now" in gone


def test_a_post_lists_its_findings_conduct_and_publications():
    found, _, en = asked("telegram:channel:1/5")
    assert "relation=father" in en
    assert len({s["title"]["en"] for s in found.data()["sections"]}) == 5


def test_decisions_say_their_effect():
    pair = {"a": "telegram:channel:1/1/0", "b": "telegram:channel:1/2/0"}
    apart, pick = decision(1, "person.not_same", **pair), decision(2, "figure.value", figure="persons", value=3)
    undo = decision(3, "undo", decision="2")
    _, _, en = asked("1", apart, pick, undo)
    assert "rule=one_primary" in en
    assert "stands" in en
    assert "undone" in asked("2", apart, pick, undo)[2]
    assert "decision=2" in asked("3", apart, pick, undo)[2]


def test_a_code_whose_channel_id_was_described_anew_names_the_code_that_stands_in_its_place():
    h = held()
    posts = h.rows["posts"]
    moved = next(d for d in h.rows["dossiers"].to_pylist() if d["person"])
    codes = {
        f"telegram:unkeyed:ab/{moved['post_id']}/{moved['person_no']}": "V0990",
        "telegram:channel:1/none/0": "V0991",
    }
    found = explain_person.explanation("V0990", h, codes, posts).data()
    told = str(found["sections"])
    assert moved["person"] in told
    assert "频道编号" in told
    assert "现无个人信息" not in told
    assert "频道编号" not in str(explain_person.explanation("V0991", h, codes, posts).data())


def test_an_age_that_was_decided_says_why_no_low_moved_and_which_decision_says_the_same():
    key = {"channel_id": "telegram:channel:1", "post_id": "1", "person_no": 0, "person": "V0001", "person_best": "V0001", "person_low": None,
           "counts": "estimate", "age_low": 0, "age_high": 17}  # fmt: skip
    counted = SimpleNamespace(figures=[], dossiers=pa.Table.from_pylist([key]))
    twice = [decision(n, "person.minor", person="telegram:channel:1/1/0", source=f"笔录{n}") for n in (1, 2)]
    told = str(effect.explained(twice[0], Standing.of(twice), held(), lambda _: (counted, counted)).data())
    assert "2 作了同样的认定" in told
    assert "V0001 的各次发布只从估计起计" in told


def test_latest_captures_may_be_given():
    h = held()
    none = {n: h.rows[n].slice(0, 0) for n in ("posts", "findings")}
    with pytest.raises(WrongCall):
        explain(h, h, "telegram:channel:1/5", **none)


@pytest.mark.parametrize("unknown", ["nothing", "V9999", "telegram:channel:1/99", "Vx"])
def test_an_unknown_id_is_a_wrong_call(unknown):
    h = held()
    with pytest.raises(WrongCall):
        explain(h, h, unknown, posts=h.rows["posts"], findings=h.rows["findings"])


def test_long_sections_are_cut_and_say_so():
    posts = [post(n, {"name": f"n{n}", "id_number": n}) for n in range(45)]
    _, zh, en = asked("persons", posts=posts)
    assert "… 5 more rows" in en
    assert "… 另有 5 行" in zh
    assert "more rows" not in asked("persons")[2]


def test_a_birth_that_makes_nobodys_age_is_remarked_where_the_person_is_explained():
    posts = [
        post(1, Who({"name": "x", "id_number": "A"}, age=(173, 173))),
        post(2, Who({"name": "x", "id_number": "A", "age": "24"}, age=(24, 24))),
    ]
    code = held(posts=posts).rows["dossiers"]["person"].to_pylist()[0]
    _, zh, en = asked(code, posts=posts)
    flat = zh.replace("\n", "")
    assert "满 173 周岁，超过 120 周岁" in flat
    assert "写明的 24 岁不符" in flat
    assert "ages in doubt" in en
    assert "年龄存疑" not in asked(code, posts=posts[1:])[1]


def test_a_person_shows_combinations_ages_and_place():
    posts = [post(1, Who(FULL | {"home_address": "a"}, age=(13, 13)))]
    found, zh, en = asked("V0001", posts=posts)
    assert "full: name, identity number, address and phone" in en
    assert "姓名+身份证号+住址+电话" in zh
    young = next(s for s in found.sections if s.title.en.startswith("under age"))
    assert [r["under_14_low"] for r in young.rows] == [True]


@pytest.mark.parametrize(
    ("id_", "near"),
    [
        ("cn/minfadian/1188", "cn/minfadian/1188-1, cn/minfadian/1188-2"),
        ("cn/minfadain/1165-1", "cn/minfadian/1165-1"),
        ("telegram:channel:1/77", ""),
        ("figure_that_is_none", ""),
    ],
)
def test_rules_near_an_id_that_is_none_are_named(id_, near):
    with pytest.raises(WrongCall) as refused:
        asked(id_)
    told = refused.value.facts.get("near", "")
    assert near in told if near else told == ""
