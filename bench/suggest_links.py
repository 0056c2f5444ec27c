"""Do statistics find right links that the rules do not? ``./docket bench suggest_links [--splink]``.

Populations of invented publications (names as skewed as Chinese ones, homonyms, families at one address, addresses in variants, masked
and mistyped numbers) go through detection and ``resolve``. What is left are persons of the estimate who share a full name or
another value; a suggester says which two of them are one. Its threshold is set on two populations so that 98 of 100 suggestions are
right, and its worth is measured on five others, two of them with three times the homonyms, one of them five times as large. Four suggesters: the rule "the same
full name and nothing contradicts", the rule where no third person bears the name, the program's own weights (``count.waterfall``),
Splink 5 (MIT) over the publications with u of identifiers fixed at 1e-9, in an environment of its own (``.venv/splink``, ``bench/splink/``). Only what a case
holds is compared: equal digests. docs/decisions/0008-suggested-links.md has what came out.
"""

import argparse
import json
import random
import subprocess
import sys
import venv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pyarrow as pa

from doxdocket.count.catalogue import step
from doxdocket.count.waterfall import Case, compared
from doxdocket.decisions import application
from doxdocket.decisions.standing import Standing
from doxdocket.detect.stage import DetectConfig, stage
from doxdocket.engine import sql
from doxdocket.law.links import links
from doxdocket.law.weights import weights
from doxdocket.records import MERGED, POSTS
from doxdocket.resolve import resolve

HERE = Path(__file__).parent / "splink"
HOME = HERE.parents[1] / ".venv" / "splink"
FIT, HELD = (
    ((11, 0.02, 400), (12, 0.06, 400)),
    ((21, 0.02, 400), (22, 0.02, 400), (23, 0.06, 400), (24, 0.06, 400), (25, 0.02, 2000)),
)
"""(seed, share of homonyms made on purpose, persons) of the populations that set thresholds, and of those that measure."""
PRECISION = 0.98
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷黎史龙陶贺顾毛郝龚邵万钱严"
FIRST, LAST = (
    "志建国文明海永春秀玉桂晓小丽婷雨梓浩子思佳欣俊宇泽博嘉若诗可依",
    "华军强伟平芳英兰霞梅涵轩怡琪宸悦彤瑶杰鹏飞超磊斌洁倩雪莹蕾颖敏静娟艳涛勇",
)
PLACES = (
    ("330106", "浙江省杭州市", "西湖区"), ("320102", "江苏省南京市", "玄武区"), ("440305", "广东省深圳市", "南山区"),
    ("510104", "四川省成都市", "锦江区"), ("420106", "湖北省武汉市", "武昌区"), ("610113", "陕西省西安市", "雁塔区"),
)  # fmt: skip
ROADS = ("槐荫路", "落枫街", "青檀路", "石鼓湾路", "北麓街", "望舒路", "银杏坞路", "锦屏街", "鹭岛湾路", "枕河路")
SCHOOLS = ("青槐中学", "临溪中学", "望山中学", "枫桥里中学", "海棠中学", "澄江湾中学")
FIRMS = (
    "启衡科技有限公司",
    "蓝鲸湾餐饮管理有限公司",
    "拓远达商贸有限公司",
    "瑞麦物流有限公司",
    "松果云文化传媒有限公司",
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
LABELS = {"name": "姓名", "gender": "性别", "id_number": "身份证号", "phone_number": "手机", "qq": "QQ", "home_address": "住址",
          "school": "学校", "workplace": "工作单位", "birth_date": "出生日期"}  # fmt: skip
GIVEN = {
    "gender": 0.5,
    "id_number": 0.25,
    "phone_number": 0.45,
    "qq": 0.35,
    "home_address": 0.35,
    "school": 0.35,
    "workplace": 0.35,
    "birth_date": 0.2,
}
Pair = tuple[str, str]


def people(rng: random.Random, n: int, homonyms: float) -> list[dict[str, Any]]:
    """Invented persons; ``homonyms`` of them bear the name of another; one in eight lives with another."""
    out: list[dict[str, Any]] = []
    skew = [1 / (i + 2) for i in range(len(SURNAMES))]
    for _ in range(n):
        place = rng.choice(PLACES)
        born = f"{rng.randint(1850, 1899)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
        gender = rng.choice("男女")
        body = f"{place[0]}{born}{rng.randint(1, 99):02d}{2 * rng.randint(0, 4) + (gender == '男')}"
        name = rng.choices(SURNAMES, skew)[0] + (rng.choice(FIRST) if rng.random() < 0.8 else "") + rng.choice(LAST)
        one = {
            "name": rng.choice(out)["name"] if out and rng.random() < homonyms else name,
            "gender": gender,
            "id_number": body + "10X98765432"[sum(int(a) * b for a, b in zip(body, WEIGHTS, strict=True)) % 11],
            "phones": [_phone(rng), _phone(rng)],
            "qqs": [str(rng.randint(10**8, 4 * 10**9)) for _ in range(2)],
            "home_address": (place, f"{rng.choice(ROADS)}{rng.randint(1, 300)}号{rng.randint(1, 30)}幢{rng.randint(101, 2900)}室"),
            "school": rng.choice(SCHOOLS), "workplace": rng.choice(FIRMS),
            "birth_date": f"{born[:4]}年{int(born[4:6])}月{int(born[6:])}日",
        }  # fmt: skip
        if out and rng.random() < 1 / 8:
            one["home_address"] = rng.choice(out)["home_address"]
        out.append(one)
    return out


def _phone(rng: random.Random) -> str:
    return rng.choice(("132", "135", "151", "158", "166", "177", "182", "199")) + f"{rng.randrange(10**8):08d}"


def text(rng: random.Random, one: Mapping[str, Any]) -> str:
    """One publication: a label list of some facts, some masked, some mistyped, one phone or account of several."""
    lines = [f"{LABELS['name']}：{one['name']}"]
    given = [k for k, share in GIVEN.items() if rng.random() < share] or ["phone_number"]
    for kind in given:
        if kind == "phone_number":
            value = one["phones"][rng.random() < 0.3]
            value = value[:3] + "****" + value[7:] if rng.random() < 0.15 else value
        elif kind == "qq":
            value = one["qqs"][rng.random() < 0.4]
        elif kind == "home_address":
            place, rest = one[kind]
            value = rng.choice((place[1] + place[2], place[1][3:] + place[2], place[1] + place[2])) + (
                rest.replace("幢", "栋") if rng.random() < 0.3 else rest
            )
        elif kind == "id_number" and rng.random() < 0.1:
            at = rng.randint(6, 16)
            value = one[kind][:at] + str((int(one[kind][at]) + 1) % 10) + one[kind][at + 1 :]
        else:
            value = one[kind]
        lines.append(f"{LABELS[kind]}：{value}")
    return "\n".join(lines)


class Population:
    """One population after detection and ``resolve``: persons of the estimate with their values and who they truly are."""

    def __init__(self, seed: int, homonyms: float, size: int) -> None:
        """Invent it and run it."""
        rng = random.Random(seed)
        told = [
            (n, text(rng, one))
            for n, one in enumerate(people(rng, size, homonyms))
            for _ in range(rng.choice((1, 1, 2, 2, 3, 5)))
        ]
        rng.shuffle(told)
        rows = [
            {"channel_id": f"telegram:channel:{1 + n % 3}", "post_id": str(n + 1), "post_no": n + 1, "text": words, "source": "s",
             "capture": "s", "row_no": n, "type": "message"}
            for n, (_, words) in enumerate(told)
        ]  # fmt: skip
        findings = pa.Table.from_batches([stage(pa.RecordBatch.from_pylist(rows, POSTS), DetectConfig(bytes(32)))])
        posts = pa.Table.from_pylist(
            [{k: v for k, v in r.items() if k in MERGED.names} | {"captures": 1, "versions": 1} for r in rows], MERGED
        )
        made = resolve(application.findings(findings, Standing()), posts, Standing(), {})
        truth = {r["post_id"]: who for r, (who, _) in zip(rows, told, strict=True)}
        owner = {(d["channel_id"], d["post_id"], d["person_no"]): d["person_best"] for d in made.dossiers.to_pylist()}
        self.values: dict[str, dict[str, set[bytes]]] = defaultdict(lambda: defaultdict(set))
        self.posts: dict[str, dict[str, set[bytes]]] = defaultdict(lambda: defaultdict(set))
        self.owner: dict[str, str] = {}
        votes: dict[str, Counter[int]] = defaultdict(Counter)
        for f in findings.to_pylist():
            person = owner.get((f["channel_id"], f["post_id"], f["person"]))
            if person is not None and f["verdict"] == "valid":
                self.values[person][f["kind"]].add(f["digest"])
                self.posts[f["post_id"]][f["kind"]].add(f["digest"])
                self.owner[f["post_id"]] = person
                votes[person][truth[f["post_id"]]] += 1
        self.true = {p: v.most_common(1)[0][0] for p, v in votes.items()}
        low = {
            frozenset((d["person_best"], e["person_best"]))
            for some in _by(made.dossiers.to_pylist(), "person_low")
            for d, e in combinations(some, 2)
        }
        self.low = low
        self.same = {
            (a, b)
            for some in _by([{"t": t, "p": p} for p, t in self.true.items()], "t")
            for a, b in combinations(sorted(r["p"] for r in some), 2)
        }
        shown = [{"channel_id": p, "post_id": "", "person_no": 0, "person_best": p, "kind": k, "digest": d, "sure": 1}
                 for p, kinds in self.values.items() for k, ds in kinds.items() for d in ds]  # fmt: skip
        held = sql.run(step("holders"), {"exposures": pa.Table.from_pylist(shown)}).to_pylist()
        self.case = Case({(h["kind"], h["digest"]): (h["held"], h["known"]) for h in held})

    def candidates(self) -> list[Pair]:
        """Pairs of persons that share a name, or two other values; each value held by at most 40."""
        of: dict[tuple[str, bytes], list[str]] = defaultdict(list)
        for p, kinds in self.values.items():
            for kind in kinds.keys() & weights().kinds.keys():
                for d in kinds[kind]:
                    of[kind, d].append(p)
        met: Counter[Pair] = Counter()
        for (kind, _), some in of.items():
            if len(some) <= 40:
                met.update(dict.fromkeys(combinations(sorted(some), 2), 2 if kind == "name" else 1))
        return sorted(pair for pair, n in met.items() if n > 1)


def _by(rows: Iterable[Mapping[str, Any]], column: str) -> list[list[Mapping[str, Any]]]:
    out: dict[Any, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        if row[column] is not None:
            out[row[column]].append(row)
    return [some for some in out.values() if len(some) > 1]


def unopposed(p: Population, pair: Pair) -> bool:
    """One full name and nothing of the kinds that contradict."""
    a, b = (p.values[x] for x in pair)
    return bool(a["name"] & b["name"]) and all(not a[k] or not b[k] or a[k] & b[k] for k in links().file.conflicts)


def own(p: Population) -> dict[Pair, float]:
    """The program's weights of the candidates."""
    out = {}
    for a, b in p.candidates():
        steps = compared(p.values[a], p.values[b], p.case, ends=2)
        out[a, b] = steps[-1].total if steps else 0.0
    return out


def by_name(p: Population) -> dict[Pair, float]:
    """1 where the name agrees and nothing contradicts."""
    return {pair: 1.0 for pair in p.candidates() if unopposed(p, pair)}


def by_rare_name(p: Population) -> dict[Pair, float]:
    """1 where besides no third person bears the name."""
    return {
        (a, b): 1.0
        for a, b in by_name(p)
        if all(p.case.held["name", d][0] == 2 for d in p.values[a]["name"] & p.values[b]["name"])
    }


def splink(p: Population) -> dict[Pair, float]:
    """Splink's match weights of publications, so that it can learn from those that the rules link; of two persons the highest."""
    told = [
        {"id": post, **{k: sorted(d.hex() for d in ds) for k, ds in kinds.items()}}
        for post, kinds in sorted(p.posts.items())
    ]
    done = subprocess.run(
        [HOME / "bin" / "python", HERE / "run.py"], input=json.dumps(told), capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr)
    out: dict[Pair, float] = {}
    for a, b, weight in json.loads(done.stdout):
        one, two = sorted((p.owner[a], p.owner[b]))
        if one != two:
            out[one, two] = max(weight, out.get((one, two), weight))
    return out


def environment() -> None:
    """Make Splink's environment where it is not there."""
    if not (HOME / "bin" / "python").exists():
        venv.create(HOME, with_pip=True)
    subprocess.run(
        [
            HOME / "bin" / "python",
            "-m",
            "pip",
            "install",
            "-q",
            "--no-deps",
            "--require-hashes",
            "-r",
            HERE / "requirements.lock",
        ],
        check=True,
    )


def threshold(scored: Sequence[tuple[Population, Mapping[Pair, float]]]) -> float | None:
    """The least weight from which on the suggestions are right often enough, over all these populations."""
    rows = sorted(((w, pair in p.same) for p, some in scored for pair, w in some.items()), reverse=True)
    best, right = None, 0
    for n, (w, is_same) in enumerate(rows, 1):
        right += is_same
        if right >= PRECISION * n and (n == len(rows) or rows[n][0] < w):
            best = w
    return best


def main() -> int:
    """Measure and print."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--splink", action="store_true")
    given = ask.parse_args()
    suggesters = {"same name, unopposed": by_name, "… and nobody else's": by_rare_name, "own weights": own}
    if given.splink:
        environment()
        suggesters["Splink 5"] = splink
    fit, held = ([Population(*one) for one in some] for some in (FIT, HELD))
    for p, (seed, share, _) in zip([*fit, *held], [*FIT, *HELD], strict=True):
        lowered = sum(frozenset(pair) in p.low for pair in p.same)
        print(f"population {seed}, homonyms {share}: persons {len(set(p.true.values()))}, estimate {len(p.values)}; right links missing in the "
              f"estimate {len(p.same)}, of them possible ones in the low {lowered}; candidates {len(p.candidates())}")  # fmt: skip
    for name, suggester in suggesters.items():
        line = threshold([(p, suggester(p)) for p in fit])
        print(f"\n{name}: threshold {line}")
        sums = Counter[str]()
        for p, (seed, share, size) in zip(held, HELD, strict=True):
            chosen = [pair for pair, w in suggester(p).items() if line is not None and w >= line]
            fresh = [pair for pair in chosen if frozenset(pair) not in p.low]
            told = {"suggested": len(chosen), "right": _right(p, chosen), "beyond the rules": len(fresh), "right beyond": _right(p, fresh),
                    "missing": len(p.same)}  # fmt: skip
            sums.update(told)
            print(f"  {seed} homonyms {share} of {size}: {_shown(told)}")
        print(f"  together: {_shown(sums)}")
    return 0


def _right(p: Population, pairs: Iterable[Pair]) -> int:
    return sum(pair in p.same for pair in pairs)


def _shown(told: Mapping[str, int]) -> str:
    rates = [(told["right"], told["suggested"]), (told["right beyond"], told["beyond the rules"])]
    first, beyond = (f"{a / b:.3f}" if b else "-" for a, b in rates)
    return ", ".join(f"{k} {n}" for k, n in told.items()) + f"; precision {first}, beyond the rules {beyond}"


if __name__ == "__main__":
    sys.exit(main())
