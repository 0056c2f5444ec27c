r"""The three repairs that a captured JSON file may get in memory, each recorded with its place.

* ``control_escape``: Telegram Desktop writes control characters as ``\xNN``, which JSON forbids (still so in its
  source of 2025-09, tdesktop issue 27571). Read as the character U+00NN.
* ``unquoted_path``: versions of about 4.0.4 to 4.1.1 (2022) wrote ``"document_id": folder/file.webm`` without
  quotes (tdesktop issues 24961, 24984). Read as that string.
* ``lone_surrogate``: half a surrogate pair is not a character and no store keeps it. Read as U+FFFD, one for one, so
  that offsets hold.

The original bytes are never changed. Leaves out: NaN of scripts (``careful``), and every other fault; those bytes are quarantined.

>>> repaired(rb'{"text": "a\x1bb \ud83d"}')
(b'{"text": "a\\u001bb \\ufffd"}', [('control_escape', 11, 15), ('lone_surrogate', 17, 23)])
>>> repaired(rb'{"text": "kept: \\x1b \ud83d\ude00"}')[1]
[]
"""

import json
import re

_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # a whole pair: leave it
    rb"|(?P<lone>u[dD][89a-fA-F][0-9a-fA-F]{2})"
    rb"|x(?P<control>[01][0-9a-fA-F]|7[fF])"
    rb"|.)"
    rb"|(?P<raw>\xed[\xa0-\xbf][\x80-\xbf])"  # half a pair written as bytes
    rb'|"document_id"\s*:[ \t]*+(?!["\[{\-\d,}\s]|true\b|false\b|null\b)'
    rb'(?P<path>[^"\r\n{}]*?)(?=\s*(?:,\s*")|[ \t]*[\r\n}])',
    re.DOTALL,
)

Repair = tuple[str, int, int]


def repaired(raw: bytes) -> tuple[bytes, list[Repair]]:
    """``raw`` with the known faults mended, and each repair's code and byte range in ``raw``."""
    made: list[Repair] = []

    def mend(match: re.Match[bytes]) -> bytes:
        start, end = match.span()
        if match["lone"] or match["raw"]:
            made.append(("lone_surrogate", start, end))
            return b"\\ufffd" if match["lone"] else b"\xef\xbf\xbd"
        if match["control"]:
            made.append(("control_escape", start, end))
            return b"\\u00" + match["control"]
        if match["path"]:
            made.append(("unquoted_path", *match.span("path")))
            quoted = json.dumps(match["path"].decode("utf-8", "replace"), ensure_ascii=False).encode()
            return match.group()[: -len(match["path"])] + quoted
        return match.group()

    return _ESCAPE.sub(mend, raw), made
