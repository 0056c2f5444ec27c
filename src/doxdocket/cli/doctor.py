r"""What is installed, what is missing, and what that costs. Asks nothing, always ends with 0; changes nothing but with ``--clean``.

>>> swaps(
...     "Filename Type Size Used Priority\n/dev/dm-1 partition 8 0 -2\n/dev/sda2 partition 8 0 -3\n/dev/zram0 partition 8 0 5"
... )
['/dev/sda2']
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

import os
import platform
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import util
from pathlib import Path
from typing import Annotated, TypedDict

from doxdocket import __version__
from doxdocket.cli import left_behind
from doxdocket.cli.command import Answer, command, option
from doxdocket.cli.said import say
from doxdocket.report.text import pad

LIBRARIES = (
    "ahocorasick-rs", "click", "cryptography", "duckdb", "jinja2", "msgspec", "numpy", "onnxruntime", "opencc",
    "opencv-python-headless", "pillow", "pyarrow", "pyrage", "pyyaml", "sqlcipher3", "tomli-w", "zxing-cpp",
)  # fmt: skip
ROOM = 2 << 30  # bytes free below which a large export may not fit: it is stored encrypted, and its posts again
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "firefox", "msedge")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; ``cost`` says what its lack means, and is empty when nothing is lacking."""

    id: str
    label: str
    found: str
    cost: str = ""


def _python() -> Check:
    fits = (3, 11) <= sys.version_info[:2] < (3, 14)
    cost = "" if fits else say("只在 3.11–3.13 上测试过", "only 3.11 to 3.13 are tested")
    return Check("python", "Python", f"{platform.python_version()} {platform.system()} {platform.machine()}", cost)


def _version(name: str) -> str | None:
    from importlib import metadata

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _libraries() -> Check:
    have = {name: _version(name) for name in LIBRARIES}
    lacking = [name for name, version in have.items() if version is None]
    cost = say(
        f"缺少 {'、'.join(lacking)}：用到它们的命令不能运行",
        f"without {', '.join(lacking)} the commands that use them fail",
    )
    return Check("libraries", say("依赖库", "libraries"), ", ".join(f"{n} {v}" for n, v in have.items() if v),
                 cost if lacking else "")  # fmt: skip


def _pictures() -> Check:
    version, heic = _version("rapidocr"), util.find_spec("pi_heif")
    label = say("图片识别", "pictures")
    found = f"PP-OCRv6 (rapidocr {version}), CenterFace" if version else "-"
    if not version:
        return Check("pictures", label, found, say("没有 rapidocr 的模型：图片都未读", "no models of rapidocr: every picture is unread"))  # fmt: skip
    return Check("pictures", label, found, "" if heic else say("没有 pi-heif：HEIC 图片未读", "no pi-heif: HEIC pictures are unread"))  # fmt: skip


def _font() -> Check:
    found = util.find_spec("cvttf_NotoSansCJK_Regular") is not None
    cost = say("没有 Noto Sans CJK：演练案卷的图片画不出汉字", "no Noto Sans CJK: pictures of the demo lack Chinese")
    return Check("font", say("中文字体", "Chinese font"), "Noto Sans CJK" if found else "-", "" if found else cost)


def _browser() -> Check:
    found = next((b for b in BROWSERS if shutil.which(b)), None)
    cost = say("没找到浏览器：报告要拷到别处打开", "no browser found: open the report elsewhere")
    return Check("browser", say("浏览器", "browser"), found or "-", "" if found else cost)


def _disk() -> Check:
    free = shutil.disk_usage(Path.cwd()).free
    cost = say("空间小：一份采集约需其大小的两倍", "little room: a capture takes about twice its size")
    return Check(
        "disk",
        say("当前目录可用空间", "room in this folder"),
        f"{free / (1 << 30):.1f} GiB",
        "" if free > ROOM else cost,
    )


def swaps(table: str) -> list[str]:
    """The swap areas of ``/proc/swaps`` that are neither on a mapped (usually encrypted) device nor in memory."""
    names = [line.split()[0] for line in table.splitlines()[1:] if line.strip()]
    return [n for n in names if not n.startswith(("/dev/dm-", "/dev/mapper/", "/dev/zram"))]


def _swap() -> Check:
    try:
        bare = swaps(Path("/proc/swaps").read_text(encoding="utf-8"))
    except OSError:
        return Check("swap", say("交换区", "swap"), say("此系统上查不到", "cannot be told on this system"))
    cost = say("交换区看来未加密：明文可能被写进磁盘；请关闭或加密",
               "swap looks unencrypted: clear text may reach the disk; turn it off or encrypt it")  # fmt: skip
    return Check(
        "swap", say("交换区", "swap"), ", ".join(bare) or say("没有未加密的", "none unencrypted"), cost if bare else ""
    )


def _cores() -> Check:
    label = say("内存转储", "core dumps")
    try:
        import resource
    except ImportError:
        return Check("core_dumps", label, say("此系统没有", "not on this system"))
    off = resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
    cost = say("本进程关不掉内存转储", "could not be turned off for this process")
    return Check("core_dumps", label, say("已关闭", "off") if off else say("未关闭", "on"), "" if off else cost)


def _keyring() -> Check:
    from doxdocket.store import keyring

    home = keyring.home()
    if not home.exists():
        return Check(
            "keys", say("钥匙", "keys"), say(f"{home}（尚无，init 时建立）", f"{home} (none yet; init makes one)")
        )
    loose = os.name == "posix" and bool(home.stat().st_mode & 0o077)
    cost = say("别人能读这个文件夹：chmod 700", "others can read this folder: chmod 700")
    return Check("keys", say("钥匙", "keys"), str(home), cost if loose else "")


def _left_behind() -> Check:
    label, those = say("残留文件", "left behind"), left_behind.found(os.environ)
    cost = say("旧版本使用的 onnxruntime 留下的设备编号和使用时间（不含案件内容）。删除：doxdocket doctor --clean",
               "a device id and times of use that onnxruntime wrote under earlier versions (nothing of a case). "
               "To delete: doxdocket doctor --clean")  # fmt: skip
    return Check("left_behind", label, ", ".join(map(str, those)) or say("无", "nothing"), cost if those else "")


def _law() -> Check:
    from doxdocket.law.rules import provisions

    count = len(provisions())
    return Check("rules", say("规则", "rules"), say(f"中国大陆版 {count} 条", f"edition cn, {count} rules"))


CHECKS: tuple[Callable[[], Check], ...] = (
    _python, _libraries, _pictures, _font, _browser, _disk, _swap, _cores, _keyring, _left_behind, _law,
)  # fmt: skip


class Told(TypedDict):
    """What is here."""

    version: str
    checks: Annotated[list[Check], ("cost 为空即不缺", "an empty cost lacks nothing")]
    missing: int
    deleted: list[str]


@command(
    "doctor",
    short=("本机装了什么、缺什么", "What is installed here and what is missing"),
    about=(
        (
            "看本机装了什么、缺什么、缺了有什么影响：Python、依赖库、字体、磁盘、交换区、内存转储、浏览器、钥匙。\n"
            "旧版本使用的 onnxruntime 曾在个人文件夹留下设备编号和使用时间：查出即说明，只有写明 --clean 才删除。总是退出 0。"
        ),
        (
            "What is installed here, what is missing and what that costs: Python, libraries, font, disk, swap, core dumps,\n"
            "browser, keys. Under earlier versions onnxruntime left a device id and times of use in the home folder: that is\n"
            "told, and deleted with --clean alone. Always exits 0."
        ),
    ),
    examples=("doxdocket doctor", "doxdocket doctor --clean", "doxdocket doctor --json"),
)
@option(
    "--clean",
    is_flag=True,
    about=(
        "删除 onnxruntime 留下的 .onnxruntime 文件夹（其他使用它的程序会重建），别的不动",
        "delete the folder .onnxruntime that onnxruntime left (other programs that use it make it anew), nothing else",
    ),
)
def doctor(clean: bool) -> Answer[Told]:
    """Look at everything and say it."""
    deleted = left_behind.delete(os.environ) if clean else []
    checks = [check() for check in CHECKS]
    missing = [c for c in checks if c.cost]
    lines = [f"doxdocket {__version__}", *(say(f"已删除：{gone}", f"Deleted: {gone}") for gone in deleted)]
    for c in checks:
        lines.append(f"{'!' if c.cost else '✓'} {pad(c.label, 18)} {c.found}")
        if c.cost:
            lines.append("    " + c.cost)
    lines.append(say(f"{len(missing)} 处要留意。" if missing else "什么都不缺。",
                     f"{len(missing)} to look at." if missing else "Nothing is missing."))  # fmt: skip
    data: Told = {
        "version": __version__,
        "checks": checks,
        "missing": len(missing),
        "deleted": [str(gone) for gone in deleted],
    }
    return Answer(data, "\n".join(lines))
