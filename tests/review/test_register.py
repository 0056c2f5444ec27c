"""The register as pages: filled in by form, corrected, withdrawn, opened, brought as a table; nothing sealed is in a page but the one that was asked for."""

import io
import re
import secrets

import pytest
from openpyxl import Workbook

from doxdocket.assess.forms import FORMS
from doxdocket.assess.read import yaml
from doxdocket.desk import decision_log, forms, register
from doxdocket.desk.deciding import Asked, record
from doxdocket.errors import WrongCall
from doxdocket.pipeline.published import latest_conduct
from doxdocket.store.canonical import canonical
from doxdocket.store.register import Register, standing

WHO = {"id": "D1", "name": "周某某", "born": "2003年8月", "place": "甲市乙区", "act": "save"}


def _upload(tab, path, name, data, **form):
    """A form with a file, as a browser sends it."""
    mark = secrets.token_hex(8)
    parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode() for k, v in {"csrf": tab.csrf, **form}.items()]  # fmt: skip
    parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="table"; filename="{name}"\r\n\r\n'.encode() + data + b"\r\n")  # fmt: skip
    headers = {"Content-Type": f"multipart/form-data; boundary={mark}", "Origin": f"http://{tab.desk.host}", "Sec-Fetch-Site": "same-origin"}  # fmt: skip
    return tab.ask("POST", path, b"".join(parts) + f"--{mark}--\r\n".encode(), headers)


def _hidden(said, name):
    """The last of this name: the first may be of the form at the top of each page."""
    return [attrs.get("value", "") for tag, attrs in said.tags if tag == "input" and attrs.get("name") == name][-1]


def _values(said):
    """What stands in the fields of a page."""
    return {attrs["name"]: attrs.get("value", "") for tag, attrs in said.tags if tag == "input" and attrs.get("type") != "hidden" and "name" in attrs}  # fmt: skip


def _stands(desk):
    return desk.within(lambda case: {(one.form, one.key): dict(one.body) for one in standing(Register.of(case).all())})


@pytest.mark.parametrize("form", list(FORMS))
def test_every_form_can_be_filled_in_and_says_what_is_needed(desk, form):
    tab = desk.tab()
    said = tab.get(f"/register/new/{form}")
    assert said.status == 200
    refused = tab.post(f"/register/new/{form}", act="save")
    assert refused.status == 422
    for page in (said, refused):  # every field has its label, and no two elements one id
        labels = {attrs["for"] for tag, attrs in page.tags if tag == "label" and "for" in attrs}
        ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
        assert len(ids) == len(set(ids))
        fields = [attrs for tag, attrs in page.tags if tag in {"input", "select", "textarea"} and attrs.get("type") not in {"hidden", "checkbox"}]  # fmt: skip
        assert {attrs["id"] for attrs in fields} <= labels
        named = {one for _, attrs in page.tags for one in attrs.get("aria-describedby", "").split()}
        assert named <= set(ids)
    assert tab.get(f"/register/of/{form}").status == 200
    for kind in ("csv", "xlsx"):
        assert tab.get(f"/register/empty/{form}.{kind}").status == 200


def test_no_two_forms_propose_one_id(desk):
    proposed = {form: _values(desk.tab().get(f"/register/new/{form}")).get("id") for form in ("defendant", "device", "determinable")}  # fmt: skip
    assert len({*proposed.values()}) == 3, proposed
    begin = register.letters()
    assert (len({*begin.values()}), begin["defendant"]) == (len(FORMS), "D")


def test_what_is_filled_in_is_the_entry_that_yaml_makes_and_stands_masked(fresh):
    tab = fresh.tab()
    done = tab.post("/register/new/defendant", **WHO)
    assert (done.status, done.headers["location"]) == (303, "/register/of/defendant")
    (stated,) = yaml("- {form: defendant, id: D1, name: 周某某, born: 2003-08, place: 甲市乙区}")
    kept = _stands(fresh)["defendant", "D1"]
    assert canonical(kept) == canonical({"id": "D1", "name": stated.name, "born": "2003-08", "place": "甲市乙区"})
    for path in ("/register", "/register/of/defendant", "/register/entry/defendant/D1", "/register/correct/defendant/D1", "/register/new/guardian"):  # fmt: skip
        page = tab.get(path)
        assert page.status == 200
        assert ("周某某" in page.text, "2003-08" in page.text.replace("2003-08-05", "")) == (False, False), path
    assert "已登记 被告 D1（R0001）" in done.text or "周**" in tab.get("/register/of/defendant").seen
    assert fresh.made.call("verify", fresh.made.case)


def test_every_fault_is_told_at_once_and_what_was_typed_stays(fresh):
    tab = fresh.tab()
    said = tab.post("/register/new/harm", id="H1", kind="calls", day="3/4/2024", times="很多", place="西湖区文三路90号", act="save")  # fmt: skip
    assert said.status == 422
    assert _values(said) | {"day": "3/4/2024", "times": "很多", "place": "西湖区文三路90号"} == _values(said)
    wrong = [attrs["name"] for tag, attrs in said.tags if attrs.get("aria-invalid") == "true"]
    assert wrong == ["day", "times"]  # of the place the case is asked once the entry can be read
    again = tab.post("/register/new/harm", id="H1", kind="calls", day="2024-03-04", place="西湖区文三路90号", act="save")  # fmt: skip
    assert [attrs["name"] for tag, attrs in again.tags if attrs.get("aria-invalid") == "true"] == ["place"]
    assert "只写到区县" in again.seen
    assert _stands(fresh) == {}


def test_faults_that_only_the_case_tells_stand_beside_those_of_what_was_written(fresh):
    tab = fresh.tab()
    said = tab.post("/register/new/harm", id="H1", kind="calls", times="很多次", person="张三", act="save")
    assert said.status == 422
    assert "很多次" in said.text
    assert "没有 张三" in said.seen
    assert "写计算结果里此人的编号" in said.seen
    assert not _stands(fresh)


@pytest.mark.parametrize(
    ("born", "says"), [("2030-13-40", "没有这样的日期"), ("2023-02-30", "没有这样的日期"), ("2930-01", "还没有到")]
)
def test_a_birth_that_cannot_be_is_refused_and_not_said_again(fresh, born, says):
    said = fresh.tab().post("/register/new/defendant", **{**WHO, "born": born})
    assert said.status == 422
    assert says in said.seen
    assert born not in said.text
    assert not _stands(fresh)
    with pytest.raises(WrongCall):
        fresh.within(
            lambda case: record(case, [Asked("person.born", {"person": "V0001", "date": born}, "核对", "张三")])
        )


def test_what_was_answered_together_is_taken_back_together_and_leads_to_its_posts(fresh):
    def bulk(case):
        ids = decided_ids(case)
        how = {"way": "bulk", "by": "value", "seen": 1, "of": 2, "batch": "b1"}
        return record(
            case, [Asked("conduct.confirm", {"conduct": one}, "核对原文", "张三", how=how) for one in ids[:2]]
        )

    def decided_ids(case):
        rows = latest_conduct(case).to_pylist()
        return [f"{r['channel_id']}/{r['post_id']}/{r['where']}/{r['start']}-{r['end']}/{r['label']}" for r in rows]

    fresh.within(bulk)
    tab = fresh.tab()
    page = tab.get("/decisions")
    assert "一并作答：2 处中看过 1 处" in page.seen
    assert 'href="/post?channel=' in page.text
    assert tab.post("/decisions", batch="D0001", reason="看错了").status == 303
    assert fresh.within(lambda case: [d.undone_by for d in case.decisions()]) == ["D0003", "D0003", None]


def test_a_sealed_text_that_was_typed_is_kept_and_never_sent_back(fresh):
    tab, others = fresh.tab(), [fresh.tab("李四"), fresh.tab()]
    said = tab.post("/register/new/defendant", **WHO | {"born": "很久以前"})
    assert said.status == 422
    assert ("周某某" in said.text, "很久以前" in said.text, "周**" in said.seen) == (False, False, True)
    token = _hidden(said, "held.name")
    for other in others:  # neither another officer nor another browser of the same gets anything by it
        told = other.post("/register/new/defendant", id="D1", act="save", **{"held.name": token})
        assert (told.status, _stands(fresh)) == (422, {})
    moved = tab.post("/register/new/expert", id="E1", field="民法", act="save", **{"held.name": token})
    assert (moved.status, _stands(fresh)) == (422, {})  # nor does another form
    done = tab.post("/register/new/defendant", id="D1", born="2003", act="save", **{"held.name": token})
    assert (done.status, _stands(fresh)["defendant", "D1"]["name"]) == (303, "周某某")


def test_a_correction_leaves_what_is_sealed_as_it_is_and_the_first_entry_on_record(fresh):
    tab = fresh.tab()
    tab.post("/register/new/defendant", **WHO)
    page = tab.get("/register/correct/defendant/D1")
    asked = {"seen": _hidden(page, "seen"), "keep.name": "1", "keep.born": "1", "place": "甲市丙区", "act": "save"}
    done = tab.post("/register/correct/defendant/D1", id="D9", **asked)  # the id is that of the page
    assert done.status == 303
    assert _stands(fresh) == {
        ("defendant", "D1"): {"id": "D1", "name": "周某某", "born": "2003-08", "place": "甲市丙区"}
    }
    assert "R0001" in tab.get("/register/entry/defendant/D1").seen
    gone = {name: text for name, text in asked.items() if name != "keep.born"} | {"seen": "R0002"}
    assert tab.post("/register/correct/defendant/D1", **gone).status == 303
    assert "born" not in _stands(fresh)["defendant", "D1"]


def test_what_is_corrected_keeps_its_place_in_the_list(fresh):
    tab = fresh.tab()
    for id_ in ("D1", "D2"):
        tab.post("/register/new/defendant", **WHO | {"id": id_})
    seen = _hidden(tab.get("/register/correct/defendant/D1"), "seen")
    keep = {"seen": seen, "keep.name": "1", "keep.born": "1", "place": "甲市丙区", "act": "save"}
    assert tab.post("/register/correct/defendant/D1", **keep).status == 303
    told = fresh.within(lambda case: [(one.key, one.row.name) for one in register.lines(case, "defendant")])
    assert told == [("D1", "R0003"), ("D2", "R0002")]


def test_two_who_correct_the_same_entry_see_both_versions_and_nothing_is_lost(fresh):
    one, two = fresh.tab("张三"), fresh.tab("李四")
    one.post("/register/new/defendant", **WHO)
    seen = _hidden(one.get("/register/correct/defendant/D1"), "seen")
    two.get("/register/correct/defendant/D1")
    keep = {"seen": seen, "keep.name": "1", "keep.born": "1", "act": "save"}
    assert two.post("/register/correct/defendant/D1", place="甲市丙区", **keep).status == 303
    late = one.post("/register/correct/defendant/D1", place="甲市丁区", **keep)
    assert late.status == 409
    assert all(word in late.seen for word in ("李四", "R0002", "甲市丙区", "甲市丁区"))
    assert "周某某" not in late.text
    assert _stands(fresh)["defendant", "D1"]["place"] == "甲市丙区"
    again = one.post("/register/correct/defendant/D1", place="甲市丁区", **keep | {"seen": _hidden(late, "seen")})
    assert again.status == 303
    assert _stands(fresh)["defendant", "D1"] == {"id": "D1", "name": "周某某", "born": "2003-08", "place": "甲市丁区"}


def test_a_new_entry_of_an_id_that_stands_replaces_nothing_unseen(fresh):
    tab = fresh.tab()
    tab.post("/register/new/defendant", **WHO)
    said = tab.post("/register/new/defendant", **WHO | {"name": "吴某"})
    assert (said.status, "周**" in said.seen, "吴*" in said.seen) == (409, True, True)
    assert _stands(fresh)["defendant", "D1"]["name"] == "周某某"
    same = tab.post("/register/new/defendant", **WHO)
    assert (same.status, len(fresh.within(lambda case: Register.of(case).all()))) == (303, 1)


def test_what_was_withdrawn_meanwhile_is_said(fresh):
    one, two = fresh.tab("张三"), fresh.tab("李四")
    one.post("/register/new/defendant", **WHO)
    seen = _hidden(one.get("/register/correct/defendant/D1"), "seen")
    two.get("/register")
    assert two.post("/register/withdraw/defendant/D1", reason="误记").status == 303
    late = one.post("/register/correct/defendant/D1", seen=seen, act="save", **{"keep.name": "1"})
    assert (late.status, "已经撤回" in late.seen, _stands(fresh)) == (409, True, {})


def test_what_others_name_is_not_withdrawn_and_the_reason_stays(fresh):
    tab = fresh.tab()
    tab.post("/register/new/defendant", **WHO)
    tab.post("/register/new/guardian", id="G1", ward="D1", name="周大某", relation="father", act="save")
    said = tab.post("/register/withdraw/defendant/D1", reason="重复登记")
    assert (said.status, "guardian G1" in said.seen, "重复登记" in said.text) == (422, True, True)
    assert tab.post("/register/withdraw/guardian/G1", reason="").status == 422
    assert ("defendant", "D1") in _stands(fresh)


def test_one_value_is_shown_with_a_reason_and_custody_has_it_first(fresh):
    tab = fresh.tab()
    tab.post("/register/new/defendant", **WHO)
    for reason in ("", "核对周某某"):
        said = tab.post("/register/show/defendant/D1", field="name", reason=reason)
        assert (said.status, "register.show" in [row.act for row in fresh.custody()]) == (422, False)
    said = tab.post("/register/show/defendant/D1", field="name", reason="写起诉书")
    row = fresh.custody()[-1]
    assert (row.act, row.actor, row.detail["field"], row.detail["entry"]) == ("register.show", "张三", "name", "R0001")
    assert ("周某某" in said.text, "2003-08" in said.text) == (True, False)
    assert any(attrs.get("http-equiv") == "refresh" and attrs["content"].startswith("60;") for tag, attrs in said.tags if tag == "meta")  # fmt: skip
    assert "no-store" in said.headers["cache-control"]
    again = tab.post("/register/show/defendant/D1", field="born", reason="写起诉书")
    assert (again.status, "一次只看一个" in again.seen, "2003-08" in again.text) == (422, True, False)
    gone = tab.post("/reveal/close", back=_hidden(said, "back"), shown=_hidden(said, "shown"))
    assert (gone.status, gone.headers["location"]) == (303, "/register/entry/defendant/D1")
    assert tab.post("/register/show/defendant/D1", field="place", reason="写起诉书").status == 422
    assert "2003-08" in tab.post("/register/show/defendant/D1", field="born", reason="写起诉书").text


def test_an_account_that_no_post_is_of_is_entered_and_that_is_said(fresh):
    """Once the name of a channel was taken for an account without a word."""
    tab = fresh.tab()
    said = tab.post("/register/new/actor", id="A7", **{"accounts.0": "暗河档案馆"})
    assert said.status == 303
    assert "没有一条贴文出自这些账号或者署名：暗河档案馆" in tab.get(said.headers["location"]).seen
    assert ("actor", "A7") in _stands(fresh)


def test_rows_are_added_and_taken_out_without_a_script(fresh):
    tab = fresh.tab()
    typed = {"id": "A1", "accounts.0": "u1", "signatures.0.channel": "", "signatures.0.text": "甲", "note": "x"}
    more = tab.post("/register/new/actor", **typed, act="more:signatures")
    assert (more.status, _values(more)["signatures.0.text"], _values(more)["signatures.1.text"], _values(more)["accounts.0"]) == (200, "甲", "", "u1")  # fmt: skip
    less = tab.post("/register/new/actor", **typed, **{"signatures.1.text": "乙"}, act="less:signatures.0")
    assert ("signatures.0.text" in _values(less), _values(less)["signatures.1.text"]) == (False, "乙")
    part = tab.post("/register/new/actor", {"HX-Request": "true"}, **typed, act="more:accounts")
    assert ("<html" in part.text, re.findall(r'name="(accounts\.\d)"', part.text)) == (False, ["accounts.0", "accounts.1"])  # fmt: skip
    assert _stands(fresh) == {}


def test_a_table_is_looked_at_masked_and_entered_whole(fresh):
    tab = fresh.tab()
    tab.get("/register/import")
    book = Workbook()
    for row in (["编号", "姓名", "出生"], ["D1", "周某某", "2003年8月"], ["D2", "吴某", "某年"]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    bad = _upload(tab, "/register/import", "被告.xlsx", out.getvalue(), form="defendant", reason="")
    assert (bad.status, "出生" in bad.seen, "写成 2003" in bad.seen, _stands(fresh)) == (422, True, True, {})
    text = "编号,姓名,出生\nD1,周某某,2003年8月\nD2,吴某,2004\n".encode("gb18030")
    seen = _upload(tab, "/register/import", "被告.csv", text, form="defendant", reason="")
    assert (seen.status, "周某某" in seen.text, "周**" in seen.seen, _stands(fresh)) == (200, False, True, {})
    token = _hidden(seen, "token")
    other = fresh.tab("李四")
    other.get("/register/import")
    assert other.post("/register/import/keep", token=token).headers["location"] == "/register/import"
    assert _stands(fresh) == {}
    assert tab.post("/register/import/keep", token=token).status == 303
    assert list(_stands(fresh)) == [("defendant", "D1"), ("defendant", "D2")]
    assert _upload(tab, "/register/import", "a.csv", b"", form="defendant").status == 422


def test_the_worksheet_of_damages_is_filled_in_and_leads_back(fresh):
    tab = fresh.tab()
    page = tab.get("/register/damages")
    link = next(attrs["href"] for tag, attrs in page.tags if tag == "a" and "determinable?what=loss" in attrs.get("href", ""))  # fmt: skip
    form = tab.get(link)
    assert [attrs["value"] for tag, attrs in form.tags if tag == "option" and "selected" in attrs and attrs["value"]] == ["loss"]  # fmt: skip
    done = tab.post("/register/new/determinable", id="d-loss", what="loss", answer="not", reason="难以逐一计算", act="save", back=_hidden(form, "back"))  # fmt: skip
    assert done.headers["location"] == "/register/damages"
    assert "难以逐一计算" in tab.get("/register/damages").seen
    outside = tab.post("/register/new/expert", id="E1", name="丙", field="民法", act="save", back="//evil.example/")
    assert outside.headers["location"] == "/register/of/expert"


def test_what_the_law_asks_leads_to_the_fact_that_states_it(fresh):
    tab = fresh.tab()
    page = tab.get("/register/wanted")
    links = [attrs["href"] for tag, attrs in page.tags if tag == "a" and "/register/new/fact?id=" in attrs.get("href", "")]  # fmt: skip
    assert links
    fact = re.search(r"id=(\w+)", links[0])[1]
    assert _values(tab.get(links[0]))["id"] == fact
    wanted = fresh.within(register.wanted)
    assert wanted is fresh.within(register.wanted)  # kept until something changes
    assert tab.post("/register/new/fact", id=fact, value="是", reason="已查明", act="save").status in {303, 422}
    tab.post("/register/new/fact", id="damage", value="true", reason="已查明", act="save")
    assert "damage" not in {one.given.get("id") for one in fresh.within(register.wanted)}


def test_decisions_are_listed_taken_back_and_told_by_day(fresh):
    def some(case):
        rows = latest_conduct(case).to_pylist()[:2]
        labels = ["{channel_id}/{post_id}/{where}/{start}-{end}/{label}".format(**row) for row in rows]
        return [one.decision.id for one in record(case, [Asked("conduct.reject", {"conduct": one}, "不是", "李四") for one in labels])]  # fmt: skip

    ids = fresh.within(some)
    tab = fresh.tab()
    page = tab.get("/decisions")
    assert all(one in page.seen for one in ids)
    assert tab.post("/decisions", reason="看错").status == 422  # none ticked
    refused = tab.post("/decisions", decision=ids[0], reason="")
    assert refused.status == 422
    assert any(attrs.get("value") == ids[0] and "checked" in attrs for tag, attrs in refused.tags if tag == "input")
    assert tab.post("/decisions", decision=ids[0], reason="看错").status == 303
    rows = fresh.within(lambda case: decision_log.did(case, case.today()))
    assert [(one.officer, one.count, one.undone) for one in rows] == [("张三", 1, 0), ("李四", 2, 1)]
    assert "看错" in tab.get("/decisions?officer=张三".replace("张三", "%E5%BC%A0%E4%B8%89")).seen
    day = tab.get("/decisions/day")
    assert ("李四" in day.seen, day.status) == (True, 200)
    assert ids[0] not in [attrs.get("value") for tag, attrs in tab.get("/decisions?standing=1").tags if tag == "input"]


def test_who_only_looks_is_offered_nothing_to_enter_and_is_refused(fresh):
    fresh.tab().post("/register/new/defendant", **WHO)
    fresh.within(lambda case: case.custody.append("officer.role", {"officer": "王五", "role": "auditor"}, "张三"))
    fresh.within(lambda case: case.custody.append("officer.role", {"officer": "赵六", "role": "expert"}, "张三"))
    tab, expert = fresh.tab("王五"), fresh.outside()
    expert.get(fresh.link("赵六"))
    for path in ("/register", "/register/of/defendant", "/register/entry/defendant/D1", "/register/damages", "/register/wanted", "/decisions"):  # fmt: skip
        page = tab.get(path)
        assert page.status == 200, path
        assert not [attrs["href"] for tag, attrs in page.tags if tag == "a" and re.match("/register/(new|correct|import)", attrs.get("href", ""))], path  # fmt: skip
        assert expert.get(path).status == 403
    refused = (
        tab.get("/register/new/defendant"),
        tab.post("/register/new/defendant", **WHO | {"id": "D2"}),
        tab.post("/register/show/defendant/D1", field="name", reason="写起诉书"),
        tab.post("/register/withdraw/defendant/D1", reason="误记"),
        tab.post("/decisions", decision="D0001", reason="看错"),
    )
    assert [said.status for said in refused] == [403] * 5
    assert list(_stands(fresh)) == [("defendant", "D1")]


def test_a_row_that_is_no_entry_yet_is_told_what_it_names_that_is_not_there_all_the_same(fresh):
    tab = fresh.tab()
    tab.get("/register/import")
    heads = {one.name: one.word.zh for one in forms.fields("harm")}
    text = f"{heads['id']},{heads['kind']},{heads['day']},{heads['person']}\nH1,calls,周三,V9999\n".encode("utf-8-sig")
    said = _upload(tab, "/register/import", "损害.csv", text, form="harm", reason="")
    assert said.status == 422
    assert "V9999" in said.seen
    assert heads["day"] in said.seen


def test_what_is_sent_to_a_locked_page_is_shown_again_to_its_officer_alone(fresh):
    tab = fresh.tab("王五")
    tab.get("/register/new/harm")
    fresh.clock.now += 15 * 60 + 1
    said = tab.post("/register/new/harm", id="H7", kind="calls", says="连日来电", act="save")
    assert said.status == 401
    assert "连日来电" not in said.text
    back = (
        next(held["value"] for tag, held in said.tags if held.get("name") == "back")
        if 'name="back"' in said.text
        else "/"
    )
    other = fresh.tab("李四")
    assert "连日来电" not in other.get("/draft?of=%2Fregister%2Fnew%2Fharm&at=").text
    assert 'id="drafts"' not in other.get("/").text
    tab = fresh.tab("王五")
    home = tab.get("/")
    [link] = [held["href"] for tag, held in home.tags if held.get("href", "").startswith("/draft")]
    assert back in {"/", link}
    shown = tab.get(link)
    assert "连日来电" in shown.text
    assert tab.post("/register/new/harm", id="H7", kind="calls", says="连日来电", act="save").status == 303
    assert 'id="drafts"' not in tab.get("/").text


def test_a_draft_goes_when_it_is_dropped_and_when_the_officer_leaves_an_open_page(fresh):
    tab = fresh.tab("王五")
    page = {"draft-here": "/register/new/harm", "draft-action": "/register/new/harm", "says": "半句"}
    assert tab.post("/draft", **page).status == 204
    assert "半句" in tab.get("/register/new/harm").text
    tab.post("/draft", **{"draft-here": "/register/new/harm", "drop": "1"})
    assert "半句" not in tab.get("/register/new/harm").text
    tab.post("/draft", **page)
    tab.post("/leave")
    assert "半句" not in fresh.tab("王五").get("/register/new/harm").text
