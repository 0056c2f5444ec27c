"""Any messages in any layout read the same; any damage costs no post before it and raises only what we declare."""

import json

from hypothesis import given
from hypothesis import strategies as st
from reading_exports import tables
from tests.sizes import examples

from doxdocket.errors import DoxdocketError

words = st.text(
    alphabet=st.one_of(st.sampled_from('"\\{}[],:\n\r\t\u2028 id“😀汉\x00\x1b'), st.characters(codec="utf-8")),
    max_size=24,
)
run = st.fixed_dictionaries(
    {"type": st.sampled_from(["bold", "blockquote", "text_link"]), "text": words}, optional={"href": words}
)
text = st.one_of(words, st.lists(st.one_of(words, run), max_size=4))
second = st.integers(min_value=1_400_000_000, max_value=1_900_000_000)


@st.composite
def exports(draw):
    """An export of messages with rising ids, in the key order of Desktop, and its messages."""
    ids = sorted(draw(st.sets(st.integers(-(10**9), 10**10), max_size=12)))
    messages = []
    for number in ids:
        if draw(st.integers(0, 9)) == 0:
            messages.append({"id": number, "type": "unsupported"})
            continue
        one = {"id": number, "type": "message", "date": "2023-11-15T06:13:20", "date_unixtime": str(draw(second))}
        for key in ("from", "forwarded_from", "author", "file_name"):
            if draw(st.integers(0, 3)) == 0:
                one[key] = draw(words)
        one["text"] = draw(text)
        messages.append(one)
    return {"name": draw(words), "type": "private_channel", "id": 12345678901, "messages": messages}


layouts = st.builds(
    lambda indent, separators, ascii_only, crlf: (indent, separators, ascii_only, crlf),
    st.sampled_from([None, 0, 1, 2, "\t"]),
    st.sampled_from([(",", ":"), (", ", ": "), (" , ", " : ")]),
    st.booleans(),
    st.booleans(),
)


def laid_out(export, layout):
    indent, separators, ascii_only, crlf = layout
    out = json.dumps(export, indent=indent, separators=separators, ensure_ascii=ascii_only)
    return (out.replace("\n", "\r\n") if crlf else out).encode()


def flat(value):
    return value if isinstance(value, str) else "".join(one if isinstance(one, str) else one["text"] for one in value)


@given(exports(), layouts, st.sampled_from([None, 37, 1024]))
@examples(120)
def test_any_layout_gives_the_same_posts_each_with_its_own_bytes(export, layout, most):
    data = laid_out(export, layout)
    rows = tables(data, most=most)
    assert [row["post_no"] for row in rows["posts"]] == [one["id"] for one in export["messages"]]
    assert [row["text"] for row in rows["posts"]] == [flat(one.get("text", "")) for one in export["messages"]]
    cut = [json.loads(data[row["byte_start"] : row["byte_end"]]) for row in rows["posts"]]
    assert cut == export["messages"]
    assert not [row for row in rows["warnings"] if row["what"] != "notice"]
    for row in rows["posts"]:
        assert all(0 <= quote["start"] <= quote["end"] <= len(row["text"]) for quote in row["quotes"])


def before(rows, at):
    """Posts whose bytes end before some place."""
    return [(row["post_no"], row["text"], row["byte_start"]) for row in rows["posts"] if row["byte_end"] < at]


def same_before(whole, data, at):
    """The posts before ``at`` are all there; nothing but our errors leaves the parser."""
    wanted = before(whole, at)
    try:
        rows = tables(data)
    except DoxdocketError:
        assert not wanted
        return
    assert before(rows, at) == wanted
    for row in rows["warnings"]:
        assert 0 <= row["byte_start"] <= row["byte_end"] <= len(data)


@given(exports(), layouts, st.data())
@examples(120)
def test_a_cut_export_keeps_every_post_before_the_cut(export, layout, data):
    whole = laid_out(export, layout)
    at = data.draw(st.integers(0, len(whole)))
    same_before(tables(whole), whole[:at], at)


@given(exports(), layouts, st.data())
@examples(200)
def test_changed_bytes_cost_no_post_before_them(export, layout, data):
    whole = laid_out(export, layout)
    head = whole.index(b'"messages"')
    at = data.draw(st.integers(head + 12, len(whole) - 1))
    new = data.draw(st.binary(min_size=0, max_size=3))
    same_before(tables(whole), whole[:at] + new + whole[at + 1 :], at)


@given(exports(), st.data())
@examples(150)
def test_one_changed_byte_in_desktop_layout_costs_at_most_the_record_it_is_in(export, data):
    whole = laid_out(export, (1, (",", ": "), False, False))
    rows = tables(whole)["posts"]
    if not rows:
        return
    hit = data.draw(st.sampled_from(rows))
    at = data.draw(st.integers(hit["byte_start"], hit["byte_end"] - 1))
    new = data.draw(st.one_of(st.integers(0, 255), st.sampled_from(b'{}[],":\\')))
    after = tables(whole[:at] + bytes([new]) + whole[at + 1 :])
    kept = {row["byte_start"]: row["post_no"] for row in after["posts"]}
    others = {row["byte_start"]: row["post_no"] for row in rows if row is not hit}
    if new in b"[{" and whole[at] in b"]}" and not others.items() <= kept.items():
        assert after[
            "warnings"
        ]  # "text": [] made "text": [{ is JSON that takes the next record in: it is told, not undone
        return
    assert others.items() <= kept.items()
    if hit["byte_start"] not in kept:
        ranges = [(row["byte_start"], row["byte_end"]) for row in after["warnings"] if row["what"] == "quarantine"]
        assert any(start < hit["byte_end"] and hit["byte_start"] < end for start, end in ranges)


def test_no_single_structural_byte_in_a_record_costs_another_record(whole):
    """Every byte of three records; in the ordinary suite every third."""
    runs = [{"type": "text_link", "text": "a", "href": ""}]
    clock = {"date": "2023-11-15T06:13:20", "date_unixtime": "1700000000"}
    messages = [
        {"id": 1, "type": "message", **clock, "text": "]},"},
        {"id": 2, "type": "message", **clock, "text": runs},
        {"id": 3, "type": "unsupported"},
    ]
    data = laid_out(
        {"name": "x", "type": "private_channel", "id": 5, "messages": messages}, (1, (",", ": "), False, False)
    )
    rows = tables(data)["posts"]
    for hit in rows:
        for at in range(hit["byte_start"], hit["byte_end"], 1 if whole else 3):
            for new in set(b'{}[],":\\\n') - {data[at]}:
                kept = {row["byte_start"] for row in tables(data[:at] + bytes([new]) + data[at + 1 :])["posts"]}
                assert {row["byte_start"] for row in rows if row is not hit} <= kept, (at, new)
