"""A small case with everything in it, made once and copied for each test."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from doxdocket import intake
from doxdocket.records import MERGED, POSTS
from doxdocket.seal.keys import Identity
from doxdocket.store.case import Case

POST = {
    "channel_id": "telegram:channel:1", "post_id": "7", "post_no": 7, "type": "message", "repairs": 0,
    "text": "无名氏，电话13800000000", "fields": [{"where": "contact", "text": "13900000000"}],
}  # fmt: skip


def posts(*rows: dict) -> pa.Table:
    made = [POST | row for row in rows]
    return pa.Table.from_pylist([row | {"capture": row["source"][:16]} for row in made], schema=POSTS)


def merged(run, *rows: dict) -> None:
    """What stands for each post, as merging writes it."""
    made = posts(*rows)
    run.write(
        "merged", "all", pa.Table.from_pylist(made.select(["channel_id", "post_id", "capture"]).to_pylist(), MERGED)
    )


@pytest.fixture(name="merged")
def _merged() -> Callable[..., None]:
    return merged


@pytest.fixture(name="posts")
def _posts() -> Callable[..., pa.Table]:
    return posts


@pytest.fixture(scope="session")
def who() -> Identity:
    return Identity.generate()


@pytest.fixture(scope="session")
def whole_case(tmp_path_factory: pytest.TempPathFactory, who: Identity) -> Path:
    home = tmp_path_factory.mktemp("case")
    (home / "a.json").write_bytes(b'{"messages": []}')
    (home / "b.json").write_bytes(b'{"messages": [1]}' * 500)
    with Case.create(home / "CASE", title="演示", officers=["甲", "乙", "丙"], one_key=True, identity=who) as case:
        taken = intake.take(case, [home / "a.json", home / "b.json"], origin="公安移送", note="服务器在境外")
        case.decide("figure.value", {"figure": "persons", "value": 3}, "逐人核对", "甲")
        case.add_holder(Identity.generate().recipient, role="escrow", name="档案室", officer="甲")
        for number in (1, 2):
            run = case.begin_run(f"run{number}")
            run.write("posts", "0001", posts({"source": taken[0].sha256}, {"post_id": "8", "source": taken[0].sha256}))
            run.write("posts", "0002", posts({"post_id": "9", "source": taken[1].sha256, "text": f"第{number}次"}))
            merged(run, {"source": taken[0].sha256}, {"post_id": "8", "source": taken[0].sha256},
                   {"post_id": "9", "source": taken[1].sha256})  # fmt: skip
            run.write_figures(b"{}\n")
            case.publish(run, {"telegram:channel:1/7/0": "V0001"}, hashlib.sha256(b"{}\n").hexdigest(), "甲")
        case.release("报告.html", b"<p>V0001</p>", "甲")
    return home / "CASE"


@pytest.fixture
def folder(whole_case: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole_case, tmp_path / "CASE"))


@pytest.fixture
def case(folder: Path, who: Identity) -> Iterator[Case]:
    with Case.open(folder, identity=who) as opened:
        yield opened


@pytest.fixture
def fresh(tmp_path: Path, who: Identity) -> Callable[..., Case]:
    def make(**more) -> Case:
        return Case.create(
            tmp_path / "FRESH", title="演示", identity=who, **{"officers": ["甲", "乙", "丙"], "one_key": True, **more}
        )

    return make
