"""Loaded by every Python that has this folder on its path: writes each socket, and each file opened to be written, to a log.

``WATCHED_LOG`` names the log. A database in memory is no file. What native code does passes no audit hook; the test looks at that from outside.
"""

import json
import os
import sys

_LOG = os.open(os.getenv("WATCHED_LOG", os.devnull), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_MADE = {"os.mkdir": 0, "os.rename": 1, "os.link": 1, "os.symlink": 1, "sqlite3.connect": 0}


def _watch(event, args):
    told = None
    if event.startswith("socket.") and event != "socket.gethostname":
        told = {"socket": event, "what": repr(args[1:])}
    elif event == "open" and isinstance(args[0], (str, bytes)) and args[2] & _WRITES:
        told = {"file": os.path.abspath(os.fsdecode(args[0]))}  # noqa: PTH100 - resolving would be watched
    elif args[:1] != (":memory:",) and event in _MADE and isinstance(args[_MADE[event]], (str, bytes, os.PathLike)):
        told = {"file": os.path.abspath(os.fsdecode(args[_MADE[event]]))}  # noqa: PTH100 - the same
    if told:
        os.write(_LOG, json.dumps(told | {"pid": os.getpid()}).encode() + b"\n")


sys.addaudithook(_watch)
os.write(_LOG, json.dumps({"begun": " ".join(sys.orig_argv), "pid": os.getpid()}).encode() + b"\n")
