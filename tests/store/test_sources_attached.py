"""Files attached to sources, and time stamps: kept, logged, and named by verify when altered."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "seal"))
from authority import Authority, needs_openssl

from doxdocket import intake
from doxdocket.errors import EvidenceFault
from doxdocket.store import verify
from doxdocket.store.attachments import Attachment
from doxdocket.store.case import Case


@pytest.fixture
def attached(case: Case, tmp_path: Path) -> tuple[Case, Attachment]:
    (tmp_path / "t.txt").write_bytes("译文".encode())
    [one] = intake.take(case, [tmp_path / "t.txt"], officers=["甲"])
    detail = {"translator": "无名氏", "language": "en"}
    [made] = case.attachments.add(one.sha256, "translation", [case.sources()[0].sha256], detail, "甲")
    return case, made


def test_an_attachment_is_logged_without_its_details(attached: tuple[Case, Attachment]) -> None:
    case, made = attached
    assert case.attachments.all() == [made]
    row = case.custody.rows()[-1]
    assert (row.act, row.detail["attachment"], row.detail["kind"]) == ("attach", "A0001", "translation")
    assert "无名氏" not in repr(row) + repr(made)
    assert verify.verify(case) == []  # and nothing is asked of it that is asked of captures


def test_the_same_link_is_not_made_twice_and_another_is(attached: tuple[Case, Attachment]) -> None:
    case, made = attached
    first, second = (s.sha256 for s in case.sources()[:2])
    assert case.attachments.add(made.attached, "translation", [first], made.detail, "甲") == []
    more = case.attachments.add(made.attached, "translation", [first, second, None], made.detail, "")
    assert [(m.id, m.source) for m in more] == [("A0002", second), ("A0003", None)]
    assert verify.verify(case) == []


@pytest.mark.parametrize(
    "sql", ["UPDATE attachments SET detail = '{}'", "UPDATE attachments SET source = NULL", "DELETE FROM attachments"]
)
def test_an_attachment_altered_by_a_holder_of_the_key_is_named(attached: tuple[Case, Attachment], sql: str) -> None:
    case, _ = attached
    for trigger in ("attachments_kept", "attachments_whole"):
        case.database.execute(f"DROP TRIGGER {trigger}")
    case.database.execute(sql)
    assert "attachment:A0001" in [fault.place for fault in verify.verify(case)]


@needs_openssl
class TestStamps:
    @pytest.fixture
    def tsa(self, tmp_path: Path) -> Authority:
        return Authority(tmp_path / "tsa")

    def test_pending_then_unanchored_then_anchored(self, case: Case, tsa: Authority) -> None:
        last = case.custody.rows()[-1]
        asked = case.stamps.ask(f"head:{last.seq}", last.hash, "甲")
        assert asked.status(case.stamps.answers()) == "pending"
        answer = tsa.answer(asked.request)
        case.stamps.take(answer, [], "甲")
        assert asked.status(case.stamps.answers()) == "unanchored"
        made = case.stamps.take(answer, [tsa.root], "甲")
        assert asked.status(case.stamps.answers()) == "anchored"
        assert case.stamps.take(answer, [tsa.root], "乙") == made
        assert [row.act for row in case.custody.rows()[-3:]] == ["timestamp.request", *["timestamp.attach"] * 2]
        assert verify.verify(case) == []

    def test_an_answer_finds_its_request(self, case: Case, tsa: Authority) -> None:
        asked = [case.stamps.ask(f"source:{s.sha256}", s.sha256, "") for s in case.sources() * 2]
        made = [case.stamps.take(tsa.answer(one.request), [], "") for one in reversed(asked)]
        assert [m.stamp for m in made] == ["T0004", "T0003", "T0002", "T0001"]
        assert [m.id for m in made] == ["T0004/1", "T0003/2", "T0002/3", "T0001/4"]

    def test_an_answer_to_nobody_or_with_another_root_is_refused_and_not_recorded(
        self, case: Case, tsa: Authority, tmp_path: Path
    ) -> None:
        one = case.sources()[0]
        asked = case.stamps.ask(f"source:{one.sha256}", one.sha256, "")
        stranger = tsa.answer(tsa_request(one.sha256))
        with pytest.raises(EvidenceFault, match="no request"):
            case.stamps.take(stranger, [], "")
        with pytest.raises(EvidenceFault, match="roots"):
            case.stamps.take(tsa.answer(asked.request), [Authority(tmp_path / "other").root], "")
        assert case.stamps.answers() == []

    @pytest.mark.parametrize(
        ("sql", "place"),
        [("UPDATE stamps SET imprint = 'ab'", "time_stamp:T0001"), ("UPDATE stamps SET data = x'00'", "time_stamp:T0001"),
         ("UPDATE stamp_answers SET response = x'00'", "time_stamp:T0001/1"),
         ("UPDATE stamp_answers SET detail = '{\"anchored\":true}'", "time_stamp:T0001/1"),
         ("DELETE FROM stamp_answers", "time_stamp:T0001/1")],
    )  # fmt: skip
    def test_a_stamp_altered_by_a_holder_of_the_key_is_named(
        self, case: Case, tsa: Authority, sql: str, place: str
    ) -> None:
        last = case.custody.rows()[-1]
        case.stamps.take(tsa.answer(case.stamps.ask(f"head:{last.seq}", last.hash, "").request), [], "")
        for trigger in ("stamps_kept", "stamps_whole", "stamp_answers_kept", "stamp_answers_whole"):
            case.database.execute(f"DROP TRIGGER {trigger}")
        case.database.execute(sql)
        assert place in [fault.place for fault in verify.verify(case)]

    def test_a_stamped_head_that_is_not_in_the_chain_is_named(self, case: Case) -> None:
        case.stamps.ask("head:2", "ab" * 32, "")
        assert [(f.code, f.place) for f in verify.verify(case)] == [("head", "time_stamp:T0001")]


def tsa_request(sha256: str) -> bytes:
    from doxdocket.seal import timestamps

    return timestamps.request(bytes.fromhex(sha256))
