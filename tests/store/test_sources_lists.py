"""The sender's list of digests: every shape that is read, what is not, and what the comparison says."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples

from doxdocket.errors import DoxdocketError, WrongCall
from doxdocket.seal import legacy
from doxdocket.store import verify
from doxdocket.store.case import Case
from doxdocket.store.hash_lists import File, unlisted, verdicts
from doxdocket.store.listed import Entry, read

DATA = b"abc"
MD5, SHA1, SHA256, SHA384, SHA512 = (
    hashlib.new(n, DATA).hexdigest() for n in ("md5", "sha1", "sha256", "sha384", "sha512")
)
SPACED = " ".join(MD5[n : n + 2] for n in range(0, 32, 2))

SHAPES = {
    "gnu": (f"{SHA256}  a/b.json\n{SHA256} *c d.bin\n", "x.txt", "sums", [("a/b.json", "sha256"), ("c d.bin", "sha256")], 0),
    "gnu escaped": (f"\\{MD5}  a\\nb\\\\c\n", "x", "sums", [("a\nb\\c", "md5")], 0),
    "md5 -r": (f"{MD5} a.json\n", "x", "sums", [("a.json", "md5")], 0),
    "bsd": (f"MD5 (a b.json) = {MD5}\nSHA512 (c) = {SHA512}\n", "x", "sums", [("a b.json", "md5"), ("c", "sha512")], 0),
    "openssl": (f"SHA2-256(a.json)= {SHA256}\nSM3(b.json)= {SHA256}\n", "x", "sums", [("a.json", "sha256"), ("b.json", "sm3")], 0),
    "bagit": (f"{SHA512}  data/a%25b%0Ac.json\n", "manifest-sha512.txt", "sums", [("data/a%b\nc.json", "sha512")], 0),
    "bagit sm3": (f"{SHA256}  data/a.json\n", "manifest-sm3.txt", "sums", [("data/a.json", "sm3")], 0),
    "hashdeep": (f"%%%% HASHDEEP-1.0\n%%%% size,md5,sha256,filename\n## x\n3,{MD5},{SHA256},/a/b\n", "x", "table",
                 [("/a/b", "md5"), ("/a/b", "sha256")], 0),
    "csv of an imaging tool": (f'"MD5","SHA1","FileNames"\r\n"{MD5}","{SHA1}","x.ad1\\a.json"\r\n', "x.csv", "table",
                               [("x.ad1\\a.json", "md5"), ("x.ad1\\a.json", "sha1")], 0),
    "chinese tsv": (f"序号\t文件名\t大小\t校验值（SM3）\n1\ta.json\t3\t{SHA256}\n", "x.tsv", "table", [("a.json", "sm3")], 0),
    "semicolons, no heading": (f"a.json;{SHA384}\nb.json;{SHA384}\n", "x", "table", [("a.json", "sha384"), ("b.json", "sha384")], 0),
    "beside its file": (f"{SHA256}\n", "a.json.sm3", "sums", [("a.json", "sm3")], 0),
    "digits only": (f"{MD5},{SHA1}\n", "x", "table", [("", "md5"), ("", "sha1")], 0),
    "imaging report": ("".join([f"Information for D:\\x\\img.ad1:\n\n[Computed Hashes]\n MD5 checksum:    {MD5}\n SHA1 checksum:   {SHA1}\n\nVerified:\n",
                       f" MD5 checksum:    {MD5} : verified\n"]), "x.txt", "report",
                       [("D:\\x\\img.ad1", "md5"), ("D:\\x\\img.ad1", "sha1"), ("D:\\x\\img.ad1", "md5")], 0),
    "certutil": (f"SHA256 的 a.zip 哈希:\n{SHA256}\nCertUtil: -hashfile 命令成功完成。\n", "x", "report", [("a.zip", "sha256")], 0),
    "certutil of old": (f"MD5 hash of file a.zip:\n{SPACED}\nCertUtil: ok\n", "x", "report", [("a.zip", "md5")], 0),
    "powershell": ("".join([f"\nAlgorithm : SHA256\nHash      : {SHA256.upper()}\nPath      : C:\\x\\a.zip\n\nAlgorithm : MD5\nHash      : {MD5}\n",
                   "Path      : C:\\x\\b.zip\n"]), "x", "report", [("C:\\x\\a.zip", "sha256"), ("C:\\x\\b.zip", "md5")], 0),
    "powershell table": (f"Algorithm  Hash  Path\n---------  ----  ----\nSHA256     {SHA256}     C:\\x\\a.zip\n", "x", "sums",
                         [("C:\\x\\a.zip", "sha256")], 2),
    "labels, name first": (f"文件名: a\nMD5: {MD5}\nSHA-1：{SHA1}\n文件名: b\nMD5: {MD5}\n", "x", "report",
                           [("a", "md5"), ("a", "sha1"), ("b", "md5")], 0),
    "lines that are none": (f"# md5\n{MD5}  a\nnonsense\n\nRIPEMD160 (z) = {SHA1}\n", "x", "sums", [("a", "md5")], 2),
    "another algorithm": (f"name,RIPEMD-160,MD5\na,{SHA1},{MD5}\n", "x", "table", [("a", "md5")], 0),
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_every_shape_in_every_encoding(shape: str, encoding: str) -> None:
    text, name, expected, entries, unread = SHAPES[shape]
    listed = read(text.encode(encoding), name)
    assert (listed.shape, listed.unread) == (expected, unread)
    assert [(e.name, e.algorithm) for e in listed.entries] == entries
    known = {MD5, SHA1, SHA256, SHA384, SHA512}
    assert {e.value for e in listed.entries} <= known
    lines = text.splitlines()
    compact = [line.replace(" ", "").lower() for line in lines]
    assert all(e.value in compact[e.line - 1] for e in listed.entries)


@pytest.mark.parametrize(
    "data",
    [b"", b"x", b"\xff\xfe", b"name,size\na,3\n", b"0" * 200_000, ("a" * 31 + "\n").encode()],
)
def test_what_is_no_list(data: bytes) -> None:
    with pytest.raises(WrongCall):
        read(data, "x")


def test_a_table_that_ends_inside_a_quote_is_said_and_not_cut_short() -> None:
    row = f'a,{MD5}\n"' + "x" * 60_000 + "\n"
    with pytest.raises(WrongCall, match="near line"):
        read((row + "x" * 60_000 + "\n" + "x" * 60_000 + "\n").encode(), "x.csv")


def test_a_line_without_end_takes_no_time() -> None:
    text = " " * 3000 + ":" + " " * 3000 + "x\n" + f"MD5 checksum: {MD5}\n"
    assert [e.value for e in read((text * 20 + "a" * 10_000_000).encode(), "x").entries] == [MD5] * 20


@examples(200)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(alphabet="abcdef0123456789 ,;\t\n\r\"'():=%\\*文件名MD5", max_size=300).map(str.encode),
    )
)
def test_only_our_errors_leave_it(data: bytes) -> None:
    try:
        listed = read(data + b"\n" + MD5.encode() + b"  a\n", "x")
    except DoxdocketError:
        return
    assert listed.entries


A = File("a" * 64, ("x/a.json", "a.json"), {"md5": "m1", "sha1": "h1", "sha256": "a" * 64, "sm3": "n1"})
B = File("b" * 64, ("x/b.json",), {"md5": "m2", "sha256": "b" * 64, "sm3": "n2"})
TWIN = File("c" * 64, ("y/b.json",), {"md5": "m3", "sha256": "c" * 64})


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([("a.json", "m1")], [("matched", A)]),
        ([("renamed.json", "m1")], [("matched", A)]),
        ([("a.json", "n1")], [("matched", A)]),
        ([("a.json", "m9")], [("different", A)]),
        ([("C:\\x\\a.json", "m9")], [("different", A)]),
        ([("none.json", "m9")], [("absent", None)]),
        ([("", "m9")], [("absent", None)]),
        ([("b.json", "m9")], [("absent", None)]),  # two files of that name: which one is meant is not said
        ([("x/b.json", "m9")], [("different", B)]),
        ([("x/a.json", "m1"), ("z/a.json", "m9")], [("matched", A), ("absent", None)]),  # another file of that name
    ],
)
def test_verdicts(entries: list, expected: list) -> None:
    found = verdicts([Entry(n, name, "md5", value) for n, (name, value) in enumerate(entries, 1)], [A, B, TWIN])
    assert found == [(verdict, one and one.sha256) for verdict, one in expected]


def test_two_digests_of_one_line_must_agree_on_one_file() -> None:
    found = verdicts([Entry(1, "a.json", "md5", "m1"), Entry(1, "a.json", "sha1", "h9")], [A, B])
    assert found == [("matched", A.sha256), ("different", A.sha256)]


def test_what_is_out_of_a_listed_container_need_not_be_listed() -> None:
    box, inner = File("d" * 64, ("z.zip",), {}), File("e" * 64, ("z.zip/i.zip",), {}, "d" * 64)
    leaf, loop = File("f" * 64, ("p.png",), {}, "e" * 64), File("0" * 64, ("q",), {}, "0" * 64)
    files = [box, inner, leaf, loop]
    assert unlisted(files, {box.sha256}) == [loop]
    assert unlisted(files, {leaf.sha256}) == [box, inner, loop]
    assert unlisted(files, set()) == files


@pytest.fixture
def compared(case: Case) -> Case:
    first, second = case.sources()
    text = f"{hashlib.md5(b'x').hexdigest()}  {second.name}\n{first.sm3}  {first.name}\n"
    for source in (first, second):
        with case.original(source.sha256) as stream:
            case.hash_lists.add_digests(source.sha256, legacy.digests(stream, ["md5", "sha512"]), "甲")
    digests = case.hash_lists.digests()
    files = [File(s.sha256, (s.name,), {"sha256": s.sha256, "sm3": s.sm3} | digests[s.sha256]) for s in case.sources()]
    case.hash_lists.add("ab" * 32, read(text.encode(), "x.md5"), files, "甲")
    return case


def test_a_comparison_is_kept_as_it_was_found(compared: Case) -> None:
    first, second = compared.sources()
    [made] = compared.hash_lists.all()
    assert [(e.name, e.algorithm, e.verdict, e.source) for e in made.entries] == [
        ("b.json", "md5", "different", second.sha256),
        ("a.json", "sm3", "matched", first.sha256),
    ]
    row = compared.custody.rows()[-1]
    assert (row.act, row.detail["matched"], row.detail["different"], row.detail["unlisted"]) == ("hashes", 1, 1, 0)
    assert [r.act for r in compared.custody.rows()[-3:]] == ["digest", "digest", "hashes"]
    assert verify.verify(compared) == []


def test_digests_are_computed_once(compared: Case) -> None:
    listed = read(f"{MD5}  a\n{SHA1}  b\n{SHA256}  c\n".encode(), "x")
    asked = compared.hash_lists.lacking([s.sha256 for s in compared.sources()], listed)
    assert asked == {s.sha256: ["sha1"] for s in compared.sources()}


@pytest.mark.parametrize(
    ("sql", "place"),
    [("UPDATE hash_entries SET verdict = 'matched' WHERE no = 1", "hash_list:L0001"),
     ("DELETE FROM hash_entries", "hash_list:L0001"),
     ("UPDATE hash_lists SET officer = 'x'", "hash_list:L0001"),
     ("UPDATE digests SET value = 'ab'", "source:"), ("DELETE FROM digests", "source:")],
)  # fmt: skip
def test_a_comparison_altered_by_a_holder_of_the_key_is_named(compared: Case, sql: str, place: str) -> None:
    compared.database.execute("DROP TRIGGER hash_lists_kept")
    compared.database.execute(sql)
    assert any(fault.place.startswith(place) for fault in verify.verify(compared))
