r"""What is installed, what is missing, and what that costs. Asks nothing, always ends with 0; changes nothing but with ``--clean``.

>>> swaps(
...     "Filename Type Size Used Priority\n/dev/dm-1 partition 8 0 -2\n/dev/sda2 partition 8 0 -3\n/dev/zram0 partition 8 0 5"
... )
['/dev/sda2']
>>> [place.parts[-3:] for place in telemetry({"HOME": "/home/o"})][0]
('Microsoft', 'DeveloperTools', '.onnxruntime')
"""

import os
import platform
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import util
from pathlib import Path
from typing import Annotated, TypedDict

from doxdocket import __version__
from doxdocket.cli.answer import Answer
from doxdocket.cli.command import command, option
from doxdocket.report.text import pad
from doxdocket.words import listed, say, zh_en

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
    cost = "" if fits else say("doctor.only_3_11_to_3")
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
    cost = say("doctor.without_commands_that_use_them", lacking=listed("marks.comma", lacking))
    return Check("libraries", say("doctor.libraries"), ", ".join(f"{n} {v}" for n, v in have.items() if v),
                 cost if lacking else "")  # fmt: skip


def _pictures() -> Check:
    version, heic = _version("rapidocr"), util.find_spec("pi_heif")
    label = say("doctor.pictures")
    found = f"PP-OCRv6 (rapidocr {version}), CenterFace" if version else "-"
    if not version:
        return Check("pictures", label, found, say("doctor.no_models_of_rapidocr_every"))  # fmt: skip
    return Check("pictures", label, found, "" if heic else say("doctor.no_pi_heif_heic_pictures"))  # fmt: skip


def _font() -> Check:
    found = util.find_spec("cvttf_NotoSansCJK_Regular") is not None
    cost = say("doctor.no_noto_sans_cjk_pictures")
    return Check("font", say("doctor.chinese_font"), "Noto Sans CJK" if found else "-", "" if found else cost)


def _browser() -> Check:
    found = next((b for b in BROWSERS if shutil.which(b)), None)
    cost = say("doctor.no_browser_found_open_report")
    return Check("browser", say("doctor.browser"), found or "-", "" if found else cost)


def _disk() -> Check:
    free = shutil.disk_usage(Path.cwd()).free
    cost = say("doctor.little_room_capture_takes_about")
    return Check(
        "disk",
        say("doctor.room_in_this_folder"),
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
        return Check("swap", say("doctor.swap"), say("doctor.cannot_be_told_on_this"))
    cost = say("doctor.swap_looks_unencrypted_clear_text")  # fmt: skip
    return Check("swap", say("doctor.swap"), ", ".join(bare) or say("doctor.none_unencrypted"), cost if bare else "")


def _cores() -> Check:
    label = say("doctor.core_dumps")
    try:
        import resource
    except ImportError:
        return Check("core_dumps", label, say("doctor.not_on_this_system"))
    off = resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
    cost = say("doctor.could_not_be_turned_off")
    return Check("core_dumps", label, say("doctor.off") if off else say("doctor.on"), "" if off else cost)


def _keyring() -> Check:
    from doxdocket.store import keyring

    home = keyring.home()
    if not home.exists():
        return Check("keys", say("doctor.keys"), say("doctor.none_yet_init_makes_one", home=home))
    loose = os.name == "posix" and bool(home.stat().st_mode & 0o077)
    cost = say("doctor.others_can_read_this_folder")
    return Check("keys", say("doctor.keys"), str(home), cost if loose else "")


_TELEMETRY = Path("Microsoft", "DeveloperTools", ".onnxruntime")
"""What onnxruntime wrote into the user's home while earlier versions of this program let it report to its maker: a device id and a queue of events with the
times of work, the place of this program and the make of the machine; nothing of a case was found in one. Source: the paths in the wheels of onnxruntime 1.32.0 for
Linux and macOS; the one for Windows writes none. Every program that uses the library shares the folder, and whoever still lets it report makes it anew.
"""


def telemetry(environ: Mapping[str, str]) -> list[Path]:
    """Where it may lie: the cache of this user on Linux, as named or as usual, and the support files on macOS."""
    home = Path(environ["HOME"]) if environ.get("HOME") else None
    tops = [Path(environ["XDG_CACHE_HOME"])] if environ.get("XDG_CACHE_HOME") else []
    tops += [home / ".cache", home / "Library" / "Application Support"] if home else []
    return [top / _TELEMETRY for top in dict.fromkeys(tops)]


def _telemetry_found() -> list[Path]:
    """The folders that are there; a link is somebody's own doing and is left."""
    return [place for place in telemetry(os.environ) if place.is_dir() and not place.is_symlink()]


def _left_behind() -> Check:
    label, those = say("doctor.left_behind"), _telemetry_found()
    cost = say("doctor.device_id_and_times_of")  # fmt: skip
    return Check("left_behind", label, ", ".join(map(str, those)) or say("doctor.nothing"), cost if those else "")


def _law() -> Check:
    from doxdocket.law.rules import shipped

    count = len(shipped().provisions())
    return Check("rules", say("doctor.rules"), say("doctor.edition_cn_rules", count=count))


CHECKS: tuple[Callable[[], Check], ...] = (
    _python, _libraries, _pictures, _font, _browser, _disk, _swap, _cores, _keyring, _left_behind, _law,
)  # fmt: skip


class Told(TypedDict):
    """What is here."""

    version: str
    checks: Annotated[list[Check], zh_en("doctor.empty_cost_lacks_nothing")]
    missing: int
    deleted: list[str]


@command("doctor.doctor", examples=("doxdocket doctor", "doxdocket doctor --clean", "doxdocket doctor --json"))
@option("--clean", is_flag=True)
def doctor(clean: bool) -> Answer[Told]:
    """Look at everything and say it."""
    deleted = _telemetry_found() if clean else []
    for gone in deleted:
        shutil.rmtree(gone)
    checks = [check() for check in CHECKS]
    missing = [c for c in checks if c.cost]
    lines = [f"doxdocket {__version__}", *(say("doctor.deleted", gone=one) for one in deleted)]
    for c in checks:
        lines.append(f"{'!' if c.cost else '✓'} {pad(c.label, 18)} {c.found}")
        if c.cost:
            lines.append("    " + c.cost)
    lines.append(say("doctor.to_look_at", missing=len(missing)) if missing else say("doctor.nothing_is_missing"))  # fmt: skip
    data: Told = {
        "version": __version__,
        "checks": checks,
        "missing": len(missing),
        "deleted": [str(one) for one in deleted],
    }
    return Answer(data, "\n".join(lines))
