"""Memory stays bounded whatever the file does, and what it does is said."""

import json
import tracemalloc

import pytest

from doxdocket.errors import Unreadable, WrongCall
from doxdocket.parse import elements, forms, parse, recognise, window
from doxdocket.parse.tdesktop_json import records

HEAD = b'{"name": "x", "type": "public_channel", "id": 5, "messages": ['
POST = b'{"id": %d, "type": "message", "date_unixtime": "1700000000", "text": "a"}'


class Made:
    """A stream of bytes that are made as they are read."""

    def __init__(self, *chunks):
        self.chunks = iter(chunk for some in chunks for chunk in ([some] if isinstance(some, bytes) else some))
        self.kept = b""

    def read(self, size):
        while len(self.kept) < size and (chunk := next(self.chunks, None)) is not None:
            self.kept += chunk
        out, self.kept = self.kept[:size], self.kept[size:]
        return out


def filler(unit, megabytes):
    chunk = unit * ((1 << 20) // len(unit))
    return (chunk for _ in range(megabytes))


@pytest.fixture(autouse=True, scope="module")
def loaded():
    """What is loaded at first use is not counted as memory that a file costs."""
    assert read(HEAD, POST % 1, b"]}")[0] == [1]


def read(*chunks):
    """Ids of posts, warnings' codes, and the most memory that Python held meanwhile, in megabytes."""
    tracemalloc.start()
    try:
        ids, codes = [], []
        for part in parse(Made(*chunks), "0" * 64, "tdesktop_json"):
            if part.table == "posts":
                ids += part.batch["post_no"].to_pylist()
            elif part.table == "warnings":
                codes += part.batch["code"].to_pylist()
        return ids, codes, tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


@pytest.fixture
def share(monkeypatch, whole):
    """An eighth of the bounds, and of the sizes that pass them; with ``--whole`` as in use."""
    share = 1 if whole else 8
    for room in (elements, records):
        monkeypatch.setattr(room, "LIMIT", room.LIMIT // share)
    monkeypatch.setattr(window, "DEPTH", window.DEPTH // share)
    return share


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ([b'"text": "', (b"x", 96), b'"'], "too_big"),
        ([b'"text": [', (b'"x", ', 96), b'"x"]'], "too_big"),
        ([b'"x": ', (b"[", 8), (b"]", 8)], "too_deep"),
        ([b'"text": ', (b"[{", 8)], "too_deep"),
        ([(b" ", 96), b'"text": ""'], "too_big"),
    ],
    ids=["one string", "one list", "brackets that close", "brackets that do not", "white space"],
)
def test_a_record_without_end_is_quarantined_and_its_neighbours_are_kept(inside, code, share):
    end = b"}, " + POST % 3 + b"]}"
    chunks = [filler(part[0], part[1] // share) if isinstance(part, tuple) else part for part in inside]
    ids, codes, most = read(HEAD, POST % 1, b', {"id": 2, "type": "message", ', *chunks, end)
    assert ids == [1, 3]
    assert code in codes
    assert most < 80 / share


def test_what_is_out_of_scope_is_passed_over_whatever_its_size():
    ids, codes, most = read(
        b'{"contacts": {"list": ["', filler(b"x", 48), b'", [', filler(b"1,", 8), b"1]]}, ", HEAD[1:], POST % 1, b"]}"
    )
    assert ids == [1]
    assert codes[0] == "out_of_scope"
    assert most < 40


@pytest.mark.whole
def test_many_posts_on_one_line_stay_in_bounds():
    ids, _, most = read(HEAD, (POST % n + b"," for n in range(1, 60_000)), POST % 60_000, b"]}")
    assert ids == list(range(1, 60_001))
    assert most < 80


def test_messages_before_their_chats_key_are_held_only_so_far():
    with pytest.raises(Unreadable, match="type and id stand after"):
        long = POST.replace(b'"a"', b'"%b"' % (b"a" * 20_000))
        read(b'{"messages": [', (long % n + b"," for n in range(1, 5_000)), POST % 1, b'], "type": null, "id": 1}')


def test_a_file_of_brackets_is_refused(share):
    with pytest.raises(Unreadable):
        read(filler(b'{"a":[', 8 // share))


def test_an_unknown_form_is_a_wrong_call_and_known_ones_have_names_in_both_languages():
    with pytest.raises(WrongCall):
        list(parse(Made(b"{}"), "0" * 64, "parchment"))
    assert all(form.zh and form.en for form in forms())
    assert recognise(b"MZ", "a.exe") == []


@pytest.mark.parametrize(("odd", "long"), [({20}, 250), ({63}, 250), ({21, 24, 27, 30, 33}, 900)])
def test_odd_records_take_none_of_their_neighbours_away(odd, long):
    def record(number):
        inside = {"gifts": [{"id": 1, "type": "a"}, {"id": 2, "type": "b"}]} if number % 3 == 2 else {}
        text = "x\ud83d" if number in odd else "字" * long  # half of a pair
        return {"id": number, "type": "message", "date_unixtime": "1700000000"} | inside | {"text": text}

    export = {"name": "x", "type": "public_channel", "id": 5, "messages": [record(number) for number in range(1, 301)]}
    ids, _, _ = read(json.dumps(export, indent=1).encode())
    assert ids == list(range(1, 301))
