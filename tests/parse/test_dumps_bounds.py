"""Memory and time stay bounded whatever a dump does, and what it does is said."""

import tracemalloc
from functools import partial
from itertools import count

import pytest
from test_bounds import Made, filler, share
from tests.costs import SQUARE, grown

from doxdocket.errors import Unreadable
from doxdocket.parse import parse, tallies, walk

__all__ = ["share"]
POST = (
    b'{"_": "Message", "id": %d, "peer_id": {"_": "PeerChannel", "channel_id": 5}, "date": 1700000000, "message": "a"}'
)
ENTRY = b'"%d": {"message": "a", "date": 1700000000.0}'
CHANNEL = b'{"1000000001": {"username": "a", "creation_date": 1.0, "text_messages": {'


def read(form, *chunks):
    """Ids of posts, warnings' codes, and the most memory that Python held meanwhile, in megabytes."""
    tracemalloc.start()
    try:
        ids, codes = [], []
        for part in parse(Made(*chunks), "0" * 64, form):
            if part.table == "posts":
                ids += part.batch["post_no"].to_pylist()
            elif part.table == "warnings":
                codes += part.batch["code"].to_pylist()
        return ids, codes, tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


def without_end(what, share):
    """What follows the head of a record, and what may be said of it."""
    deep = 1_100_000 // share
    return {
        "one string": ([b'"message": "', filler(b"x", 40 if share == 1 else 6), b'"'], {"too_big"}),
        "one list": ([b'"entities": [', filler(b'{"_": "a"}, ', 12 if share == 1 else 6), b"{}]"], {"too_big"}),
        "brackets that close": ([b'"x": ', b"[" * deep, b"]" * deep], {"too_deep"}),
        "brackets that do not": ([b'"x": ', b"[{" * deep], {"too_deep", "not_json"}),
    }[what]


@pytest.mark.parametrize(
    ("what", "between"),
    [
        ("one string", b", "),
        ("one string", b"\n"),
        ("one list", b"\n"),
        ("brackets that close", b", "),
        ("brackets that do not", b"\n"),
    ],
)
@pytest.mark.whole(but=5)
def test_a_record_without_end_is_quarantined_and_its_neighbours_are_kept(what, between, share):
    head, tail = (b"[", b"]") if between == b", " else (b"", b"\n")
    chunks, wanted = without_end(what, share)
    broken = b'{"_": "Message", "id": 2, '
    ids, codes, most = read("telethon", head, POST % 1, between, broken, *chunks, b"}", between, POST % 3, tail)
    assert ids == [1, 3]
    assert codes
    assert set(codes) <= wanted
    assert most < 80


def test_many_records_on_one_line_stay_in_bounds():
    many = 30_000
    ids, _, most = read("telethon", b"[", (POST % n + b"," for n in range(1, many)), POST % many, b"]")
    assert ids == list(range(1, many + 1))
    assert most < 80


def test_lists_that_become_many_objects_stay_in_bounds():
    big = (
        b'{"_": "Message", "id": 2, "peer_id": {"channel_id": 5}, "message": "a", "entities": ['
        + b"{}," * 300_000
        + b"{}]}"
    )
    ids, _, most = read("telethon", b"[", POST % 1, b", ", big, b", ", POST % 3, b"]")
    assert ids == [1, 2, 3]
    assert most < 150


def test_a_file_of_more_chats_than_memory_can_count_is_refused(monkeypatch):
    monkeypatch.setattr(tallies, "CHANNELS", 1000)
    lines = (POST.replace(b": 5", b": %d" % n) % 1 + b"\n" for n in count(1))
    with pytest.raises(Unreadable, match="more than 1000 channels"):
        read("telethon", lines)


def test_messages_that_name_no_chat_are_held_only_so_far(monkeypatch):
    monkeypatch.setattr(walk, "HELD", 1000)
    many = 30_000
    empty = (b'{"_": "MessageEmpty", "id": %d}\n' % n for n in range(1, many + 1))
    ids, codes, most = read("telethon", POST % 0, b"\n", empty)
    assert sorted(ids) == list(range(many + 1))
    assert "no_peer" in codes
    assert most < 45


def test_messages_before_their_chats_number_are_held_only_so_far():
    record = b'{"id":%d,"type":"message","file":"","date":1700000000,"text":"' + b"a" * 2000 + b'"}'
    ids, _, most = read(
        "tdl", b'{"messages":[', (record % n + b"," for n in range(1, 6000)), record % 6000, b'],"id":5}'
    )
    assert sorted(ids) == list(range(1, 6001))
    assert most < 80


def test_a_channel_of_any_size_stays_in_bounds():
    many = 40_000
    entries = (ENTRY % n + b", " for n in range(1, many))
    ids, codes, most = read("tgdataset", CHANNEL, entries, ENTRY % many, b'}, "generic_media": {}}}')
    assert ids == list(range(1, many + 1))
    assert codes == []
    assert most < 60


def test_an_entry_without_end_is_quarantined_and_its_neighbours_are_kept():
    long = [b'"2": {"message": "', filler(b"x", 30), b'"}']
    ids, codes, most = read(
        "tgdataset", CHANNEL, ENTRY % 1, b", ", *long, b", ", ENTRY % 3, b'}, "generic_media": {}}}'
    )
    assert ids == [1, 3]
    assert codes == ["too_big"]
    assert most < 60


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "gaps that alternate",
            b"[" + b"".join((POST % n) + (b", " if n % 2 else b",") for n in range(1, 4000)) + b"{}]",
        ),
        (
            "every record of a wrong type",
            b"\n".join((POST % n).replace(b'"date"', b'"views": "x", "date"') for n in range(1, 4000)),
        ),
        (
            "every second record broken",
            b"\n".join((POST % n).replace(b'"date":', b'"date"' if n % 2 else b'"date":') for n in range(1, 4000)),
        ),
        ("records that open and do not close", b"[" + b'{"_": "Message", "id": 1,' * 8_000),
        (
            "records inside records",
            b"[" + b",".join([b'{"_": "Message", "id": 1, "x": [' + POST % 2 + b"," + POST % 3 + b"]}"] * 2000) + b"]",
        ),
    ],
)
@pytest.mark.usefixtures("share")
def test_the_time_stays_in_proportion_to_the_file(name, data):
    def rows(some):
        try:
            return sum(part.batch.num_rows for part in parse(Made(some), "0" * 64, "telethon"))
        except Unreadable:
            return 1

    assert rows(data), name
    assert grown(partial(rows, data[: len(data) // 4]), partial(rows, data)) < SQUARE
