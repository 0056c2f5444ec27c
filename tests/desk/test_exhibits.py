"""The exhibit book: one number for a post in every document, links that lead somewhere, covered pictures, figures whose rows name the post."""

import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pyarrow as pa
import pytest
from lxml import etree
from PIL import Image, ImageDraw, ImageFont
from tests.pipeline.mixed import telethon
from tests.pipeline.test_pipeline import WHO, take
from tests.review.conftest import NAME, ONE, Made, running
from tests.review.test_documents import waited

from doxdocket import pipeline
from doxdocket.desk import releasing
from doxdocket.desk.documents import DOCUMENTS, book, evidence, exhibits, files
from doxdocket.desk.documents.material import Material
from doxdocket.pipeline.published import latest_conduct
from doxdocket.report.marks import place, refer
from doxdocket.report.paper import blank
from doxdocket.store import channel_order
from doxdocket.store.case import Case
from doxdocket.words import speaking

CHAT, PHONE, WHY = "telegram:channel:1850009", "13900001850", "制作证据材料册"
FORGED = [place(f"{CHAT}/1", "某处甲"), refer(f"{CHAT}/12", "某处乙"), blank(("某处丙", "x"), ("某处丁", "x"))[0]]
LONG = "\n".join([f"姓名：{NAME}", f"身份证：{ONE}", *(f"第{n}段，雾灯巷里的事" for n in range(300))])


def photograph(path, shade, words=""):
    image = Image.new("RGB", (420, 200), (230, 225, shade))
    if words:
        ImageDraw.Draw(image).text((30, 70), words, fill=(20, 20, 20), font=ImageFont.load_default(44))
    image.save(path)


@pytest.fixture(scope="module")
def illustrated(made_once):
    """An album of four pictures, in one of which a number stands, over words that expose somebody; a long post; an insult that a person confirmed."""

    def make(top):
        it, folder = Made(top / "case", top / "home"), top / "ChatExport"
        (folder / "photos").mkdir(parents=True)
        messages = []
        for n in range(1, 5):
            photograph(folder / "photos" / f"p{n}.png", 100 + 10 * n, PHONE if n == 3 else "")
            text = f"姓名：{NAME}\n身份证：{ONE}" if n == 1 else ""
            messages.append({"id": n, "photo": f"photos/p{n}.png", "text": text, "date_unixtime": "1704067200"})
        messages += [
            {"id": 11, "text": LONG, "date_unixtime": "1704153600"},
            {"id": 12, "text": "你这个垃圾", "date_unixtime": "1704240000"},
            {"id": 13, "text": "今天天气不错", "date_unixtime": "1704326400"},
            {"id": 14, "text": "\n".join([f"姓名：{NAME}", f"电话：{PHONE}", *FORGED]), "date_unixtime": "1704412800"},
        ]
        told = [
            {"type": "message", "date": "2024-01-01T08:00:00", "from": "雾灯", "from_id": "channel1850009", **one}
            for one in messages
        ]
        whole = {"name": "雾灯", "type": "public_channel", "id": 1850009, "messages": told}
        (folder / "result.json").write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
        it.call("init", it.case, "--title", "册", "--officer", "张三")
        it.call("add", it.case, folder, "--officer", "张三", "--origin", "移送", "--captured-at", "2024-03-01T08:00")
        it.call("run", it.case)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DOXDOCKET_HOME", str(it.home))
            with Case.open(it.case) as case:
                rows = [
                    row
                    for row in latest_conduct(case).to_pylist()
                    if row["label"] == "insult" and row["post_id"] == "12"
                ]
                for row in rows:
                    key = "{channel_id}/{post_id}/{where}/{start}-{end}/{label}".format(**row)
                    case.decide("conduct.confirm", {"conduct": key}, "核对原文", "张三")
        it.call("run", it.case)

    top = made_once("exhibits", make)
    return Made(top / "case", top / "home")


@pytest.fixture(scope="module")
def copied(illustrated, tmp_path_factory):
    return illustrated.copy(tmp_path_factory.mktemp("exhibits"))


@pytest.fixture(scope="module")
def case(copied):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOXDOCKET_HOME", str(copied.home))
        with Case.open(copied.case) as case:
            yield case


@pytest.fixture(scope="module")
def of(case):
    """What the documents are written from, with pictures."""
    with speaking("zh"):
        of = Material(case, "case", counted=True)
    of.opens(WHY, "张三")
    return of


@pytest.fixture(scope="module")
def papers(of):
    with speaking("zh"):
        return {name: DOCUMENTS[name](of) for name in ("summary", "conduct", "evidence", "exhibits")}


def led(data):
    """Of a .docx the places to which links and fields of pages lead, and those that are there."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    w = root.nsmap["w"]
    to = [one.get(f"{{{w}}}anchor") for one in root.iter(f"{{{w}}}hyperlink")]
    to += [one.text.split()[1] for one in root.iter(f"{{{w}}}instrText") if "PAGEREF" in one.text]
    return to, [one.get(f"{{{w}}}name") for one in root.iter(f"{{{w}}}bookmarkStart")]


def without_a_bookmark(data):
    """The same file, one of its bookmarks gone."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as read, zipfile.ZipFile(out, "w") as write:
        for name in read.namelist():
            inside = read.read(name)
            if name == "word/document.xml":
                inside = re.sub(rb"<w:bookmarkStart [^>]*>", b"", inside, count=1)
            write.writestr(name, inside)
    return out.getvalue()


def test_a_post_has_one_number_in_every_document_and_its_form_in_the_book(of, papers):
    told = {one["exhibit"]: one["post"] for one in papers["exhibits"].document.data["exhibits"]}
    assert told == {f"证据C01-{n}": f"{CHAT}/{n}" for n in (1, 11, 12, 14)}
    assert papers["evidence"].document.data["exhibits"] == [*told.values()]
    texts = {name: one.document.text("zh") for name, one in papers.items()}
    for name, text in texts.items():
        assert {one.strip() for one in re.findall(r"证据C\d+-\d+", text)} <= told.keys(), name
    assert set(re.findall(r"证据C\d+-\d+", texts["evidence"])) == told.keys()
    assert "证据C01-12" in texts["conduct"]
    with speaking("zh"):
        other = Material(of.case, "case", ["2024-01-03"])
        assert [one.name for one in other.exhibits.every] == ["证据C01-12"]


def test_words_of_an_edited_post_are_not_told_as_those_of_the_day_it_was_posted(of):
    """A price of 1,000 stood with the day on which 800 was asked."""
    one = next(one for one in of.exhibits.every if one.post.at)
    with speaking("zh"):
        assert replace(one, post=replace(one.post, versions=1)).posted == one.post.at
        told = replace(one, post=replace(one.post, versions=2)).posted
    assert told.startswith(one.post.at)
    assert "采集到2个版本" in told


def test_links_and_pages_of_the_list_lead_to_the_forms_and_a_bookmark_that_is_gone_is_seen(papers):
    data = files.content(papers["exhibits"], "docx", "zh")
    to, there = led(data)
    assert len(there) == len(set(there)) == 4
    assert sorted(to) == sorted(2 * there)
    to, there = led(without_a_bookmark(data))
    assert set(to) - set(there)
    assert led(files.content(papers["evidence"], "docx", "zh")) == ([], [])


def test_a_post_makes_no_place_no_reference_and_no_blank(papers):
    assert "某处甲" in papers["exhibits"].document.text("zh")
    assert "某处丙" not in [one.label for one in files.lacking(papers["exhibits"], "zh")]


def test_pictures_are_the_covered_ones_once_each_and_the_log_has_them(of, papers):
    data = zipfile.ZipFile(io.BytesIO(files.content(papers["exhibits"], "docx", "zh")))
    shown = {hashlib.sha256(data.read(name)).hexdigest() for name in data.namelist() if name.startswith("word/media/")}
    digests = papers["exhibits"].document.data["exhibits"][0]["pictures"]
    assert len(digests) == 4
    assert shown == {hashlib.sha256(of.covered(one)).hexdigest() for one in digests}
    assert numbered(of.case).sha256 not in shown  # one in which nothing is to be covered is what it was
    rows = [row.detail for row in of.case.custody.rows() if row.act == "open"]
    assert sorted(row["source"] for row in rows) == sorted(digests)
    assert all(row["covered"] and row["reason"] == WHY for row in rows)


def numbered(case):
    """The picture in which a number stands."""
    return next(one for one in case.sources() if one.name.endswith("p3.png"))


def test_a_picture_with_a_number_would_be_refused_and_its_covered_one_leaves(of, papers):
    gate, one = releasing.Gate(of.case), numbered(of.case)
    with of.case.original(one.sha256) as stream:
        assert gate.hits(("a.png", stream.read()))
    assert not gate.hits(("a.png", of.covered(one.sha256)))
    for form in ("txt", "json", "xlsx"):
        data = files.content(papers["exhibits"], form, "zh")
        releasing.leaving(of.case, f"a.{form}", len(data), lambda data=data: [data], gate)


def test_a_form_has_source_key_capture_words_and_no_value(of, papers):
    text = papers["exhibits"].document.text("zh")
    form = text.partition("\n证据C01-11\n")[2].partition("\n证据C01-12\n")[0]
    source = of.case.sources()
    digest = next(
        one["sha256"] for one in papers["exhibits"].document.data["exhibits"] if one["exhibit"] == "证据C01-11"
    )
    assert digest in {one.sha256 for one in source}
    for part in (digest, f"标识{CHAT}/11", "采集时间：2024-03-01 08:00", "第299段，雾灯巷里的事", "公开的人：V0001"):
        assert part in form, part
    assert NAME not in text
    assert ONE not in text
    assert PHONE not in text


def test_figures_of_a_post_are_those_whose_rows_name_it(of, papers):
    counts = {one["exhibit"]: one["figures"] for one in papers["exhibits"].document.data["exhibits"]}
    again = {one["exhibit"]: one["not_again"] for one in papers["exhibits"].document.data["exhibits"]}
    sure = {row["post_id"] for row in of.tables.dossiers.to_pylist() if row["counts"] == "low"}
    assert sure
    for name, told in counts.items():
        assert (told.get("persons") == "low" or "persons" in again[name]) == (name.rpartition("-")[2] in sure), name
        assert not told.keys() & {*again[name]}, name
    assert [told.get("persons") for told in counts.values()].count("low") == of.figure("persons")["low"] == 1
    assert counts["证据C01-12"]["insult"] == "low"
    assert "insult" not in counts["证据C01-11"]
    numbers = {one["id"]: one["no"] for one in papers["exhibits"].document.data["figures"]}
    form = papers["exhibits"].document.text("zh").partition("\n证据C01-12\n")[2].partition("\n证据C01-14\n")[0]
    line = re.sub(r"\s", "", form).partition("计入：")[2].partition("内容")[0]
    assert str(numbers["insult"]) in re.findall(r"\d+", line)


def test_posts_that_are_left_out_are_those_that_are_not_in_the_book(case, monkeypatch):
    monkeypatch.setattr(exhibits, "MOST", 0)
    with speaking("zh"):
        of = Material(case, "case", counted=True)
        assert ([one.post.post for one in of.exhibits.every], of.exhibits.left) == (["1", "11", "12", "14"], 0)
        monkeypatch.setattr(exhibits, "EXAMPLES", 1)
        of = Material(case, "case", counted=True)
        assert (len(of.exhibits.every), of.exhibits.left) == (2, 2)


def test_without_a_reason_no_picture_is_made(case):
    before = len(case.custody.rows())
    with speaking("zh"):
        told = book.paper(Material(case, "case"))
    assert "4张；写成文件时附遮盖后的图片" in told.document.text("zh")
    assert len(case.custody.rows()) == before
    assert not [
        name for name in zipfile.ZipFile(io.BytesIO(files.content(told, "docx", "zh"))).namelist() if "media" in name
    ]


def test_the_book_has_the_same_bytes_from_a_material_of_its_own(of, papers):
    with speaking("zh"):
        again = Material(of.case, "case", counted=True)
        again.covered = of.covered
        told = book.paper(again)
    for form in ("docx", "pdf", "xlsx", "html"):
        assert files.content(told, form, "zh") == files.content(papers["exhibits"], form, "zh"), form


def test_the_book_of_the_desk_has_its_pictures_and_the_log_has_each_before_it_is_made(illustrated, tmp_path):
    with running(illustrated.copy(tmp_path)) as desk:
        tab = desk.tab()
        sent = tab.post("/documents/write", name="exhibits", format="docx", reason=WHY, only="exhibits")
        assert "证据材料册" in waited(lambda: tab.get(sent.headers["location"])).text
        got = tab.post(sent.headers["location"].replace("/made/", "/take/"))
        rows = [row for row in desk.custody() if row.act in {"open", "export"}]
        with zipfile.ZipFile(io.BytesIO(got.body)) as box:
            assert len([name for name in box.namelist() if "media" in name]) == 4
        assert [row.act for row in rows] == ["open"] * 4 + ["export"]
        assert {(row.detail["reason"], row.detail["covered"], row.actor) for row in rows[:-1]} == {(WHY, True, "张三")}
        assert len({row.detail["source"] for row in rows[:-1]}) == 4


def test_the_command_writes_it_with_a_reason(illustrated, tmp_path, call):
    it = illustrated.copy(tmp_path)
    home = {"DOXDOCKET_HOME": str(it.home)}
    (tmp_path / "out").mkdir()
    words = ("documents", it.case, "exhibits", "--counted", "--to", tmp_path / "out")
    assert call(*words, **home).code == 2
    assert call(*words, "--reason", WHY, **home).code == 0
    assert len(set(led((tmp_path / "out" / "09-证据材料册.docx").read_bytes())[1])) == 4


def test_a_channel_that_comes_later_changes_no_code():
    def order(*rows):
        case = SimpleNamespace(sources=lambda: [SimpleNamespace(sha256=one) for one in ("a", "b", "c")])
        run = SimpleNamespace(
            read=lambda *_: SimpleNamespace(
                to_pylist=lambda: [dict(zip(("channel_id", "source"), row, strict=True)) for row in rows]
            )
        )
        return channel_order.channels(case, run)

    assert order(("9", "a"), ("5", "b"), ("4", "b")) == ["9", "4", "5"]
    assert order(("9", "c"), ("9", "a"), ("5", "b"), ("1", "c")) == ["9", "5", "1"]


def test_a_post_that_has_a_name_alone_is_not_told_to_expose_anybody():
    """A denial in which the name stands, put to the person by a decision, was told as a publication of personal information."""
    rows = [
        ("1", "V0006", "alone", "low", ["name", "phone"]),
        ("16", "V0006", "no", "estimate", ["name"]),
        ("17", "V0006", "no", "estimate", ["name", "health"]),
        ("18", "V0006", "no", "estimate", ["name"]),
        ("18", "V0006", "alone", "high", ["name", "phone"]),
        ("19", "V0006", "no", "low", ["name"]),
    ]
    names = ("post_id", "person", "identifies", "counts", "kinds")
    held = pa.Table.from_pylist([dict(zip(names, row, strict=True), channel_id=CHAT) for row in rows])
    book_of = exhibits.Exhibits(SimpleNamespace(run=SimpleNamespace(read=lambda _, columns: held.select(columns))))
    assert book_of.mentions == {((CHAT, "16"), "V0006")}
    posts = [SimpleNamespace(post=SimpleNamespace(key=(CHAT, no), persons=["V0006"])) for no in ("1", "16", "17")]
    book_of.__dict__["cited"] = {}
    for one in posts:
        one.post.conduct = ()
    with speaking("zh"):
        assert [evidence._shows(one, book_of) for one in posts] == [  # noqa: SLF001 - the cell of the list
            "公开V0006的个人信息",
            "只有V0006的姓名（较可能，不计入下限）",
            "公开V0006的个人信息（较可能，不计入下限）",
        ]
    assert [list(book_of.persons(one)) for one in posts[:2]] == [[("low", ["V0006"])], [("estimate", ["V0006"])]]


def test_of_a_counter_that_fell_papers_print_what_figures_take_and_the_most_that_it_showed(tmp_path):
    """Also which file shows which: the book, the excerpts and the figure are of one reading."""
    texts = {2: "姓名：钱二宝\n电话：13800001850\n住址：浙江省杭州市西湖区竹影路3号2幢402室"}
    for name, views in (("early", b"948"), ("late", b"648")):  # a dump says no day of its readings
        (tmp_path / f"{name}.jsonl").write_bytes(telethon(texts).replace(b'"views": 102', b'"views": ' + views))
    with Case.create(tmp_path / "case", title="演练", officers=("甲", "乙"), identity=WHO) as case:
        for name, day in (
            ("early.jsonl", datetime(2024, 5, 1, tzinfo=UTC)),
            ("late.jsonl", datetime(2024, 6, 1, tzinfo=UTC)),
        ):
            take(case, tmp_path / name, at=day)
        pipeline.run(case)
        of = Material(case, "case")
        [one] = of.exhibits.every
        with speaking("zh"):
            assert of.exhibits.views(one) == "648（计数下降，曾读作948）"
            assert one.post.views == 648
            assert "计数下降，曾读作948" in DOCUMENTS["exhibits"](of).document.text("zh")
        views = of.figure("views", whole=True)
        assert (views["estimate"], views["high"]) == (648, 948)
