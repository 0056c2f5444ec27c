"""The index of a case and what is found in it: the same posts as the tables of the run show, words of any length, facets, decisions at once."""

import random
import shutil

import pytest
from tests.cli.conftest import PHONE, TEXTS, export

from doxdocket.desk import index, masked_posts, scopes, search, sight
from doxdocket.desk.deciding import Asked, record
from doxdocket.desk.search import Query
from doxdocket.errors import EvidenceFault
from doxdocket.store import indexes, verify
from doxdocket.store.backup import backup
from doxdocket.store.case import Case

CHANNEL = "telegram:channel:1850001"
MORE = (f"松声路那家店不错，听说{PHONE}也去", "竹影 明天来", "手機壞了，call ME Maybe", "<b>快来看</b>，共1234人")


@pytest.fixture(scope="module")
def ran(call, tmp_path_factory):
    """A small case, run; each test has a copy."""
    top = tmp_path_factory.mktemp("ran")
    case = top / "case"
    for words in (
        ("init", case, "--officer", "张三"),
        ("add", case, export(top / "Chat", (*TEXTS, *MORE)[:9])),
        ("run", case),
    ):
        assert (said := call(*words)).code == 0, said.err
    return case


@pytest.fixture
def own(home, ran, tmp_path, monkeypatch):
    monkeypatch.setenv("DOXDOCKET_HOME", str(home))
    shutil.rmtree(home / "heads", ignore_errors=True)  # of another copy
    with Case.open(shutil.copytree(ran, tmp_path / "case")) as opened:
        yield opened


def _numbers(case, *words, **asked):
    return sorted(int(post.post) for post in search.find(case, Query(words, **asked)).rows)


def test_words_of_any_length_are_found_in_masked_texts_and_nothing_clear_is(own):
    assert _numbers(own, "天") == [3, 7]
    assert _numbers(own, "天气") == [3]
    assert _numbers(own, "气天") == []
    assert _numbers(own, "手机") == [8]
    assert _numbers(own, "手機", "maybe") == [8]
    assert _numbers(own, "may") == []
    assert _numbers(own, "may*") == [8]
    assert _numbers(own, "快来看", without=("人",)) == []
    assert _numbers(own, "编号") == [5]
    assert _numbers(own, "＊＊＊") == []
    assert _numbers(own, '" OR "天') == _numbers(own, "or 天") == []
    for value in (PHONE, PHONE[-5:], "柳春生", "松声路", "听涛区松声路12号", "zhuyuting"):
        assert _numbers(own, value) == [], value


def test_no_phrase_goes_across_what_is_hidden(own):
    shown_ = masked_posts.posts(own, {(CHANNEL, "1")})[CHANNEL, "1"].texts[0].shown
    assert "姓名" in shown_
    assert _numbers(own, "姓名") == [1, 2]
    assert _numbers(own, "姓名：性别") == []


def test_facets_count_what_is_found_and_narrow_it(own):
    every = search.find(own, Query())
    assert (every.total, every.of) == (9, 9)
    assert every.facets["channel"] == {CHANNEL: 9}
    assert sum(every.facets["month"].values()) == 9
    for kind, n in every.facets["kind"].items():
        assert search.find(own, Query(kinds=(kind,))).total == n
    assert search.find(own, Query(kinds=tuple(every.facets["kind"]))).total == every.facets["status"]["open"]
    assert search.find(own, Query(channels=("none",))).total == 0
    assert search.find(own, Query(months=("2024-01",))).total == 9


def test_pages_and_orders_hold_every_post_once(own):
    every = [post.post for page in (1, 2, 3, 4, 5) for post in search.find(own, Query(page=page, size=2)).rows]
    assert every == [str(n) for n in range(9, 0, -1)]
    assert [p.post for p in search.find(own, Query(order="oldest")).rows] == every[::-1]
    assert search.find(own, Query(page=1, size=2)).next == 2
    assert search.find(own, Query(page=99, size=2)).page == 5


def test_decisions_show_at_once_and_an_undoing_too(own):
    mail = next(f for f in masked_posts.posts(own, {(CHANNEL, "2")})[CHANNEL, "2"].findings if f.kind == "email")
    assert _numbers(own, statuses=("rejected",)) == []
    nothing = _numbers(own, statuses=("nothing",))
    assert 7 in nothing
    assert not {*nothing} & {*_numbers(own, statuses=("open",))}
    assert len(nothing) + len(_numbers(own, statuses=("open",))) == 9
    record(own, [Asked("finding.reject", {"finding": mail.finding}, "核对原图", "张三")])
    assert _numbers(own, statuses=("rejected",)) == _numbers(own, by=("张三",)) == [2]
    record(own, [Asked("finding.add", {"span": f"{CHANNEL}/7/text/0-2", "kind": "name"}, "核对原图", "张三")])
    assert _numbers(own, statuses=("added",)) == [7]
    assert 7 not in _numbers(own, statuses=("nothing",))
    assert _numbers(own, "竹影") == []
    assert _numbers(own, "明天") == [7]
    record(own, [Asked("undo", {"decision": "D0001"}, "核对原图", "张三")])
    assert _numbers(own, statuses=("rejected",)) == []


def test_the_index_lies_sealed_in_the_case_and_goes_with_its_key_and_run(own, home, call, tmp_path):
    one = index.ready(own)
    path = own.folder / indexes.place_of(own.current_run().run_id)
    assert path.stat().st_size == one.size
    data = path.read_bytes()
    assert b"SQLite format" not in data
    assert "今天".encode() not in data
    assert verify.verify(own) == []
    assert own.unlike() == []
    copy = backup(own, tmp_path / "copy")
    assert (copy / path.relative_to(own.folder)).read_bytes() == data
    damaged = bytearray(data)
    damaged[len(data) // 2] ^= 1
    path.write_bytes(damaged)
    assert [fault.place for fault in verify.verify(own)] == [indexes.place_of(own.current_run().run_id)]
    path.write_bytes(data)
    folder = own.folder
    own.close()
    index._OPEN.clear()  # noqa: SLF001 - as another process sees it
    with Case.open(folder, alone=True) as case:
        case.rotate(reason="换岗", officer="张三")
        assert not path.exists()
        assert verify.verify(case) == []
        assert index.at_hand(case) is None
        assert search.find(case, Query(("天气",))).total == 1
        assert verify.verify(case) == []


def test_a_damaged_index_is_made_again_and_a_killed_making_leaves_nothing(own, monkeypatch):
    index.ready(own)
    path = own.folder / indexes.place_of(own.current_run().run_id)
    size = path.stat().st_size
    index._OPEN.clear()  # noqa: SLF001 - as another process sees it
    path.write_bytes(b"\0" * size)
    assert index.at_hand(own) is None
    assert search.find(own, Query(("天气",))).total == 1

    class Killed(Exception):
        pass

    def beat(*_):
        raise Killed

    index._OPEN.clear()  # noqa: SLF001 - as another process sees it
    monkeypatch.setattr(index, "mark_of", lambda run: f"{run}-other")
    with pytest.raises(Killed):
        index.ready(own, beat)
    assert [p.name for p in (own.folder / "incoming").iterdir()] == [".lock"]
    assert verify.verify(own) == []
    assert search.find(own, Query(("天气",))).total == 1


def test_a_copy_that_is_only_read_gets_its_index_outside(own, tmp_path):
    copy = backup(own, tmp_path / "copy")
    with Case.open(copy) as case:
        assert search.find(case, Query(("天气",))).total == 1
        assert not (copy / "index").exists()


def test_a_file_that_is_no_index_is_refused(own, tmp_path):
    with indexes.drafting(own) as place:
        with indexes.draft(own, place) as draft:
            draft.execute("CREATE TABLE meta (key TEXT, value TEXT)")
        with pytest.raises(EvidenceFault):
            index.Index(indexes.opened(own, place), 0)


def test_the_index_shows_every_post_as_the_tables_of_the_run_do(own):
    one, tables = index.ready(own), sight.Sight(own, own.current_run())
    keys = [key for _, key, _ in one.some(range(1, one.count + 1))]
    assert len(keys) == 9
    assert one.held(keys) == tables.held(set(keys))
    rng = random.Random(1)
    for key in rng.sample(keys, 5):
        assert one.near(key, 2, 2) == tables.near(key, 2, 2)
    assert one.near((CHANNEL, "none"), 1, 1) == one.near(("none", "1"), 1, 1) == []


def test_where_there_is_an_index_the_scopes_name_channels_from_it_and_load_no_detector(own, monkeypatch):
    before = scopes.scopes(own)
    index.ready(own)
    monkeypatch.setattr(scopes, "Names", None)
    assert [name for _, name in scopes.scopes.__wrapped__(own)] == [name for _, name in before]
    assert any("C01 " in name for _, name in before)
