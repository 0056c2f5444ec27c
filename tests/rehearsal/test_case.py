"""The rehearsal case: same seed same bytes, exact spans, invented identifiers, counts of the published shape."""

import hashlib
import json
import re
from itertools import chain
from pathlib import Path

import pytest

from doxdocket.rehearsal import invent
from doxdocket.rehearsal.people import check_digit
from doxdocket.rehearsal.plot import Plot
from doxdocket.rehearsal.post import CHANNELS
from doxdocket.rehearsal.score import true_counts

IDS = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    return folder, invent(folder, seed=11, scale=0.06)


@pytest.fixture(scope="module")
def full():
    return Plot(20240624, 1.0)


def digests(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def chats(folder: Path, key: str, capture: str = "first") -> list[dict]:
    """The chats of one export, read after the one repair that the form needs."""
    data = (folder / "captures" / capture / key / "result.json").read_bytes()
    whole = json.loads(re.sub(rb"\\x([0-9a-f]{2})", rb"\\u00\1", data))
    return whole["chats"]["list"] if "chats" in whole else [whole]


def joined(message: dict) -> str:
    text = message["text"]
    return text if isinstance(text, str) else "".join(r if isinstance(r, str) else r["text"] for r in text)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(small, tmp_path):
    folder, _ = small
    invent(tmp_path / "same", seed=11, scale=0.06)
    invent(tmp_path / "other", seed=12, scale=0.06)
    assert digests(tmp_path / "same") == digests(folder)
    assert digests(tmp_path / "other")["truth.json"] != digests(folder)["truth.json"]


def test_every_span_of_the_truth_is_exact_in_the_latest_capture(small):
    folder, truth = small
    texts = {}
    for c in CHANNELS:
        for capture in ("first", "second") if c.core else ("first",):
            for chat in chats(folder, c.key, capture):
                if chat["id"] == c.bare_id:
                    texts |= {
                        f"{c.channel_id}/{m['id']}": joined(m) for m in chat["messages"] if m["type"] == "message"
                    }
    checked = 0
    for post in truth.data["posts"]:
        text = texts[f"{post['channel_id']}/{post['post_id']}"]
        for span in post["spans"]:
            assert text[span["start"] : span["end"]] == span["surface"]
            checked += 1
        assert all(0 <= s["start"] < s["end"] <= len(text) for s in [*post["conduct"], *post["ignore"]])
    assert checked > 200


def test_what_a_post_shows_is_what_its_cards_say(full):
    for post in full.posts:
        shown = {(s["person"], s["kind"], s["value"]) for s in [*post.writing.spans, *post.fields]}
        assert shown == {(c.person.id, f.kind, f.value) for c in post.cards for f in c.facts}, post.key


def test_identity_numbers_belong_to_nobody_alive(full):
    for post in full.posts:
        for s in post.writing.spans:
            if s["kind"] == "id_number" and s["verdict"] == "valid":
                assert 1850 <= int(s["value"][6:10]) <= 1899
                assert check_digit(s["value"][:17]) == s["value"][17]
        for number in IDS.findall(post.writing.text):
            plausible = (
                1900 <= int(number[6:10]) <= 2024 and 1 <= int(number[10:12]) <= 12 and 1 <= int(number[12:14]) <= 31
            )
            assert not (plausible and check_digit(number[:17]) == number[17].upper()), post.writing.text


def test_minors_have_no_number_and_phones_carry_the_mark_of_invention(full):
    world = full.world
    everybody = [*world.singles, *world.listed, *world.outsiders, *chain(*world.families, *world.company)]
    assert len({one.id for one in everybody}) == len(everybody)
    for one in everybody:
        if one.minor_age is not None:
            assert "id_number" not in one.facts
            assert {"age", "birth_date"} & one.facts.keys()
        assert all(f.value[3:6] == "999" and len(f.value) == 11 for f in one.facts["phone_number"])
        assert all(re.search(r"@example\.(com|org|net)$", f.value) for f in one.facts.get("email", ()))


def test_exports_are_valid_but_for_the_one_that_is_meant_not_to_be(small):
    folder, _ = small
    for c in CHANNELS:
        data = (folder / "captures/first" / c.key / "result.json").read_bytes()
        if c.shape == "control":
            with pytest.raises(json.JSONDecodeError):
                json.loads(data)
        else:
            json.loads(data)
        assert (b"\r\n" in data) == (c.shape == "crlf")
        assert chats(folder, c.key)[-1]["messages"]
    old = chats(folder, "jiuwen")[0]["messages"][0]
    assert isinstance(old["actor_id"], int)
    assert "date_unixtime" not in old
    assert {c["type"] for c in chats(folder, "houyuan")} == {"personal_chat", "private_supergroup"}


def test_the_case_has_the_published_shape(full, tmp_path):
    from doxdocket.rehearsal import truth

    told = truth.of(full, 20240624).data
    core, everything = told["counts"]["core"], told["counts"]["all"]
    assert core["persons"] >= 800
    assert core["dossiers"] >= 1200
    assert core["kinds"] >= 20
    assert core["views"] >= 4_000_000
    assert len(told["channels"]) >= 12
    assert len(told["core"]) == 3
    assert len(told["actors"]) == 6
    assert everything["minors"] >= 40
    assert sum(len(o["posts"]) for o in told["ordinary"]) >= 20_000
    assert len({p["style"] for p in told["posts"]} - {"conduct", "quote"}) >= 16
    assert (
        min(
            everything["conduct"].get(k, 0)
            for k in ("insult", "threat", "incitement", "paid_task", "sale_offer", "promotion", "motive")
        )
        >= 14
    )
    assert sum(len(p["images"]) for p in told["posts"]) >= 60
    assert all(told["later_capture"][k] for k in ("deleted", "edited", "added"))
    counted = true_counts(told)
    assert {
        k: counted[k] for k in ("persons", "dossiers", "publications", "minors", "items", "kinds", "posts_with_pi")
    } == {
        k: everything[k] for k in ("persons", "dossiers", "publications", "minors", "items", "kinds", "posts_with_pi")
    }


def test_a_repeat_names_an_earlier_first_publication(full):
    first = {(p.key, c.person.id) for p in full.posts for c in p.cards if c.person.id not in p.repeat}
    at = {p.key: p.at for p in full.posts}
    whys = set()
    for post in full.posts:
        for who, (origin, why) in post.repeat.items():
            assert (origin, who) in first
            assert at[origin] <= post.at
            whys.add(why)
    assert whys == {"forward", "quote", "same_items"}


def test_the_second_capture_lacks_what_was_deleted_and_shows_what_was_edited(small):
    folder, truth = small
    for c in CHANNELS:
        if not c.core:
            continue
        before = {m["id"]: m for m in chats(folder, c.key)[0]["messages"]}
        after = {m["id"]: m for m in chats(folder, c.key, "second")[0]["messages"]}
        later = {
            k: {int(x.rpartition("/")[2]) for x in v if x.startswith(c.channel_id + "/")}
            for k, v in truth.data["later_capture"].items()
        }
        assert before.keys() - after.keys() == later["deleted"]
        assert after.keys() - before.keys() == later["added"]
        assert {i for i in before.keys() & after.keys() if before[i] != after[i]} == later["edited"]
