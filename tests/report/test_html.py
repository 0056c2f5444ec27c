"""A document as HTML: every block has its element, hostile words stay words, ids are links where the caller knows them."""

import re
from html.parser import HTMLParser

import pytest

from doxdocket.report.document import Column, Document, Fields, Heading, Items, Paragraph, Part, Records, Table
from doxdocket.report.foreign import apart
from doxdocket.report.html import fragment, linked, page
from doxdocket.report.paper import Paper

BAD = "<img src=x onerror=alert(1)>&\"'"
ALL = [
    BAD, (BAD, BAD), Heading(BAD), Paragraph(BAD, "  "), Items([BAD], title=BAD), Fields({BAD: BAD}), Records([[(BAD, BAD), (BAD, "b")]]),
    Table([{"a": BAD}], [Column(BAD, "a")], title=BAD), Part([BAD, Part([BAD], indent="  ")], BAD),
    Table([], [Column("", "a")], none=BAD), Table([{"a": 1}] * 600, [Column("a", "a")], more="{n} " + BAD),
]  # fmt: skip


class Tags(HTMLParser):
    """Which elements and attributes there are, and that each is closed."""

    def __init__(self, text):
        super().__init__()
        self.seen, self.open, self.attributes = [], [], set()
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        self.open.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("block", ALL)
def test_words_of_the_evidence_are_text_in_every_block(block, lang):
    told = Tags(str(fragment(Document({}, [block]), lang, lambda _: "/x")))
    assert "img" not in told.seen
    assert told.attributes <= {"class", "scope", "role", "tabindex", "aria-label", "href"}


def test_ids_are_links_where_the_caller_knows_them_and_text_elsewhere():
    def link(id_):
        return f"/at/{id_}" if id_ not in {"D9", "nothing"} else None

    said = str(linked("V0001、D9, R0007 S1#9 cn/pipl/69-1：telegram:channel:22/3。AV01xy V1/2", link))
    assert re.findall(r'href="/at/([^"]+)"', said) == [
        "V0001",
        "R0007",
        "S1#9",
        "cn/pipl/69-1",
        "telegram:channel:22/3",
    ]
    assert str(linked("persons", link, alone=True)) == '<a href="/at/persons">persons</a>'
    assert str(linked("persons", link)) == "persons"
    assert "<a" not in linked("nothing", link, alone=True)
    assert linked('V0001"', lambda _: '"><b>') == '<a href="&#34;&gt;&lt;b&gt;">V0001</a>&#34;'


def test_a_table_has_caption_scopes_and_numbers_to_the_right():
    rows = [{"a": "甲", "n": 1200, "b": "3 – 5"}, {"a": "b", "n": None, "b": "—"}]
    said = str(
        fragment(
            Document({}, [Table(rows, [Column("a", "a"), Column("n", "n", right=True), Column("b", "b")], title="T")]),
            "zh",
        )
    )
    assert "<caption>T</caption>" in said
    assert said.count('scope="col"') == 3
    assert '<td class="n">1,200</td><td class="n">3 – 5</td>' in said


def test_rows_of_records_stand_under_the_names_that_any_has_and_a_name_twice_is_two_columns():
    said = str(fragment(Document({}, [Records([[("x", "1"), ("x", "2")], [("y", "3")]])]), "en"))
    assert re.findall(r"<th[^>]*>(\w)</th>", said) == ["x", "x", "y"]
    assert re.findall(r"<td[^>]*>(\d?)</td>", said) == ["1", "2", "", "", "", "3"]


def test_headings_go_down_with_the_parts():
    said = str(fragment(Document({}, [Part([Part(["x"], "B")], "A")]), "en"))
    assert re.findall(r"<(h\d)>(\w)</h\d>", said) == [("h2", "A"), ("h3", "B")]


def test_a_heading_stands_below_its_part_and_signs_that_set_a_text_apart_in_a_line_are_gone():
    body = [
        Part([Heading("\u2068V0001\u2069")], "A"),
        Table([{"a": "\u2068x\u2069"}], [Column("a", "a")], title="\u2068y\u2069"),
    ]
    said = str(fragment(Document({}, body), "en", lambda id_: f"/{id_}"))
    assert '<h3><bdi><a href="/V0001">V0001</a></bdi></h3>' in said
    assert not set(said) & set("\u2068\u2069")


TITLE = f"C01 {apart('<b>' + chr(0x202E) + '雾灯')}"


@pytest.mark.parametrize("block", [
    (TITLE, TITLE), Heading(TITLE), Paragraph(TITLE), Items([TITLE], title=TITLE), Fields({TITLE: TITLE}), Records([[(TITLE, TITLE)]]),
    Table([{"a": TITLE}], [Column(TITLE, "a")], title=TITLE), Part(["x"], TITLE), Table([{"a": 1}] * 600, [Column("a", "a")], more="{n} " + TITLE),
])  # fmt: skip
def test_what_others_wrote_is_in_an_element_of_its_own_and_no_mark_is_left(block):
    said = str(fragment(Document({}, [block]), "zh"))
    told = re.sub(r'="[^"]*"', "", said)
    assert 0 < told.count("<bdi>&lt;b&gt;\\u202e雾灯</bdi>") == told.count("雾灯")
    assert not re.search("[\u2066-\u2069\u202e]", said)
    assert "<bdi>" not in "".join(re.findall(r'="[^"]*"', said))


def test_a_fragment_says_how_many_rows_it_leaves_out_and_a_page_in_a_file_leaves_out_none():
    told = Document({}, [Part([Table([{"a": f"r{n}"} for n in range(600)], [Column("a", "a")])], "A")])
    cut, whole = str(fragment(told, "en")), page(Paper("p", ("p", "p"), told), "en")
    assert ("r499<" in cut, "r500<" in cut, "… 100 more rows" in cut) == (True, False, True)
    assert ("r599<" in whole, "more rows" in whole) == (True, False)


def test_parts_of_a_page_are_numbered_whatever_stands_between_them_or_nowhere():
    body = [
        None,
        Paragraph("前"),
        Part([Paragraph("一")], "甲"),
        None,
        Part([Paragraph("无题")]),
        Part([Paragraph("二")], "乙"),
    ]
    paper = Paper("x", ("题", "Title"), Document({}, body), annexes=[Paper("y", ("附", "Annex"), Document({}, []))])
    told = page(paper, "zh")
    assert re.findall(r'<section id="([^"]+)"', told) == ["p1", "p2"]
    assert re.findall(r'href="#([^"]+)"', told) == ["p1", "p2", "a1"]
    assert paper.document.blocks == [one for one in body if one]
