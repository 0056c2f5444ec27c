"""Exports that real clients wrote, kept outside the repository: counts agree with an independent reading.

The folder is named by DOXDOCKET_SAMPLES (default: ../shared/samples beside the project); without it these tests are
skipped. Expected numbers were counted with the standard library's json; so they are again here.
"""

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from reading_exports import TESTS, tables

from doxdocket.parse import HEAD, recognise

SAMPLES = Path(os.environ.get("DOXDOCKET_SAMPLES", TESTS.parent.parent / "shared" / "samples"))
FOLDER = SAMPLES / "telegram-desktop-json"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no sample exports in {FOLDER}")

SHARED = {"private_group", "private_supergroup", "public_supergroup", "private_channel", "public_channel"}
#: file: posts, service posts, unsupported, quarantined, chats taken, chats out of scope
EXPECTED = {
    "chatpack/telegram_export.json": (7, 0, 0, 0, 1, 0),
    "frozenspider/telegram_2020-01.json": (31, 5, 0, 0, 1, 3),
    "frozenspider/telegram_2021-05.json": (3, 2, 0, 0, 1, 0),
    "frozenspider/telegram_2021-06_supergroup.json": (4, 1, 0, 0, 1, 0),
    "frozenspider/telegram_2023-01.json": (6, 5, 0, 0, 1, 0),
    "frozenspider/telegram_2023-08.json": (2, 1, 0, 0, 1, 0),
    "frozenspider/telegram_2023-10_audio-video.json": (4, 0, 0, 0, 1, 0),
    "frozenspider/telegram_2023-11.json": (0, 0, 0, 0, 0, 1),
    "frozenspider/telegram_2024-01.json": (0, 0, 0, 0, 0, 1),
    "frozenspider/telegram_2024-01_inline-bot-buttons.json": (0, 0, 0, 0, 0, 1),
    "frozenspider/telegram_2024-02_create-channel_saved-from.json": (2, 1, 0, 0, 1, 0),
    "frozenspider/telegram_2024-05_boosts_file-name_etc.json": (3, 1, 0, 0, 1, 0),
    "frozenspider/telegram_2024-06_blockquote-collapsed.json": (1, 0, 0, 0, 1, 0),
    "frozenspider/telegram_2024-08.json": (4, 1, 0, 0, 1, 0),
    "frozenspider/telegram_2025-02_joined_file-size.json": (0, 0, 0, 0, 0, 1),
    "frozenspider/telegram_2025-03_service-photo-size.json": (0, 0, 0, 0, 0, 1),
    "frozenspider/telegram_2025-12.json": (6, 2, 0, 0, 2, 0),
    "innerdvations/bot.json": (2, 0, 0, 0, 1, 0),
    "innerdvations/error-unexpected.json": (14, 1, 0, 2, 1, 0),
    "innerdvations/error.json": (2, 0, 0, 0, 1, 0),
    "innerdvations/private_channel.json": (7, 2, 0, 0, 1, 0),
    "innerdvations/private_group.json": (2, 1, 0, 0, 1, 0),
    "innerdvations/public_channel.json": (7, 2, 0, 0, 1, 0),
    "innerdvations/public_supergroup.json": (4, 3, 0, 0, 1, 0),
    "innerdvations/saved.json": (21, 1, 0, 0, 1, 0),
    "innerdvations/users_test.json": (9, 1, 0, 0, 1, 0),
    "tg-parser/personal_chat.json": (5, 1, 0, 0, 1, 0),
    "tg-parser/supergroup_with_topics.json": (7, 3, 0, 0, 1, 0),
    "uponthepathofsalaf/result.json": (213, 5, 0, 0, 1, 0),
}


def read(name, **how):
    data = (FOLDER / name).read_bytes()
    return data, tables(data, **how)


def test_every_sample_is_in_the_table():
    assert {str(path.relative_to(FOLDER)) for path in FOLDER.glob("*/*.json")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_counts_of_a_sample(name):
    _, rows = read(name)
    types = Counter(row["type"] for row in rows["posts"])
    warned = Counter((row["what"], row["code"]) for row in rows["warnings"])
    quarantined = sum(count for (what, _), count in warned.items() if what == "quarantine")
    assert (
        len(rows["posts"]),
        types["service"],
        types["unsupported"],
        quarantined,
        len(rows["channels"]),
        warned["notice", "chat_out_of_scope"],
    ) == EXPECTED[name]


def counted(data):
    """Records of the chats in scope, read by the standard library."""
    root = json.loads(data)
    if "messages" in root:
        return root["messages"]
    chats = [chat for part in ("chats", "left_chats") for chat in root.get(part, {}).get("list", [])]
    return [message for chat in chats if chat.get("type") in SHARED for message in chat["messages"]]


def flat(text):
    return text if isinstance(text, str) else "".join(run if isinstance(run, str) else run["text"] for run in text)


@pytest.mark.parametrize("name", [name for name in EXPECTED if not name.endswith("/error.json")])
def test_posts_and_quarantine_add_up_to_an_independent_count(name):
    data, rows = read(name)
    wanted = counted(data)
    lost = [row for row in rows["warnings"] if row["what"] == "quarantine"]
    assert len(rows["posts"]) + len(lost) == len(wanted)
    cut = [json.loads(data[row["byte_start"] : row["byte_end"]]) for row in rows["posts"] + lost]
    assert sorted(map(repr, cut)) == sorted(map(repr, wanted))
    for row, message in zip(rows["posts"], cut, strict=False):
        assert row["post_no"] == message["id"]
        assert row["text"] == flat(message.get("text", ""))


def test_the_whole_account_of_a_named_chat_takes_that_chat_only():
    name = "frozenspider/telegram_2023-11.json"
    data, _ = read(name)
    chat = json.loads(data)["chats"]["list"][0]
    rows = read(name, named=[str(chat["id"])])[1]
    assert [row["post_no"] for row in rows["posts"]] == [message["id"] for message in chat["messages"]]


def test_every_export_is_recognised_and_nothing_else_is():
    for path in sorted(path for path in SAMPLES.rglob("*") if path.is_file()):
        with path.open("rb") as stream:
            bids = recognise(stream.read(HEAD), path.name)
        desktop = str(path.relative_to(SAMPLES)).startswith("telegram-desktop-json")
        assert ([bid.form for bid in bids] == ["tdesktop_json"]) == desktop, path


def test_a_dump_that_a_merge_damaged_is_refused_with_its_place():
    from doxdocket.errors import Unreadable

    path = SAMPLES / "telethon" / "codingbylegs" / "channel_messages.json"
    with pytest.raises(Unreadable, match=r"<<<<<<< ?\) at byte \d+"):
        tables(path.read_bytes())
