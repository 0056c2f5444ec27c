r"""Files in the folder of a kit that open it with a double click, on Windows and on Linux; made anew at each start, since the program may have moved.

None names the folder: on another medium each opens the kit that it lies in.

>>> scripts("/opt/py thon")["打开-open.sh"]
'#!/bin/sh\ncd "$(dirname "$0")" && exec \'/opt/py thon\' -P -m doxdocket kit .\n'
"""

import shlex
import sys
from contextlib import suppress

from doxdocket.kit.folder import STARTED, Kit
from doxdocket.words import zh_en

_HERE = 'cd "$(dirname "${2:?}")" && exec "$1" -P -m doxdocket kit .'
"""``%k`` is where the entry lies (Desktop Entry Specification)."""


def scripts(python: str = sys.executable) -> dict[str, str]:
    """Each file by its name."""
    _, cmd, shell, desktop = STARTED
    zh, en = zh_en("kit.name")
    quoted = shlex.quote(python)
    return {
        cmd: f'@echo off\r\nchcp 65001 >nul\r\ncd /d "%~dp0"\r\n"{python.replace("%", "%%")}" -P -m doxdocket kit .\r\nif errorlevel 1 pause\r\n',
        shell: f'#!/bin/sh\ncd "$(dirname "$0")" && exec {quoted} -P -m doxdocket kit .\n',
        desktop: "\n".join((
            "[Desktop Entry]", "Type=Application", f"Name={en}", f"Name[zh_CN]={zh}", "Terminal=true",
            f"Exec=/bin/sh -c {_in_exec(_HERE)} sh {_in_exec(python)} %k", "",
        )),
    }  # fmt: skip


def _in_exec(text: str) -> str:
    """An argument of ``Exec`` (Desktop Entry Specification: quotes, and what they do not cover)."""
    for sign in '\\"`$':
        text = text.replace(sign, "\\" + sign)
    return '"' + text.replace("\\", "\\\\").replace("%", "%%") + '"'


def lay(kit: Kit) -> None:
    """Write them."""
    for name, text in scripts().items():
        path = kit.folder / name
        kit.put(path, text.encode())
        with suppress(OSError):
            path.chmod(0o700)
