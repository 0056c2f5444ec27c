"""One process that lives a case from intake to report with every worker it starts, and says what the kernel counted.

Called as ``life.py SECONDS``: at least so long it stays alive, since onnxruntime calls its maker's server only some ten
seconds after it was loaded. In a network name space of its own the counters begin at nought, so that each packet that
was sent, and each address for which there was no way, is one of this life.
"""

import json
import sys
import time
from pathlib import Path

from doxdocket.cli.program import root

WORDS = (
    ("init", "case", "--title", "演练", "--officer", "甲", "--officer", "乙"),
    ("add", "case", "evidence", "--officer", "甲", "--officer", "乙"),
    ("run", "case", "--quiet"),
    ("detect", "messages.jsonl"),
    ("detect", "evidence/photos/1.jpg"),
    ("report", "case", "-o", "named/report.html"),
    ("export", "case", "findings", "--format", "parquet", "-o", "named/findings.parquet"),
    ("verify", "case"),
)


def counted():
    """What the kernel has counted of this name space, by protocol and name."""
    told = {}
    lines = Path("/proc/net/snmp").read_text(encoding="ascii").splitlines()
    for names, values in zip(lines[::2], lines[1::2], strict=True):
        protocol, *keys = names.split()
        told |= {protocol + key: int(n) for key, n in zip(keys, values.split()[1:], strict=True)}
    for line in Path("/proc/net/snmp6").read_text(encoding="ascii").splitlines():
        key, n = line.split()
        told[key] = int(n)
    return told


def main():
    before, began = counted(), time.monotonic()
    codes = []
    for words in WORDS:
        try:
            root.main(words)
        except SystemExit as end:
            codes.append(end.code)
    time.sleep(max(0.0, float(sys.argv[1]) - (time.monotonic() - began)))
    after = counted()
    said = {"codes": codes, "lived": time.monotonic() - began,
            "counted": {key: n - before[key] for key, n in after.items() if n != before[key]}}  # fmt: skip
    Path("said.json").write_text(json.dumps(said), encoding="utf-8")


if __name__ == "__main__":
    main()
