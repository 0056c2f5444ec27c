"""Every figure of speed in one run, at several sizes: each stage in CPU seconds and as multiples of ``orjson.loads`` of the same file, how it grows, and what 400 million posts would take.

Usage: ``./docket bench scale [POSTS …] [--share 0.1] [--shapes] [--peers] [--spark] [--write]`` (default 10,000 and 100,000 posts; 1000000 5000000 where there is time).
One invented export a size, from intake to figures, and a scan of the same file. CPU seconds are of the whole process tree: they say the same on a busy machine, nearly; seconds do
not. ``--shapes``: one value in as many channels, and the like (``link_shapes``). ``--peers``: other programs over the first 1,000 texts. ``--spark``: the run also on Spark, local[2]. ``--write``: docs/explanation/scale.md anew.
"""

import argparse
import gc
import io
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import redirect_stdout
from datetime import UTC, datetime
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parent.parent))

from tools import long_export

import link_shapes
import peers
from doxdocket import __version__

WANTED = (10_000, 100_000, 1_000_000, 5_000_000)
"""Posts at which the page is to be made."""
PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "scale.md"
STAGES = (
    "read",
    "orjson",
    "parse",
    "init",
    "add",
    "search",
    "merge",
    "resolve",
    "count",
    "run",
    "figures",
    "case",
    "scan",
    "spark",
)
SAID = {
    "read": "bare read 只读", "orjson": "`orjson.loads`, collection off", "parse": "parse alone 只解析", "init": "`init`", "add": "`add`: digests, encryption 收取",
    "search": "run: parse, detect 解析、识别", "merge": "run: captures merged 合并采集", "resolve": "run: persons 归并到人", "count": "run: counts, tables, law 统计、法律",
    "run": "`run`, whole 整个运行", "figures": "`figures`", "case": "intake to figures 收取到数据", "scan": "`scan`", "spark": "`run --engine spark`, local[2]",
}  # fmt: skip
_TIMED = """
import gc, sys, time, orjson
gc.disable()
data, best, spent = open(sys.argv[1], 'rb').read(), 1e9, 0.0
while spent < 0.5:
    at = time.process_time(); orjson.loads(data); took = time.process_time() - at
    best, spent = min(best, took), spent + took
print(best)
"""
_PARSE = "import sys; from doxdocket import parse\nfor _ in parse.parse(open(sys.argv[1],'rb'), '0'*64, 'tdesktop_json'): pass"
_RUN = """
import json, sys, time, psutil
from pathlib import Path
from doxdocket import pipeline
from doxdocket.store.case import Case

def spent():
    me = psutil.Process()
    t = me.cpu_times()
    own = t.user + t.system + t.children_user + t.children_system
    for one in me.children(recursive=True):
        try: own += sum(one.cpu_times()[:2])
        except psutil.Error: pass
    return time.perf_counter(), own

marks = [("search", *spent())]
def say(stage, done, total):
    if stage in ("merge", "resolve", "count", "published") and marks[-1][0] != stage:
        marks.append((stage, *spent()))
if __name__ == "__main__":
    with Case.open(Path(sys.argv[1])) as case:
        pipeline.run(case, progress=say)
    marks.append(("end", *spent()))
    print(json.dumps({a[0]: [b[1] - a[1], b[2] - a[2]] for a, b in zip(marks, marks[1:])}))
"""


class Cost:
    """Seconds, CPU seconds and peak memory (GiB, summed PSS) of one child and those below it."""

    def __init__(self, words: list[str], text: str = "") -> None:
        start = time.perf_counter()
        child = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self._cpu: dict[int, float] = {}
        self.gib, stop = 0.0, threading.Event()

        def watch() -> None:
            while not stop.wait(0.2):
                self._look(child.pid)

        watcher = threading.Thread(target=watch)
        watcher.start()
        before = os.times()
        self.out, errors = child.communicate(text or None)
        after = os.times()
        stop.set()
        watcher.join()
        if child.returncode:
            raise SystemExit(f"{words[:6]} failed: {errors[-800:]}")
        self.seconds = time.perf_counter() - start
        self.cpu = after.children_user + after.children_system - before.children_user - before.children_system

    def _look(self, pid: int) -> None:
        total = 0
        try:
            top = psutil.Process(pid)
            for one in [top, *top.children(recursive=True)]:
                try:
                    total += one.memory_full_info().pss
                except psutil.Error:
                    continue
        except psutil.Error:
            return
        self.gib = max(self.gib, total / 2**30)


Row = dict[str, tuple[float, float, float]]
"""Of each stage seconds, CPU seconds, GiB."""


def measure(posts: int, share: float, *, spark: bool) -> tuple[Row, int, list[str]]:
    """One size: every stage, the size of the file, some texts of it."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        export, case = place / "result.json", place / "case"
        os.environ["DOXDOCKET_HOME"] = str(place / "home")
        long_export.big(export, posts=posts, pi_share=share, seed=1)
        ours = [sys.executable, "-m", "doxdocket"]
        row: Row = {}

        def add(name: str, words: list[str]) -> Cost:
            cost = Cost(words)
            row[name] = cost.seconds, max(cost.cpu, 1e-3), cost.gib
            print(
                f"  {posts:>9,} {name:8} {cost.seconds:8.1f} s  CPU {row[name][1]:8.2f} s  {cost.gib:.2f} GiB",
                flush=True,
            )
            return cost

        add("read", ["cat", str(export)])
        loads = float(add("orjson", [sys.executable, "-c", _TIMED, str(export)]).out)
        row["orjson"] = loads, loads, row["orjson"][2]  # the best of several, without what starts Python
        add("parse", [sys.executable, "-c", _PARSE, str(export)])
        add("init", [*ours, "init", str(case), "--title", "bench", "--no-passphrase"])
        add("add", [*ours, "add", str(case), str(export)])
        if spark:
            add("fork", [*ours, "fork", str(case), str(place / "fork")])
        code = place / "run.py"
        code.write_text(_RUN, encoding="utf-8")
        for name, (seconds, cpu) in json.loads(add("run", [sys.executable, str(code), str(case)]).out).items():
            if name in STAGES:
                row[name] = seconds, cpu, 0.0
        add("figures", [*ours, "figures", str(case)])
        parts = ("init", "add", "run", "figures")
        row["case"] = sum(row[p][0] for p in parts), sum(row[p][1] for p in parts), max(row[p][2] for p in parts)
        add("scan", [*ours, "scan", str(export), "--to", str(place / "scan")])
        if spark:
            add("spark", [*ours, "run", str(place / "fork"), "--engine", "spark", "--master", "local[2]"])
        texts = [
            m["text"]
            for m in json.loads(export.read_text("utf-8"))["messages"][:1000]
            if isinstance(m.get("text"), str)
        ]
        return row, export.stat().st_size, texts


def exponent(sizes: list[int], costs: list[float]) -> float:
    """How cost grows with posts: the slope of the logarithms, least squares."""
    x, y = [math.log(n) for n in sizes], [math.log(max(c, 1e-9)) for c in costs]
    mx, my = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mx) * (b - my) for a, b in zip(x, y, strict=True)) / sum((a - mx) ** 2 for a in x)


def beside(texts: list[str]) -> list[str]:
    """Other programs over the same texts: how many times ours they take, in CPU time."""
    broken, found = peers.environment(), {}
    for name in ("doxdocket", "presidio", "lac"):
        got = peers.ask(name, [{"text": text} for text in texts]) if not broken or name == "doxdocket" else broken
        if not isinstance(got, str):
            found[name] = next(float(v) for k, v in got[1].items() if "second" in k or "rate" in k)
    ours = found.pop("doxdocket", 0.0)
    return [
        f"{name}: {ours and rate / ours:.2f} times as many messages a CPU second as `detect` with conduct"
        for name, rate in found.items()
    ]


def shapes() -> list[str]:
    """Shapes that could cost more than their rows, a line each."""
    with redirect_stdout(io.StringIO()) as out:
        link_shapes.main()
    return out.getvalue().splitlines()


def page(rows: dict[int, Row], bytes_: dict[int, int], share: float, told: list[str], hubs: list[str]) -> str:
    """The results, as the page has them."""
    sizes = sorted(rows)
    big = sizes[-1]
    names = [n for n in STAGES if all(n in rows[s] for s in sizes)]
    lines = [
        "# Scale · 规模", "",
        (f"Made by `./docket bench scale {' '.join(map(str, sizes))} --write`, {datetime.now(UTC):%Y-%m-%d}; doxdocket {__version__}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.0f} at the end. One invented export a size, {share:.0%} of its posts with personal information "
        f"({bytes_[big] / big:.0f} bytes a post), from intake to figures, and a scan of the same file. CPU seconds of the whole process tree; multiples are of `orjson.loads` of the same file in the same run. "
        "Exponent: the slope of the logarithms of CPU seconds over posts; 1 is linear, below 1 what starts once still weighs. 由命令生成；每种规模一份虚构导出，含个人信息的占所示比例。"
        "数字为整个进程树的 CPU 秒，倍数相对同一次运行中 `orjson.loads` 读同一文件；指数为 CPU 秒对贴文数的对数斜率，1 为线性，小于 1 是启动的固定开销还占得多。"), "",
        "| " + " | ".join(["stage 阶段", *(f"{s:,}: CPU s | × orjson | GiB" for s in sizes), "exponent 指数", "µs a post 每贴微秒"]) + " |",
        "|" + "---|" * (3 * len(sizes) + 3),
    ]  # fmt: skip
    for name in names:
        cells = [SAID[name]]
        for s in sizes:
            _, cpu, gib = rows[s][name]
            cells += [f"{cpu:.3g}", f"{cpu / rows[s]['orjson'][1]:.1f}", f"{gib:.2f}" if gib else ""]
        grows = f"{exponent(sizes, [rows[s][name][1] for s in sizes]):.2f}" if len(sizes) > 1 else ""
        lines.append("| " + " | ".join([*cells, grows, f"{rows[big][name][1] / big * 1e6:.1f}"]) + " |")
    lines += ["", "## 400 million posts · 四亿条", ""]
    for name in ("scan", "search", "case"):
        cpu = rows[big][name][1]
        if len(sizes) > 1:
            small = sizes[0]
            each = (cpu - rows[small][name][1]) / (big - small)
        else:
            each = cpu / big
        hours = each * 4e8 / 3600
        lines.append(
            f"- {SAID[name]}: {each * 1e6:.0f} µs a post more 每多一贴, so 四亿条为 {hours:,.0f} core hours 核时: {hours / 2 / 24:,.0f} days on two cores 双核天数, {hours / 48:,.0f} hours on 48 cores 48 核小时数."
        )
    missing = [n for n in WANTED if n not in rows]
    lines += [
        "",
        *(
            [
                f"**Not run 未测:** {', '.join(f'{n:,}' for n in missing)} posts 贴文: `./docket bench scale {' '.join(map(str, sorted({*sizes, *missing})))} --write`.",
                "",
            ]
            if missing
            else []
        ),
        (
            "Assumed: posts like these (length, share with personal information, few equal texts); the cost of one post more, from the smallest size to the largest, stays what it is; cores are as fast as this one and not shared; one machine parses for all (some 100 MB a second feed fifty cores of detection); "
            "pictures are not counted. Linking and counting of a *case* grow with its findings and are not meant for 400 million posts in one case; a scan keeps counts alone. 前提：贴文与此相仿（长度、含个人信息的比例、相同文字少）；每多一贴的开销不变；各核与本机一样快且不与人共用；由一台机器解析（每秒约 100 MB，够五十个核识别）；不计图片。一案四亿条不在设计之内，初筛只留计数。"
        ),
        "",
    ]
    if hubs:
        lines += [
            "## Shapes that could grow faster · 可能超线性的形状",
            "",
            "`./docket bench link_shapes`, CPU seconds at 10,000 rows, and how many times those of 5,000 rows. CPU 秒，及为一半规模的几倍。",
            "",
            "```text",
            *hubs,
            "```",
            "",
        ]
    if told:
        lines += ["## Others · 其他程序", "", *(f"- {one}" for one in told), ""]
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and write where asked."""
    asked = argparse.ArgumentParser(prog="bench scale")
    asked.add_argument("posts", nargs="*", type=int, default=[10_000, 100_000])
    asked.add_argument("--share", type=float, default=0.1)
    for flag in ("--shapes", "--peers", "--spark", "--write"):
        asked.add_argument(flag, action="store_true")
    given = asked.parse_args()
    rows: dict[int, Row] = {}
    bytes_: dict[int, int] = {}
    texts: list[str] = []
    for posts in sorted(given.posts):
        rows[posts], bytes_[posts], texts = measure(posts, given.share, spark=given.spark)
        if given.write:  # what was measured stays when a larger one is stopped
            PAGE.write_text(page(rows, bytes_, given.share, [], []), encoding="utf-8")
    made = page(rows, bytes_, given.share, beside(texts) if given.peers else [], shapes() if given.shapes else [])
    print(made)
    if given.write:
        PAGE.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    gc.freeze()
    main()
