"""One export of many posts, from intake to figures: seconds, CPU seconds and peak memory of the whole process tree.

``detect`` is detection alone: the same texts as JSON Lines, in and out. On a busy machine trust the CPU seconds, halved for two cores. Printed as multiples of ``orjson.loads`` of the same file (garbage collection off) and of a bare read, in the same run.
Usage: ``./docket bench million [POSTS] [SHARE]`` (default 1,000,000 posts, 0.1 of them with personal information).
"""

import gc
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from doxdocket import rehearsal

LIMIT_SECONDS = 180
LIMIT_DETECT = 90
LIMIT_GIB = 3.0


def main(posts: int = 1_000_000, share: float = 0.1) -> None:
    """Make the file, run the commands, print a table."""
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "result.json"
        rehearsal.big(export, posts=posts, pi_share=share, seed=1)
        size = export.stat().st_size
        read = _seconds(lambda: _bare_read(export))
        loads = _loads_in_child(export)
        print(f"file: {size / 1e6:.0f} MB, {posts} posts, {share:.0%} with personal information")
        print(f"bare read {read:.2f} s; orjson.loads, GC off {loads:.2f} s")
        case = Path(folder) / "case"
        os.environ["DOXDOCKET_HOME"] = str(Path(folder) / "home")
        texts = Path(folder) / "texts.jsonl"
        _texts(export, texts)
        seconds, cpu, gib = _command(["detect", str(texts)])
        print(
            f"  {'detect':8} {seconds:7.1f} s   CPU {cpu:7.1f} s   peak {gib:.2f} GiB   limit {LIMIT_DETECT} s ({seconds / LIMIT_DETECT:.2f})"
        )
        total = burnt = peak = 0.0
        for words in (["init", str(case)], ["add", str(case), str(export)], ["run", str(case)], ["figures", str(case)]):
            seconds, cpu, gib = _command(words)
            total, burnt, peak = total + seconds, burnt + cpu, max(peak, gib)
            print(f"  {words[0]:8} {seconds:7.1f} s   CPU {cpu:7.1f} s   peak {gib:.2f} GiB")
        print(
            f"  {'all':8} {total:7.1f} s   CPU {burnt:7.1f} s   peak {peak:.2f} GiB   "
            f"= {total / loads:.1f} x orjson.loads, {total / read:.0f} x bare read; "
            f"limits {LIMIT_SECONDS} s ({total / LIMIT_SECONDS:.2f}), {LIMIT_GIB} GiB ({peak / LIMIT_GIB:.2f})"
        )


def _seconds(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _bare_read(path: Path) -> None:
    with path.open("rb") as stream:
        while stream.read(1 << 22):
            pass


def _loads_in_child(path: Path) -> float:
    """In a child, so that its memory is given back."""
    code = (
        "import gc,sys,time,orjson; gc.disable(); data=open(sys.argv[1],'rb').read(); "
        "t=time.perf_counter(); orjson.loads(data); print(time.perf_counter()-t)"
    )
    return float(subprocess.run([sys.executable, "-c", code, str(path)], check=True, capture_output=True).stdout)


def _texts(export: Path, out: Path) -> None:
    """The texts of the export's messages, in a child, so that its memory is given back."""
    code = (
        "import sys,orjson; d=orjson.loads(open(sys.argv[1],'rb').read()); o=open(sys.argv[2],'wb')\n"
        "for m in d['messages']:\n"
        "    t=m.get('text',''); t=t if isinstance(t,str) else ''.join(x if isinstance(x,str) else x['text'] for x in t)\n"
        "    o.write(orjson.dumps({'id':m.get('id'),'text':t})+b'\\n')"
    )
    subprocess.run([sys.executable, "-c", code, str(export), str(out)], check=True)


def _command(words: list[str]) -> tuple[float, float, float]:
    """Seconds, CPU seconds and peak of summed PSS of one command's process tree, sampled every 0.2 s."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    child = subprocess.Popen(
        [sys.executable, "-m", "doxdocket", *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    peak = 0
    stop = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not stop.wait(0.2):
            peak = max(peak, _tree(child.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, errors = child.communicate()
    stop.set()
    watcher.join()
    if child.returncode:
        raise SystemExit(f"{words[0]} failed: {errors.decode()[-800:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, cpu, peak / 2**30


def _tree(pid: int) -> int:
    total = 0
    try:
        top = psutil.Process(pid)
        for process in [top, *top.children(recursive=True)]:
            try:
                total += process.memory_full_info().pss
            except psutil.Error:
                continue
    except psutil.Error:
        pass
    return total


if __name__ == "__main__":
    gc.freeze()
    main(*[t(a) for t, a in zip((int, float), sys.argv[1:], strict=False)])
