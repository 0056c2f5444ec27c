"""Public releases: no count under the threshold follows from one, or from several held against each other."""

import random
from types import SimpleNamespace

import pytest
from tests.review.conftest import made

from doxdocket.desk import releasing
from doxdocket.desk.accounts.panel import rounded
from doxdocket.desk.documents import rounding
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.rounding import LEAST, WHOLE, Public, top
from doxdocket.store.case import Case
from doxdocket.words import speaking

__all__ = ["made"]
IDS = (WHOLE, "publications", "insult")


class Releases:
    """A case whose counts change, and what everybody read of its releases."""

    def __init__(self, rng):
        self.rng, self.read, self.rows = rng, [], []
        self.places = {place: rng.choice((rng.randint(0, 9), rng.randint(10, 60))) for place in "甲乙丙丁"}
        self.rest = rng.choice((0, 0, rng.randint(1, 9), rng.randint(10, 40)))
        self.counts = {id_: rng.randint(1, 60) for id_ in IDS}

    def release(self):
        """One more, of the core or of all captures; what was true of it."""
        rng, scope = self.rng, self.rng.choice(("core", "all"))
        whole = {**self.counts, WHOLE: sum(self.places.values()) + self.rest}
        out = rng.choice((0, rng.randint(1, 9), rng.randint(10, 20)))
        core = {id_: max(0, n - out) for id_, n in whole.items()}
        figures = {name: {id_: {"id": id_, "value": n, "unit": "人"} for id_, n in some.items()} for name, some in (("all", whole), ("core", core))}  # fmt: skip
        of = SimpleNamespace(
            scope=SimpleNamespace(id=scope), public={}, lang="zh",
            case=SimpleNamespace(custody=SimpleNamespace(rows=lambda _: self.rows)),
            whole={"scopes": [{"scope": "core", "figures": list(figures["core"].values())}]},
            figure=lambda id_, whole=False: figures["all" if whole else scope].get(id_),
        )  # fmt: skip
        public = Public(of, "public")
        public.figures(IDS[:2])
        public.figures(IDS[2:])
        rows = [{"place": place, "persons_low": n, "persons_public": n // 5 * 5 if n >= LEAST else None} for place, n in self.places.items() if n]  # fmt: skip
        public.places(rows, whole[WHOLE])
        self.rows.append(SimpleNamespace(detail={"said": public.said}))
        self.read.append((public.said, {"all": whole, "core": core}, dict(self.places)))
        for place in self.places:
            self.places[place] = max(0, self.places[place] + rng.choice((0, 0, rng.randint(-9, 9))))
        self.counts = {id_: max(0, n + rng.choice((0, 0, rng.randint(-9, 9)))) for id_, n in self.counts.items()}


def derived(read):
    """What a reader finds who holds each release against each other: what, and the most that it may be."""
    for at, (said, truth, places) in enumerate(read):
        for before, *_ in read[: at + 1]:
            for name, lists in (("figures", (IDS[:2], IDS[2:])), ("places", (tuple("甲乙丙丁"),))):
                for some in lists:
                    told = [one for one in some if one in said[name]]
                    gone = [one for one in some if one in before[name] and one not in said[name]]
                    if told and gone:
                        yield f"{gone} no longer told, {told} still are"
            for id_ in said["figures"].keys() & before["figures"].keys():
                one, two = said["figures"][id_], before["figures"][id_]
                least, most = one - top(two), top(one) - two
                if 0 < least <= most < LEAST or 0 < -most <= -least < LEAST:
                    yield f"{id_} differs by {least} to {most}"
                if said["scope"] != before["scope"] and max(most, -least) < LEAST and truth[said["scope"]][id_] != truth[before["scope"]][id_] and not _again(read[:at], said, id_):  # fmt: skip
                    yield f"{id_} of {before['scope']} and {said['scope']} differ by less than ten"
            whole = before["figures"].get(WHOLE) if before["scope"] == "all" else None
            left = truth["all"][WHOLE] - sum(places[one] for one in said["places"])
            later = said["figures"].get(WHOLE) if said["scope"] == "all" and before is not said else None
            if later and before["places"] and 0 <= top(later) - sum(before["places"].values()) < LEAST:
                yield f"beside {list(before['places'])} of before less than ten are left"
            if whole and said["places"] and left and 0 <= top(whole) - sum(said["places"].values()) < LEAST:
                yield f"beside {list(said['places'])} less than ten are left"


def _again(read, said, id_):
    """Whether a release told it so of this scope already, so that repeating it tells nothing."""
    return any(one["scope"] == said["scope"] and one["figures"].get(id_) == said["figures"][id_] for one, *_ in read)


def test_nothing_small_is_found_by_taking_releases_from_each_other():
    rng, told = random.Random(11), 0
    with speaking("zh"):
        for _ in range(1500):
            one = Releases(rng)
            for _ in range(4):
                one.release()
            told += sum(len(said["places"]) + len(said["figures"]) for said, *_ in one.read)
            assert list(derived(one.read)) == []
    assert told > 5000


@pytest.mark.parametrize("part", ["figures", "kinds"])
def test_what_was_told_and_is_small_now_takes_its_list_out(made, tmp_path, monkeypatch, part):
    it = made.copy(tmp_path)
    monkeypatch.setenv("DOXDOCKET_HOME", str(it.home))
    with Case.open(it.case) as case, speaking("zh"):
        of = Material(case, "案卷")
        said = {"scope": "all", "figures": {}, "places": {}, "kinds": []}
        before = Public(of, "public")
        assert before.kinds(["school"]) == ["school"]
        said[part] = {"insult": 20} if part == "figures" else ["workplace"]
        releasing.record(case, {"document": "public", "grade": "public", "said": said}, "0" * 64, "", "张三")
        after = Public(of, "public")
        assert (after.kinds(["school"]), after.said["kinds"]) == (
            (["school"], ["school"]) if part == "figures" else ([], [])
        )
        assert after.figures(["insult", "threat"]) == {}


def test_a_release_keeps_what_it_told_and_nothing_finer(made, tmp_path, monkeypatch):
    it = made.copy(tmp_path)
    (tmp_path / "out").mkdir()
    it.call("documents", it.case, "notice", "public", "--to", tmp_path / "out", "--officer", "张三", "--format", "txt")
    monkeypatch.setenv("DOXDOCKET_HOME", str(it.home))
    with Case.open(it.case) as case:
        rows = {row.detail["document"]: row.detail for row in case.custody.rows("export")}
    assert rows.keys() == {"notice", "public", "list"}
    assert "said" not in rows.pop("list")
    for row in rows.values():
        assert set(row["said"]) == {"scope", "figures", "places", "kinds"}
        assert all(rounding.leading(n) == n for n in row["said"]["figures"].values())


def test_an_expert_reads_from_how_much_to_how_much_in_either_language():
    said = {}
    for lang in ("zh", "en"):
        with speaking(lang):
            said[lang] = [rounded(*one) for one in (("0", "40余"), ("100余", "100余"), ("不足10", "58万余"), ("10余",), ("10余", None))]  # fmt: skip
    assert said["zh"] == ["0至40余", "100余", "不足10至58万余", "10余", "至少10余"]
    assert said["en"] == ["0 to over 40", "over 100", "under 10 to over 580,000", "over 10", "at least over 10"]
