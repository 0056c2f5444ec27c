"""Rollbacks, swaps, deletions and replacements of any files of a case, drawn from a seed: each is told as what it is."""

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from doxdocket.errors import DoxdocketError
from doxdocket.seal.keys import Identity
from doxdocket.store import keyring, verify
from doxdocket.store.case import Case
from doxdocket.store.clear_values import open_value
from doxdocket.store.info import DATABASE

LOG = f"{DATABASE}-wal"
HOW = (
    "older",
    "older",
    "gone",
    "swapped",
    "of another case",
    "cut",
    "older folder",
    "other folder",
    "stale log",
    "older with log",
)


@dataclass
class Story:
    """Folders of one case as it was after each act, the last one as it is; one of another case; what the officer remembers."""

    states: list[Path]
    logs: list[Path]
    other: Path
    heads: Path
    end: tuple[int, str]


def acts(case):
    """One act after another, each of which leaves something else in the folder."""
    for n in range(3):
        yield case.decide("figure.value", {"figure": "persons", "value": n + 1}, f"核对第{'一二三'[n]}次", "甲")
        yield open_value(case, "telegram:channel:1", "7", "text", 6, 17, reason="质证", officer="乙")
        yield case.release("报告.html", b"<p>%d</p>" % n, "甲")
        yield case.add_holder(Identity.generate().recipient, role="escrow", name="档案室", officer="甲")


@pytest.fixture(scope="module")
def told_story(whole_case, who, tmp_path_factory):
    top = tmp_path_factory.mktemp("story")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOXDOCKET_HOME", str(top / "officer"))
        folder, states, logs = shutil.copytree(whole_case, top / "CASE"), [], []
        with Case.open(folder, identity=who) as case:
            count = sum(1 for _ in acts(case))
        shutil.rmtree(folder)
        shutil.copytree(whole_case, folder)
        shutil.rmtree(top / "officer")
        for upto in range(count):
            case = Case.open(folder, identity=who)
            wanted = acts(case)
            for _ in range(upto % 4 + 1):
                next(wanted)
            logs.append(shutil.copytree(folder, top / f"log{upto}"))
            case.close()
            states.append(shutil.copytree(folder, top / f"state{upto}"))
        with Case.open(folder, identity=who) as case:
            end = case.custody.end()
        with Case.create(top / "OTHER", title="另一案", officers=["甲", "乙"], identity=who) as other:
            other.decide("figure.value", {"figure": "persons", "value": 9}, "另一案", "甲")
            other.release("报告.html", b"<p>x</p>", "甲")
        shutil.copytree(keyring.home() / "heads", top / "heads")
    return Story(states, logs, top / "OTHER", top / "heads", end), folder


def files(folder):
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name != ".lock"
    }


def put(folder, name, data):
    path = folder / name
    if data is None:
        path.unlink(missing_ok=True)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def tamper(draw, story, folder):
    """Do something to the folder; says what, or nothing when it came to nothing."""
    how, now = draw.choice(HOW), files(folder)
    old, names = draw.choice(story.states[:-1]), sorted(now)
    picked = draw.sample(names, draw.randint(1, 4))
    if draw.random() < 0.3:
        picked = [*picked, DATABASE]
    if how in {"older folder", "other folder"}:
        shutil.rmtree(folder)
        shutil.copytree(old if how == "older folder" else story.other, folder)
    elif how == "stale log":
        put(folder, LOG, (draw.choice(story.logs) / LOG).read_bytes())
    elif how == "older with log":
        logged = draw.choice(story.logs[:-1])
        for name in (DATABASE, LOG):
            put(folder, name, (logged / name).read_bytes())
        if draw.random() < 0.5:
            put(folder, LOG, None)
    elif how == "swapped":
        one, other = draw.sample(names, 2)
        put(folder, one, now[other])
        put(folder, other, now[one])
    else:
        theirs = files(story.other)
        for name in picked:
            kind = sorted(n for n in theirs if n.split("/")[0] == name.split("/")[0]) or sorted(theirs)
            put(folder, name, {
                "older": files(old).get(name), "gone": None, "of another case": theirs[draw.choice(kind)],
                "cut": now[name][: draw.randrange(len(now[name]) or 1)],
            }[how])  # fmt: skip
    return how if files(folder) != now else ""


def looked_at(folder, who):
    """Every fault and relation that is told, or the error that ends it; and the end of the chain as it now is."""
    try:
        with Case.open(folder, identity=who) as case:
            return {
                f.code for f in verify.verify(case) if f.severity == "fatal" or f.code == "foreign"
            }, case.custody.end()
    except DoxdocketError as e:
        if e.exit_code == 1:
            return {f.code for f in verify.closed(folder, e, identity=who) if f.severity == "fatal"}, None
        return {type(e).__name__}, None


def try_one(seed, story, folder, who, home):
    draw = random.Random(seed)
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(story.heads, home / "heads")
    kept = files(story.states[-1])
    while True:
        shutil.rmtree(folder)
        shutil.copytree(story.states[-1], folder)
        if how := tamper(draw, story, folder):
            break
    names = {name for name, data in files(folder).items() if kept.get(name) != data} | (
        kept.keys() - files(folder).keys()
    )
    told, end = looked_at(folder, who)
    if names <= {LOG} and end == story.end:
        return []  # a log that says nothing but what the database says: nothing was taken away
    if how == "other folder" and told != {"foreign"}:
        return [(seed, how, sorted(names), told)]
    if how == "older folder" and not told & {"behind", "database", "closed"}:
        return [(seed, how, sorted(names), told)]
    return [] if told and not told & {"StorageFault", "RuleFault"} else [(seed, how, sorted(names), told)]


@pytest.mark.parametrize(
    "seeds", [range(12), pytest.param(range(12, 212), marks=pytest.mark.whole)], ids=["some", "200"]
)
def test_whatever_is_done_to_the_files_is_told(seeds, told_story, who, tmp_path, monkeypatch):
    story, folder = told_story
    monkeypatch.setenv("DOXDOCKET_HOME", str(tmp_path / "officer"))
    assert [one for seed in seeds for one in try_one(seed, story, folder, who, tmp_path / "officer")] == []


def test_untouched_it_is_the_same(told_story, who, tmp_path, monkeypatch):
    story, folder = told_story
    monkeypatch.setenv("DOXDOCKET_HOME", str(tmp_path / "officer"))
    shutil.copytree(story.heads, tmp_path / "officer" / "heads")
    shutil.rmtree(folder)
    shutil.copytree(story.states[-1], folder)
    assert looked_at(folder, who) == (set(), story.end)
