"""Every public sample, by others, is claimed by exactly one form, the right one, and read with the counts of an independent reading.

The folder is named by DOXDOCKET_SAMPLES; without it these tests are skipped. Counts of Desktop's JSON stand in
``test_samples``; columns and values of each form in its own tests.
"""

import pytest
from reading_exports import tables
from test_samples import FOLDER, SAMPLES

from doxdocket.errors import Unreadable
from doxdocket.parse import HEAD, recognise

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no samples in {SAMPLES}")

#: How the path of a sample begins, and its form; the first that fits.
FORMS = {
    "SOURCES.md": None, "discord/": "discord", "telegram-desktop-html/": "tdesktop_html",
    "telegram-desktop-json/": "tdesktop_json", "telethon/": "telethon", "tgdataset/": "tgdataset",
    "tme-preview/": "tme_page", "ufed/vibhu1212/": "archive", "ufed/": "ufed", "warc/": "warc",
}  # fmt: skip
#: Posts, channels of each; counted by grep over ids or with the standard library's json.
COUNTS = {
    "discord/chatpack/discord_export.json": (7, 1),
    "telegram-desktop-html/android_security/messages.html": (1000, 1),
    "telegram-desktop-html/android_security/messages2.html": (471, 1),
    "telegram-desktop-html/uponthepathofsalaf/messages.html": (213, 1),
    "telethon/bda-kts/bloomberg.jsonl.txt": (3, 1),
    "telethon/bulatvakhitov/channel_messages.json": (100, 1),
    "tgdataset/tgdataset_preview.json": (4010, 10),
    "tme-preview/gnupinguin/channel.html": (0, 1),
    "tme-preview/gnupinguin/invalid_channel.html": (0, 0),
    "tme-preview/gnupinguin/nexta.html": (18, 1),
    "ufed/iped/ufed-model-chat.xml": (11, 1),  # of 14 message models 3 stand inside others as what those quote
    "ufed/iped/ufed-model-useraccount.xml": (0, 0),
    "warc/warcio/example.warc": (0, 0),
    "warc/iipc/20130729-heritrix-original.warc.gz": (0, 0),
}


def claimed(path):
    with path.open("rb") as stream:
        return [bid.form for bid in recognise(stream.read(HEAD), path.name)]


def files():
    return sorted(p.relative_to(SAMPLES).as_posix() for p in SAMPLES.rglob("*") if p.is_file())


@pytest.mark.parametrize("name", files() if FOLDER.is_dir() else [])
def test_each_sample_is_claimed_by_the_right_form_and_no_other(name):
    form = next(form for begins, form in FORMS.items() if name.startswith(begins))
    assert claimed(SAMPLES / name) == ([form] if form else [])


@pytest.mark.parametrize("name", COUNTS)
def test_each_sample_is_read_with_its_count(name):
    rows = tables((SAMPLES / name).read_bytes(), claimed(SAMPLES / name)[0], name=name.rpartition("/")[2])
    assert (len(rows["posts"]), len(rows["channels"])) == COUNTS[name]


def test_the_damaged_dump_is_refused_and_not_half_read():
    with pytest.raises(Unreadable, match="merge conflict"):
        tables((SAMPLES / "telethon/codingbylegs/channel_messages.json").read_bytes(), "telethon")
