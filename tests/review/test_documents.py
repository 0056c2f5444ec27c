"""Documents at the desk: made beside, shown masked with where to enter what they lack, and let out once looked through, by an officer, recorded first."""

import hashlib
import io
import json
import re
import time
import zipfile
from multiprocessing import active_children
from types import SimpleNamespace

import docx
import pytest

from doxdocket.desk import blanks, forms, register
from doxdocket.desk.documents import DOCUMENTS, files
from doxdocket.desk.documents.draft import TITLES
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.readers import PUBLIC, WORDS
from doxdocket.report import docx as in_word
from doxdocket.review.pages.documents import PLACES
from doxdocket.review.pages.register import address
from doxdocket.words import keys, say, speaking


def waited(ask, seconds=600):
    """The page once what it waits for is there: it says itself that it is not."""
    until = time.monotonic() + seconds
    while "<progress" in (said := ask()).text and time.monotonic() < until:
        time.sleep(0.2)
    assert "<progress" not in said.text
    return said


def leaking(place, name, value):
    """An office's own template of a document, in which a value of the case stands."""
    ours = docx.Document(io.BytesIO(in_word.template("zh")))
    ours.add_paragraph(value)
    (place / "templates").mkdir(exist_ok=True)
    path = place / "templates" / f"{name}.docx"
    ours.save(path)
    return path


def exports(desk):
    return [row for row in desk.custody() if row.act == "export"]


@pytest.fixture(scope="module")
def sat(desk):
    return desk.tab()


@pytest.fixture
def tab(sat):
    """A browser for which the documents are made, of the case as it stands."""
    waited(lambda: sat.get("/documents"))
    return sat


def test_every_document_is_there_with_what_it_lacks_and_its_text_and_nothing_in_clear(tab, known):
    said = tab.get("/documents")
    linked = {held["href"] for tag, held in said.tags if tag == "a" and held.get("href", "").startswith("/documents/of/")}  # fmt: skip
    assert linked == {f"/documents/of/{name}" for name in DOCUMENTS}
    for name, title in ((one, TITLES[one]) for one in DOCUMENTS):
        page = tab.get(f"/documents/of/{name}")
        assert page.status == 200
        assert f"<h1>{title[0]}</h1>" in page.text
        assert not [value for value in known.values if value in page.text]
        assert not re.search(r"<(img|script)>", page.text)
        assert ("摘录贴文文字" in page.seen) == (name in WORDS)


def test_the_text_is_that_of_the_writer_of_pages(tab, desk):
    page = tab.get("/documents/of/notice").text

    def written(case):
        with speaking("zh"):
            told = files.content(DOCUMENTS["notice"](Material(case, "x")), "html", "zh").decode()
        return re.findall(r"<p>.*?</p>", told)

    paragraphs = desk.within(written)
    assert len(paragraphs) > 4
    assert [one for one in paragraphs[1:] if one in page]


def test_every_blank_says_a_place_and_what_a_page_takes_is_a_link_to_it(tab, desk):
    with speaking("zh"):
        places = {say(key) for key in PLACES}
    lacks = desk.within(lambda case: {(one.label, one.where) for one in _blanks(case)})
    by_hand = {where for _, where in lacks} - places
    assert not {one for one in by_hand if "办案台" in one}  # a page of the desk that no link leads to
    links = {held["href"] for tag, held in tab.get("/documents").tags if tag == "a" and held.get("href", "").startswith(("/register", "/queues", "/channels"))}  # fmt: skip
    back = "&back=%2Fdocuments"
    assert {"/register/new/defendant?focus=name" + back, "/register/new/event?state=S2&focus=at" + back, "/register/new/receipt?focus=amount" + back, "/register/new/issued?document=indictment&focus=number" + back} <= links  # fmt: skip
    assert any("/register/new/fact?id=damage_done&" in one for one in links)  # the fact itself, not the list of all
    with speaking("zh"):
        several, facts = say("documents_elements.facts_open"), say("documents.register_facts")
        no_fact = {label for label, where in lacks if where == facts and blanks.row(label, where, "", ()) is None}
    assert no_fact
    assert {one.partition("：")[0] for one in no_fact} == {
        several.partition("：")[0]
    }  # a pleading has one blank for facts of a right that are not entered: that leads to their list, no other
    assert {one for one in links if one.startswith("/register/wanted")} == {"/register/wanted"}
    for one in sorted(links):
        said = tab.get(one.partition("#")[0])
        assert said.status == 200, one
        if "focus=" in one:
            assert [held["name"].partition(".")[0] for _, held in said.tags if "autofocus" in held and "name" in held] == [re.search("focus=([a-z_]+)", one)[1]], one  # fmt: skip
    assert all(key.partition(".")[2] in keys(key.partition(".")[0]) for key in (*PLACES, *blanks.FIELDS, *blanks.ISSUED, *blanks.PAGES.values()))  # fmt: skip


def test_every_field_of_a_blank_is_there():
    rows = [*blanks.FIELDS.values(), *(blanks.Row("issued", name) for name in blanks.ISSUED.values())]
    for one in rows:
        assert {one.field, *one.given} <= {held.name for held in forms.fields(one.form)}, one


def test_of_what_the_rows_that_stand_say_something_else_another_is_entered():
    with speaking("zh"):

        def led(label, form):
            stands = SimpleNamespace(row=SimpleNamespace(form=form), fields={}, key="X1")
            return blanks.row(say(label), say(blanks.PAGES[forms.group(form)]), "conduct", [stands])

        assert led("documents_conduct.motives", "testimony").key == ""
        assert led("documents_narrative.harm", "harm").key == "X1"


def test_an_answered_blank_leads_back_and_what_is_half_entered_is_corrected(fresh):
    tab = fresh.tab()

    def link(label):
        with speaking("zh"):
            where = say("documents.register_harm")
            return address(fresh.within(lambda case: blanks.row(label, where, "harm", register.lines(case))), "/documents/of/harm")  # fmt: skip

    new = link("损害后果")
    assert new == "/register/new/harm?focus=kind&back=%2Fdocuments%2Fof%2Fharm"
    tab.get(new)
    said = tab.post(new, id="H1", kind="calls", back="/documents/of/harm", act="save")
    assert (said.status, said.headers["location"]) == (303, "/documents/of/harm")
    there = link("地点")
    assert there == "/register/correct/harm/H1?focus=place&back=%2Fdocuments%2Fof%2Fharm"
    assert "H1" in tab.get(there).text


def _blanks(case):
    with speaking("zh"):
        of = Material(case, "x")
        return [one for build in DOCUMENTS.values() for one in files.lacking(build(of), "zh")]


def test_a_scope_that_there_is_not_is_told_and_another_may_be_chosen(tab):
    said = waited(lambda: tab.get("/documents?scope=nobody"))
    assert "没有 nobody 这个范围" in said.seen
    assert "<select" in said.text
    assert tab.get("/documents?since=1").status == 400


def test_one_file_leaves_as_the_command_writes_it_and_is_recorded_first(tab, desk, tmp_path):
    before = len(exports(desk))
    sent = tab.post("/documents/write", name="notice", format="docx", only="notice")
    assert sent.status == 303
    made = waited(lambda: tab.get(sent.headers["location"]))
    assert "23-公告.docx" in made.seen
    assert len(exports(desk)) == before  # nothing left yet
    got = tab.post(sent.headers["location"].replace("/made/", "/take/"))
    assert (got.status, got.headers["content-disposition"]) == (
        200,
        "attachment; filename*=UTF-8''23-%E5%85%AC%E5%91%8A.docx",
    )
    [row] = exports(desk)[before:]
    assert row.actor == "张三"
    assert {one: row.detail[one] for one in ("document", "format", "grade", "to", "sha256")} == {
        "document": "notice", "format": "docx", "grade": "public", "to": "browser", "sha256": hashlib.sha256(got.body).hexdigest(),
    }  # fmt: skip
    assert ("还没有交出" in made.seen, "已经交出" in tab.get(sent.headers["location"]).seen) == (True, True)
    desk.made.call("documents", desk.made.case, "notice", "--to", tmp_path, "--officer", "张三")
    assert (tmp_path / "23-公告.docx").read_bytes() == got.body


def test_several_leave_as_one_with_their_list(tab, desk):
    sent = tab.post("/documents/write", name=["notice", "harm"], format="json")
    made = waited(lambda: tab.get(sent.headers["location"]))
    assert "文书清单" in made.seen
    got = tab.post(sent.headers["location"].replace("/made/", "/take/"))
    with zipfile.ZipFile(io.BytesIO(got.body)) as box:
        members = {name: box.read(name) for name in box.namelist()}
    [listed] = [json.loads(data) for name, data in members.items() if name.startswith("00-文书清单-")]
    assert {one["file"]: one["sha256"] for one in listed["files"]} == {
        name: hashlib.sha256(data).hexdigest() for name, data in members.items() if not name.startswith("00-文书清单-")
    }
    assert {row.detail["sha256"] for row in exports(desk)} >= {hashlib.sha256(data).hexdigest() for data in members.values()}  # fmt: skip


def test_words_of_posts_need_a_reason_and_what_was_chosen_stays(tab, known):
    said = tab.post("/documents/write", name="conduct", format="pdf")
    assert said.status == 400
    assert "要写明理由" in said.seen
    chosen = [held for tag, held in said.tags if tag == "input" and held.get("value") == "conduct"]
    assert ["checked" in held for held in chosen] == [True]
    said = tab.post("/documents/write", name="conduct", format="pdf", reason=f"核对{known.phone}")
    assert said.status == 400
    assert known.phone not in said.text
    for wrong in ({"format": "docx"}, {"name": "nothing", "format": "docx"}, {"name": "notice", "format": "exe"}):
        assert tab.post("/documents/write", **wrong).status == 400
    assert tab.post("/documents/write", name="conduct", format="txt", reason="移送法院").status == 303


def test_what_is_refused_says_where_and_nothing_leaves(tab, desk, known):
    before = len(exports(desk))
    template = leaking(desk.made.case, "harm", known.one)
    sent = tab.post("/documents/write", name=["notice", "harm"], format="docx")
    said = waited(lambda: tab.get(sent.headers["location"]))
    assert "13-损害事实说明.docx" in said.seen
    assert "公告.docx" not in said.seen
    assert known.one not in said.text
    assert "/take/" not in said.text
    assert tab.post(sent.headers["location"].replace("/made/", "/take/")).status == 303
    assert len(exports(desk)) == before
    template.unlink()


def test_only_the_browser_that_asked_gets_the_files(tab, desk):
    mine, other, before = tab, desk.tab("李四"), len(exports(desk))
    sent = mine.post("/documents/write", name="notice", format="txt")
    where = sent.headers["location"]
    waited(lambda: mine.get(where))
    for said in (other.get(where), other.post(where.replace("/made/", "/take/"))):
        assert said.status == 400
        assert "已经不在了" in said.seen
    assert len(exports(desk)) == before


@pytest.mark.whole
def test_what_is_entered_shows_at_once_and_a_process_that_was_ended_is_told(fresh):
    tab = fresh.tab()
    waited(lambda: tab.get("/documents"))
    fresh.made.call("register", "add", fresh.made.case, _issued(fresh.made.case.parent / "i.yaml"), "--officer", "张三")
    assert "某检民公〔2025〕3号" in waited(lambda: tab.get("/documents")).seen
    assert "某检民公〔2025〕3号" in tab.get("/documents/of/notice").seen
    tab.get("/documents?scope=channel:telegram:channel:1850001")
    for process in active_children():
        process.kill()
        process.join()
    said = waited(lambda: tab.get("/documents?scope=channel:telegram:channel:1850001"))
    assert "中途结束" in said.seen
    assert "公告" in waited(lambda: tab.get("/documents?scope=channel:telegram:channel:1850001")).seen


def _issued(path):
    path.write_text(
        "- {form: issued, id: I1, document: notice, number: 某检民公〔2025〕3号, at: 2025-03-02}\n", "utf-8"
    )
    return path


def test_files_made_before_the_case_changed_do_not_leave(fresh):
    tab = fresh.tab()
    sent = tab.post("/documents/write", name="notice", format="docx", only="notice")
    waited(lambda: tab.get(sent.headers["location"]))
    file = fresh.made.case.parent / "later.yaml"
    file.write_text("- {form: defendant, id: D9, name: 甘松涛}\n", "utf-8")
    fresh.made.call("register", "add", fresh.made.case, file, "--officer", "张三")
    before = len(exports(fresh))
    said = tab.post(sent.headers["location"].replace("/made/", "/take/"))
    assert (said.status, "制作以后案卷有变化" in said.seen) == (400, True)
    assert len(exports(fresh)) == before
    assert "还没有交出" in tab.get(sent.headers["location"]).seen


def test_an_auditor_looks_and_takes_nothing(desk):
    desk.within(lambda case: case.custody.append("officer.role", {"officer": "王五", "role": "auditor"}, "张三"))
    tab = desk.tab("王五")
    said = waited(lambda: tab.get("/documents"))
    assert "/documents/write" not in said.text
    assert not [held for tag, held in said.tags if tag == "a" and held.get("href", "").startswith("/register/new")]
    assert tab.post("/documents/write", name="notice", format="txt").status == 403
    assert DOCUMENTS.keys() >= PUBLIC
