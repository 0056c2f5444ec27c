"""Damaged exports: cut, doubled, re-encoded, hostile; ``python tests/broken/make.py`` writes them beside it.

All are one invented export of nine posts with something done to it. A second run gives the same bytes.
"""

import json
from pathlib import Path

HERE = Path(__file__).parent


def post(number):
    return {
        "id": number, "type": "message", "date": f"2023-11-15T06:{13 + number}:20",
        "date_unixtime": str(1_700_000_000 + number * 60), "from": "示例", "from_id": "channel1234567890",
        "text": [f"第 {number} 条 ", {"type": "bold", "text": "]},"}],
    }  # fmt: skip


EXPORT = {"name": "示例", "type": "public_channel", "id": 1234567890, "messages": [post(n) for n in range(1, 10)]}
WHOLE = json.dumps(EXPORT, ensure_ascii=False, indent=1).encode()
LINE = json.dumps(EXPORT, ensure_ascii=False).encode()


def at(words, data=WHOLE):
    """Where some words stand."""
    return data.index(words.encode())


def account(first, second):
    """Two channels in one account, each given as text."""
    return b'{\n "personal_information": {},\n "chats": {\n  "list": [\n' + first + b",\n" + second + b"\n  ]\n }\n}"


def other(data):
    return data.replace(b'"id": 1234567890', b'"id": 55', 1)


def cases():
    """Each damage's bytes, by the name of its folder."""
    five, six = at("第 5 条"), at("第 6 条")
    record = at('{\n   "id": 5')
    following = at('{\n   "id": 6')
    line5, line6 = LINE.index(b'{"id": 5'), LINE.index(b'{"id": 6')
    swap = WHOLE.replace
    return {
        "cut_in_text": WHOLE[: five + 3],
        "cut_between_records": WHOLE[: record - 1],
        "cut_after_brace": WHOLE[: WHOLE.rindex(b"}", 0, record) + 1],
        "cut_in_head": WHOLE[: at('"messages"') + 4],
        "cut_one_line": LINE[: LINE.index(b"9 \\u") if b"9 \\u" in LINE else len(LINE) - 40],
        "doubled_file": WHOLE + WHOLE,
        "doubled_record": WHOLE[:record] + WHOLE[record:following] + WHOLE[record:],
        "trailing_bytes": WHOLE + b"\n-- end of copy --\n",
        "nul_block": WHOLE[: five - 200] + bytes(512) + WHOLE[five + 312 :],
        "lost_quote": WHOLE[: five - 1] + WHOLE[five:],
        "lost_quote_one_line": LINE[: LINE.index("第 5".encode()) - 1] + LINE[LINE.index("第 5".encode()) :],
        "lost_brace": WHOLE[: following - 5] + b" " + WHOLE[following - 4 :],
        "lost_brace_one_line": LINE[: line6 - 3] + LINE[line6 - 2 :],
        "lost_last_brace_of_chat": account(
            other(WHOLE[: WHOLE.rindex(b"}\n ]")] + WHOLE[WHOLE.rindex(b"\n ]") :]), WHOLE
        ),
        "lost_comma": WHOLE[: following - 4] + b" " + WHOLE[following - 3 :],
        "lost_comma_in_head": swap(b"1234567890,\n", b"1234567890\n", 1),
        "trailing_comma": swap(b"}\n ]", b"},\n ]", 1),
        "junk_between_records": WHOLE[:record] + b"oops " + WHOLE[record:],
        "not_an_object": WHOLE[:record] + b'null, 17, "x", [1], ' + WHOLE[record:],
        "not_a_number": swap(b'"id": 5', b'"latitude": NaN, "id": 5', 1),
        "invalid_utf8": WHOLE[:six] + b"\xc3\x28" + WHOLE[six:],
        "latin1_name": swap('"from": "示例"'.encode(), b'"from": "M\xfcller"', 1),
        "duplicate_key": swap(b'"id": 5', b'"text": "hidden", "id": 5', 1),
        "duplicate_key_one_line": LINE.replace(b'"id": 5', b'"id": 5, "text": "hidden"', 1),
        "no_id": swap(b'"id": 5,', b"", 1),
        "text_of_wrong_type": swap(
            b'"text": [\n    "\xe7\xac\xac 5', b'"text": {"x": [\n    "\xe7\xac\xac 5', 1
        ).replace(b'   ]\n  },\n  {\n   "id": 6', b'   ]}\n  },\n  {\n   "id": 6', 1),
        "name_of_wrong_type": swap('"from": "示例"'.encode(), b'"from": 17', 1),
        "huge_id": swap(b'"id": 5', b'"id": 5' + b"0" * 30, 1),
        "number_of_5000_digits": swap(b'"id": 5', b'"x": ' + b"9" * 5000 + b', "id": 5, "x": 1', 1),
        "deep_record": swap(b'"id": 5', b'"id": 5, "x": ' + b"[" * 20_000 + b"]" * 20_000, 1),
        "deep_outside": b'{"stories": ' + b"[" * 5000 + b"]" * 5000 + b"," + WHOLE[1:],
        "comma_became_bracket": WHOLE[: following - 4] + b"]" + WHOLE[following - 3 :],
        "brace_became_bracket": WHOLE[:record] + b"]" + WHOLE[record + 1 :],
        "first_brace_became_bracket": WHOLE[: at("{\n   ")] + b"]" + WHOLE[at("{\n   ") + 1 :],
        "lost_bracket_of_chat": account(
            other(WHOLE[: WHOLE.rindex(b"]")] + b" " + WHOLE[WHOLE.rindex(b"]") + 1 :]), WHOLE
        ),
        "bracket_of_chat_became_comma": account(
            other(WHOLE[: WHOLE.rindex(b"]")] + b"," + WHOLE[WHOLE.rindex(b"]") + 1 :]), WHOLE
        ),
        "lost_bracket_one_line": account(other(LINE[: LINE.rindex(b"]")] + b" " + LINE[LINE.rindex(b"]") + 1 :]), LINE),
        "wrong_bracket": swap(b'   ]\n  },\n  {\n   "id": 6', b'   }\n  },\n  {\n   "id": 6', 1),
        "two_chats_first_head_broken": account(other(WHOLE).replace(b'"id": 55,', b'"id": 5"5,', 1), WHOLE),
        "conflict_markers": WHOLE[:record]
        + b"\n<<<<<<< HEAD\n"
        + WHOLE[record:following]
        + b"\n=======\n"
        + WHOLE[record:following]
        + b"\n>>>>>>> branch\n"
        + WHOLE[following:],
        "utf16": WHOLE.decode().encode("utf-16"),
        "not_an_export": b'{"a": [1, 2, 3]}',
        "empty": b"",
        "line5_reversed": LINE[:line5] + LINE[line5:line6][::-1] + LINE[line6:],
    }


if __name__ == "__main__":
    for name, data in cases().items():
        (HERE / name).mkdir(exist_ok=True)
        (HERE / name / "result.json").write_bytes(data)
