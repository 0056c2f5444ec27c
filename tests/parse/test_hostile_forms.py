"""Every form against bytes that are made to harm: only our errors leave it, nothing of the content is in them, time and
memory stay bounded. New forms are tested as soon as they are registered and have a golden input.

Mutations are seeded, so a failure comes again. Larger streams and more kinds of them: ``bench/hostile_memory.py``.
"""

import hashlib
import io
import random
import runpy
import subprocess
import sys
import time
import zlib

import pytest
from reading_exports import TESTS

from doxdocket.account import SCHEMAS
from doxdocket.errors import DoxdocketError
from doxdocket.parse import CODES, HEAD, Stated, parse, recognise
from doxdocket.parse.all_forms import FORMS

BENCH = TESTS.parent / "bench" / "hostile_memory.py"
MAKER = runpy.run_path(str(BENCH))
INPUTS, KINDS = MAKER["inputs"](), MAKER["KINDS"]
IDS = [form.id for form in FORMS]
#: No error and no detail of a warning may hold this.
SECRET = "ZQXJ73"
#: Bytes that parsers have stumbled over.
PIECES = [
    b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x80\xa8", b"\\ud83d", b"\\u0000", b"\\x1b", b'"', b"'", b"\\", b"{", b"}",
    b"[", b"]", b"<", b">", b"</", b"<!--", b"<![CDATA[", b"&#x1F;", b"&", b"%s{0}", b",", b";", b"\t", b"\r", b"\n", b"\r\n\r\n", b"-", b"-0", b"1e999",
    b"NaN", b"null", b"true", b"9" * 19, b"9" * 400, b"-9223372036854775809", b"1970-01-01T00:00:00", b"9999-12-31T23:59:59.999999+14:00",
    b"+25:00", b"0001-01-01", "٣".encode(), "²".encode(), "字".encode() * 9, b"../" * 9, b"WARC/1.1\r\n", b"PK\x03\x04", b"\x1f\x8b\x08", SECRET.encode(),
]  # fmt: skip
LARGEST = 48 << 10


def given(form):
    """Golden inputs of a form that are small enough to be read often."""
    some = [(path.name, data, mapping) for path, data, mapping in INPUTS[form] if len(data) <= LARGEST]
    return some or [("a", b"", None)]


def consumed(form, data, name="", mapping=None, stream=None):
    """Read to the end: rows are whole and of their shape, warnings are known and hold no content."""
    source, said = hashlib.sha256(data).hexdigest(), []
    try:
        for part in parse(stream or io.BytesIO(data), source, form, Stated(name, (), mapping)):
            part.batch.validate(full=True)
            assert part.batch.schema == SCHEMAS[part.table]
            said += [part.table] * part.batch.num_rows
            if part.table == "warnings":
                rows = part.batch.to_pylist()
                assert {row["code"] for row in rows} <= set(CODES)
                assert {row["what"] for row in rows} <= {"quarantine", "repair", "notice"}
                assert all(0 <= row["byte_start"] <= row["byte_end"] for row in rows)
                assert SECRET not in "".join(row["detail"] or "" for row in rows)
    except DoxdocketError as refused:
        words = refused.said("zh") + refused.said("en") + repr(refused.facts)
        said.append("refused")
    else:
        words = ""
    assert SECRET not in words
    return said


def mutated(rng, data, others):
    """The same with a few bytes changed, put in, taken out, doubled, cut, or put together with another file's."""
    out = bytearray(data)
    for _ in range(rng.choice([1, 1, 1, 2, 5])):
        at = rng.randrange(len(out) + 1)
        end = min(len(out), at + rng.choice([1, 2, 8, 60, 500]))
        match rng.randrange(8):
            case 0:
                out[at:end] = rng.choice(PIECES)
            case 1:
                out[at:at] = rng.choice(PIECES)
            case 2:
                out[at:at] = rng.choice(PIECES) * rng.choice([2, 40, 400])
            case 3:
                del out[at:end]
            case 4:
                out[at:at] = out[at:end] * rng.choice([1, 2, 30])
            case 5:
                out[at:end] = rng.randbytes(end - at)
            case 6:
                del out[at:]
            case 7:
                other = rng.choice(others)
                out[at:] = other[rng.randrange(len(other) + 1) :]
    return bytes(out)


@pytest.mark.parametrize("form", IDS)
def test_every_form_has_an_input_or_takes_none(form):
    if form != "wacz_part":  # whose inputs lie inside an archive
        assert INPUTS[form], f"no golden input is claimed by {form}"


@pytest.mark.parametrize("form", IDS)
def test_mutated_inputs_raise_only_what_is_ours(form, whole):
    rng = random.Random(f"hostile {form}")
    some = given(form)
    others = [data for _, data, _ in some] + [rng.choice(given(other))[1] for other in IDS]
    for _ in range(1000 if whole else 60):
        name, data, mapping = rng.choice(some)
        changed = mutated(rng, data, others)
        start = time.process_time()
        consumed(form, changed, name, mapping)
        assert time.process_time() - start < 20, (form, name, len(changed))
        recognise(changed[:HEAD], name)


DEEP = 60_000
SHAPES = {
    "empty": b"", "one byte": b"{", "nul": b"\0" * 5000, "random": random.Random(1).randbytes(20_000), "spaces": b" \n" * 5000,
    "mark": b"\xef\xbb\xbf", "deep arrays": b"[" * DEEP, "deep objects": b'{"a":' * DEEP, "deep pairs": b'[{"messages":' * (DEEP // 40),
    "deep tags": b"<div>" * DEEP, "deep models": b'<model type="Chat">' * DEEP, "closed too often": b"</div>" * DEEP,
    "quotes": b'"' * 9999, "separators": b",;\t" * 9999, "lines": b"\r\n" * 9999, "a long line": b"a," * 99_999,
    "xml bomb": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "' + b"c" * 99 + b'">]><project>' + b"&b;" * 99 + b"</project>",
    "gzip of nothing": zlib.compress(b"", 9, 31), "zip header": b"PK\x03\x04" + b"\0" * 99, "gzip cut": zlib.compress(b"WARC/1.0\r\n" * 99, 9, 31)[:40],
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.whole(but=5)
def test_no_shape_of_bytes_breaks_any_form(shape):
    for form in IDS:
        name, _, mapping = given(form)[0]
        consumed(form, SHAPES[shape], name, mapping)
    recognise(SHAPES[shape][:HEAD], "a")


@pytest.mark.parametrize("form", IDS)
def test_a_file_in_another_encoding_or_cut_or_named_otherwise_is_read_or_refused(form):
    for name, data, mapping in given(form)[:4]:
        text = data.decode("utf-8", "ignore")
        changes = [text.encode(code, "replace") for code in ("utf-16", "utf-16-be", "gb18030", "latin-1")]
        changes += [
            b"\xff\xfe" + data,
            data[:1],
            data[: len(data) // 2],
            data * 2,
            data[::-1],
            data.replace(b'"', b"'"),
            data.replace(b"\n", b"\0"),
        ]
        for changed in changes:
            consumed(form, changed, name, mapping)
        same = consumed(form, data, name, mapping)
        assert consumed(form, data, "wrong.exe", mapping) == same or form in ("office", "email", "table", "archive")


@pytest.mark.parametrize("form", IDS)
def test_a_file_of_another_form_is_read_or_refused(form):
    _, _, mapping = given(form)[0]
    for other in IDS:
        name, data, _ = given(other)[0]
        consumed(form, data, name, mapping)


class Broken:
    """A stream that ends with an error of the system, as a pulled medium does."""

    def __init__(self, data):
        self.left = data

    def read(self, _=-1):
        if not self.left:
            raise OSError(5, "Input/output error")
        out, self.left = self.left[:100], self.left[100:]
        return out


@pytest.mark.parametrize("form", IDS)
def test_a_medium_that_fails_while_it_is_read_is_not_taken_for_the_end_of_the_file(form):
    name, data, mapping = max(given(form), key=lambda one: len(one[1]))
    with pytest.raises(OSError, match="Input/output"):
        consumed(form, data, name, mapping, Broken(data))


@pytest.mark.parametrize(
    ("size", "limit", "kinds", "forms"),
    [
        (128, 100, ["text"], [form for form in IDS if INPUTS[form]][::3]),
        pytest.param(128, 100, ["text"], IDS, marks=pytest.mark.whole),
        pytest.param(300, 300, sorted(KINDS), IDS, marks=pytest.mark.whole),
    ],
    ids=["some", "every", "everything"],
)
def test_a_file_without_end_stays_in_bounds_in_every_form(size, limit, kinds, forms):
    """Megabytes that are made as they are read. What a form may keep of it is a record's limit, some copies, some rows."""
    done = subprocess.run(
        [sys.executable, str(BENCH), "--mb", str(size), "--kinds", ",".join(kinds), "--forms", ",".join(forms), "--limit", str(limit), "--seconds", "600"],
        capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert len({line.split()[0] for line in done.stdout.splitlines()[1:-1]}) == sum(
        bool(INPUTS[form]) for form in forms
    )
