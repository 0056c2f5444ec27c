"""Files in which one value is planted, by carrier: what the tests of the release gate look through. All values are invented."""

import base64
import gzip
import io
import json
import quopri
import random
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from importlib import util
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

VALUES = (
    ("name", "程岚舟"),
    ("name", "欧阳雁"),
    ("phone_number", "13899701850"),
    ("id_number", "110101187003071233"),
    ("bank_account", "6222021850123456789"),
    ("email", "lanzhou85@mail.example.com"),
    ("social_account", "wx_lan18zz"),
    ("home_address", "浙江省杭州市西湖区竹影路3号2幢402室"),
)
PLANTED = {value: value.replace("浙江省杭州市西湖区", "") for _, value in VALUES}
"""What of each is planted."""
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
FILL = "关于本案的情况说明如下，请查收。"


def zipped(parts: dict[str, bytes | str], comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
        made.comment = comment
    return out.getvalue()


def docx(body: str = f"<w:p><w:r><w:t>{FILL}</w:t></w:r></w:p>", **more: bytes | str) -> bytes:
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": "<Relationships/>",
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
    }
    return zipped(parts | {name.replace("__", "/").replace("_xml", ".xml"): data for name, data in more.items()})


def runs(*texts: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{escape(text)}</w:t></w:r>" for text in texts) + "</w:p>"


def xlsx(shared: list[str], rows: list[list[int]], sheet: str = "表一", **more: str) -> bytes:
    cells = "".join(
        f'<row r="{y}">'
        + "".join(f'<c r="{chr(65 + x)}{y}" t="s"><v>{n}</v></c>' for x, n in enumerate(row))
        + "</row>"
        for y, row in enumerate(rows, 1)
    )
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": f'<workbook {S}><sheets><sheet name={quoteattr(sheet)} state="hidden" sheetId="1"/></sheets></workbook>',
            "xl/sharedStrings.xml": f"<sst {S}>"
            + "".join(f"<si><t>{escape(one)}</t></si>" for one in shared)
            + "</sst>",
            "xl/worksheets/sheet1.xml": f"<worksheet {S}><sheetData>{cells}</sheetData>{more.get('foot', '')}</worksheet>",
            **{name: text for name, text in more.items() if "/" in name},
        }
    )


def _inline(columns: list[list[str]]) -> str:
    """A sheet whose cells hold their texts themselves, below a cell that no reader takes for a number."""
    rows = "".join(
        f'<row r="{y}">'
        + "".join(
            f'<c r="{chr(65 + x)}{y}" t="inlineStr"><is><t>{escape(one)}</t></is></c>' for x, one in enumerate(row)
        )
        + "</row>"
        for y, row in enumerate(zip(*columns, strict=True), 2)
    )
    odd = '<row r="1"><c r="A1"><v>1.2.3E5</v></c><c r="B1" t="s"><v>²</v></c></row>'
    return f"<worksheet {S}><sheetData>{odd}{rows}</sheetData></worksheet>"


def pdf(content: bytes = b"", info: bytes = b"", more: bytes = b"") -> bytes:
    """One small page with Helvetica, for it is read as a picture too; ``more``: further objects as they stand."""
    packed = zlib.compress(content)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[40 490 480 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<<" + info + b">>",
    ]
    out = b"%PDF-1.7\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    out += more
    begin = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(
        b"%010d 00000 n \n" % at for at in places
    )
    return out + b"trailer<</Size %d/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, begin)


def font(size: int) -> ImageFont.FreeTypeFont:
    place = util.find_spec("cvttf_NotoSansCJK_Regular")
    assert place
    assert place.submodule_search_locations
    return ImageFont.truetype(str(next(Path(place.submodule_search_locations[0]).rglob("*.otf"))), size)


def drawn(text: str, points: int = 10, dots: int = 110, size: tuple[int, int] = (640, 160)) -> Image.Image:
    image = Image.new("RGB", size, "white")
    pen, high = ImageDraw.Draw(image), round(points * dots / 72)
    for line, one in enumerate((FILL, text, "以上内容供参考。")):
        pen.text((20, 20 + line * 2 * high), one, font=font(high), fill="black")
    return image


def saved(image: Image.Image, form: str = "PNG", **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


def tiny(form: str = "PNG", **more: object) -> bytes:
    return saved(Image.new("RGB", (24, 16), "white"), form, **more)


def _utf16(text: str) -> bytes:
    return b"<" + (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode() + b">"


def _exif(text: str) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = text
    exif[0x9C9B] = text.encode("utf-16-le")
    return tiny("JPEG", exif=exif)


def _thumbnail(text: str) -> bytes:
    small = saved(drawn(text, 10, 96, (420, 120)), "JPEG", quality=90)
    data = tiny("JPEG")
    segment = b"Exif\0\0II*\0" + small
    return data[:2] + b"\xff\xe1" + (len(segment) + 2).to_bytes(2, "big") + segment + data[2:]


def _text_chunk(text: str) -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_itxt("Comment", text, zip=True)
    return tiny(pnginfo=told)


def _animated(text: str) -> bytes:
    plain = Image.new("RGB", (640, 160), "white")
    return saved(plain, "GIF", save_all=True, append_images=[drawn(text, 12)], duration=100)


def _transparent(text: str) -> bytes:
    image = drawn(text, 12).convert("RGBA")
    image.putalpha(0)
    return saved(image)


def _tar(text: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as made:
        info = tarfile.TarInfo("a.txt")
        info.size = len(text.encode())
        made.addfile(info, io.BytesIO(text.encode()))
    return out.getvalue()


def _pdf_text(text: str) -> bytes:
    return f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode()


def _boxed(text: str) -> bytes:
    """Live text under a black box."""
    return pdf(_pdf_text(text) + b" 0 g 60 690 400 30 re f")


def _pdf_stream(head: bytes, data: bytes) -> bytes:
    packed = zlib.compress(data)
    return b"9 0 obj\n<<%s/Length %d/Filter/FlateDecode>>stream\n%s\nendstream\nendobj\n" % (head, len(packed), packed)


def _split(text: str, parts: int = 3) -> list[str]:
    step = -(-len(text) // parts)
    return [text[at : at + step] for at in range(0, len(text), step)]


TEXTS: dict[str, Callable[[str], tuple[str, bytes]]] = {
    "docx run": lambda v: ("a.docx", docx(runs(FILL + v + "。"))),
    "docx runs": lambda v: ("a.docx", docx(runs("电话", *_split(v), "。"))),
    "docx cells": lambda v: (
        "a.docx",
        docx("<w:tbl><w:tr>" + "".join(f"<w:tc>{runs(one)}</w:tc>" for one in _split(v)) + "</w:tr></w:tbl>"),
    ),
    "docx comment": lambda v: (
        "a.docx",
        docx(word__comments_xml=f"<w:comments {W}><w:comment w:author='a'>{runs(v)}</w:comment></w:comments>"),
    ),
    "docx author": lambda v: (
        "a.docx",
        docx(word__comments_xml=f"<w:comments {W}><w:comment w:author={quoteattr(v)}/></w:comments>"),
    ),
    "docx header": lambda v: ("a.docx", docx(word__header1_xml=f"<w:hdr {W}>{runs(v)}</w:hdr>")),
    "docx footnote": lambda v: ("a.docx", docx(word__footnotes_xml=f"<w:footnotes {W}>{runs(v)}</w:footnotes>")),
    "docx alt": lambda v: ("a.docx", docx(f"<w:p><w:r><w:docPr descr={quoteattr(v)}/></w:r></w:p>")),
    "docx link": lambda v: (
        "a.docx",
        docx(
            **{
                "word___rels__document_xml.rels": f"<Relationships><Relationship Target={quoteattr('https://e.example/?q=' + quote(v))}/></Relationships>"
            }
        ),
    ),
    "docx property": lambda v: ("a.docx", docx(docProps__core_xml=f"<p><title>{escape(v)}</title></p>")),
    "docx custom": lambda v: ("a.docx", docx(customXml__item1_xml=f"<data><n>{escape(v)}</n></data>")),
    "docx deleted": lambda v: (
        "a.docx",
        docx(f"<w:p><w:del><w:r><w:delText>{escape(v)}</w:delText></w:r></w:del></w:p>"),
    ),
    "docx between": lambda v: (
        "a.docx",
        docx(
            "<w:p>"
            + "<w:r><w:delText>甲乙丙丁戊己庚</w:delText></w:r>".join(
                f"<w:r><w:t>{escape(one)}</w:t></w:r>" for one in _split(v, 2)
            )
            + "</w:p>"
        ),
    ),
    "docx hidden run": lambda v: (
        "a.docx",
        docx(
            "<w:p>"
            + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏的间隔</w:t></w:r>".join(
                f'<w:r><w:rPr><w:color w:val="00AA00"/></w:rPr><w:t>{escape(one)}</w:t></w:r>' for one in v
            )
            + "</w:p>"
        ),
    ),
    "docx ruby": lambda v: (
        "a.docx",
        docx(
            "<w:p>"
            + "".join(
                f"<w:r><w:ruby><w:rubyPr><w:hps w:val='9'/></w:rubyPr><w:rt><w:r><w:t>注音节</w:t></w:r></w:rt>"
                f"<w:rubyBase><w:r><w:t>{escape(one)}</w:t></w:r></w:rubyBase></w:ruby></w:r>"
                for one in v
            )
            + "</w:p>"
        ),
    ),
    "docx signs": lambda v: (
        "a.docx",
        docx(
            "<w:p>"
            + "".join(
                f'<w:r><w:sym w:font="Arial" w:char="{ord(c) + (0xF000 if c.isascii() else 0):04X}"/></w:r>' for c in v
            )
            + "</w:p>"
        ),
    ),
    "docx remark": lambda v: ("a.docx", docx(runs(FILL) + f"<!-- {v.replace('--', '')} -->")),
    "docx inside": lambda v: ("a.docx", docx(**{"word__embeddings__b.xlsx": xlsx([v], [[0]])})),
    "docx media": lambda v: ("a.docx", docx(**{"word__media__i.jpg": _exif(v)})),
    "xlsx cell": lambda v: ("a.xlsx", xlsx([v], [[0]])),
    "xlsx row": lambda v: ("a.xlsx", xlsx(list(reversed(_split(v))), [list(reversed(range(len(_split(v)))))])),
    "xlsx column": lambda v: ("a.xlsx", xlsx(["计数", *_split(v)], [[0, n + 1] for n in range(len(_split(v)))])),
    "xlsx inline": lambda v: (
        "a.xlsx",
        zipped({"xl/worksheets/sheet1.xml": _inline([_split(v), ["天地玄黄"] * len(_split(v))])}),
    ),
    "xlsx marked": lambda v: (
        "a.xlsx",
        xlsx(
            ["计数", *reversed(_split(v))],
            [[0, n] for n in range(len(_split(v)), 0, -1)],
            **{
                "xl/sharedStrings.xml": "\ufeff"
                f"<sst {S}>"
                + "".join(f"<si><t>{escape(one)}</t></si>" for one in ("计数", *reversed(_split(v))))
                + "</sst>"
            },
        ),
    ),
    "xlsx sheet": lambda v: ("a.xlsx", xlsx(["a"], [[0]], v[:31])),
    "xlsx comment": lambda v: (
        "a.xlsx",
        xlsx(["a"], [[0]], **{"xl/comments1.xml": f"<comments><text><r><t>{escape(v)}</t></r></text></comments>"}),
    ),
    "xlsx footer": lambda v: (
        "a.xlsx",
        xlsx(["a"], [[0]], foot=f"<headerFooter><oddFooter>&amp;L{escape(v)}</oddFooter></headerFooter>"),
    ),
    "xlsx header codes": lambda v: (
        "a.xlsx",
        xlsx(
            ["a"],
            [[0]],
            foot="<headerFooter><oddHeader>&amp;C"
            + escape('&"Arial,Bold"&14'.join(("", v[:2], v[2:])))
            + "</oddHeader></headerFooter>",
        ),
    ),
    "xlsx name": lambda v: (
        "a.xlsx",
        xlsx(
            ["a"],
            [[0]],
            **{"xl/names.xml": f"<definedNames><definedName name='a'>\"{escape(v)}\"</definedName></definedNames>"},
        ),
    ),
    "html text": lambda v: ("a.html", f"<!doctype html><p>{FILL}<b>{escape(v[:2])}</b>{escape(v[2:])}</p>".encode()),
    "html title": lambda v: ("a.html", f"<!doctype html><p title={quoteattr(v)}>{FILL}</p>".encode()),
    "html entity": lambda v: ("a.html", ("<!doctype html><!--" + "".join(f"&#{ord(c)};" for c in v) + "-->").encode()),
    "html script": lambda v: ("a.html", f"<!doctype html><script>var a={json.dumps(v)}</script>".encode()),
    "html data": lambda v: (
        "a.html",
        f"<!doctype html><a href='data:text/plain;base64,{base64.b64encode(('记录：' + v).encode()).decode()}'>a</a>".encode(),
    ),
    "html hidden": lambda v: (
        "a.html",
        ("<!doctype html><p>" + "<span style='display: none'>看不见的字</span>".join(map(escape, v)) + "</p>").encode(),
    ),
    "html in html": lambda v: (
        "a.html",
        f"<!doctype html><iframe srcdoc={quoteattr(''.join(f'<b>{escape(c)}</b>' for c in v))}></iframe>".encode(),
    ),
    "calendar": lambda v: (
        "a.ics",
        f"BEGIN:VCALENDAR\r\nDESCRIPTION:{v[:3]}\r\n {v[3:7]}\r\n {v[7:]}\r\nEND:VCALENDAR\r\n".encode(),
    ),
    "json in json": lambda v: (
        "a.json",
        json.dumps({"a": json.dumps({"b": json.dumps(v)})}).encode(),
    ),
    "json bytes": lambda v: (
        "a.json",
        json.dumps({"a": "".join(f"\\x{byte:02x}" for byte in v.encode())}).encode(),
    ),
    "json utf-16": lambda v: ("a.json", json.dumps({"a": base64.b64encode(v.encode("utf-16-le")).decode()}).encode()),
    "text hex gbk": lambda v: ("a.txt", f"见 {v.encode('gbk').hex()} 。".encode()),
    "html style": lambda v: (
        "a.html",
        ("<!doctype html><style>p:after{content:'" + "".join(f"\\{ord(c):06x}" for c in v) + "'}</style>").encode(),
    ),
    "svg text": lambda v: (
        "a.svg",
        (
            "<svg xmlns='http://www.w3.org/2000/svg'><text>"
            + "".join(f"<tspan>{escape(c)}</tspan>" for c in v)
            + "</text></svg>"
        ).encode(),
    ),
    "svg title": lambda v: (
        "a.svg",
        f"<svg xmlns='http://www.w3.org/2000/svg'><desc>{escape(v)}</desc></svg>".encode(),
    ),
    "csv cell": lambda v: ("a.csv", f"\ufeff编号,内容\n1,{v}\n".encode()),
    "csv cells": lambda v: ("a.csv", ("编号,甲,乙,丙\n1," + ",".join(_split(v)) + "\n").encode("gb18030")),
    "json": lambda v: ("a.json", json.dumps({"a": [{"b": v}]}).encode()),
    "jsonl": lambda v: ("a.jsonl", (json.dumps({"a": 1, "b": v}, ensure_ascii=False) + "\n").encode()),
    "markdown": lambda v: ("a.md", f"# {FILL}\n\n[a](https://e.example/{quote(v)})\n".encode()),
    "text utf-16": lambda v: ("a.txt", (FILL + v).encode("utf-16")),
    "text hex": lambda v: ("a.txt", (FILL + ("<" + v + ">").encode().hex()).encode()),
    "mail base64": lambda v: (
        "a.txt",
        b"From: a@b.example\nSubject: x\nContent-Type: text/plain; charset=gb18030\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes((FILL + v).encode("gb18030")),
    ),
    "mail quoted": lambda v: (
        "a.eml",
        b'To: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n--x\n'
        b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        + quopri.encodestring(f"<p>{FILL}{''.join(f'<b>{escape(c)}</b>' for c in v)}</p>".encode())
        + b"\n--x--\n",
    ),
    "mail subject": lambda v: (
        "a.eml",
        (
            "From: a@b.example\nSubject: "
            + "\n ".join(f"=?utf-8?B?{base64.b64encode(one.encode()).decode().rstrip('=')}?=" for one in _split(v))
            + "\n\nx\n"
        ).encode(),
    ),
    "name": lambda v: (f"{v}.txt", FILL.encode()),
    "png text": lambda v: ("a.png", _text_chunk(v)),
    "png behind": lambda v: ("a.png", tiny() + v.encode() + b"\n" + FILL.encode()),
    "jpeg exif": lambda v: ("a.jpg", _exif(v)),
    "jpeg comment": lambda v: ("a.jpg", tiny("JPEG", comment=v.encode())),
    "jpeg xmp": lambda v: (
        "a.jpg",
        tiny("JPEG", xmp=f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><a>{escape(v)}</a></x:xmpmeta>".encode()),
    ),
    "zip member": lambda v: ("a.zip", zipped({"b.zip": zipped({"c.txt": FILL + v})})),
    "zip name": lambda v: ("a.zip", zipped({f"b/{v}.txt": FILL})),
    "zip comment": lambda v: ("a.zip", zipped({"b.txt": FILL}, v.encode())),
    "zip docx": lambda v: ("a.zip", zipped({"b.docx": docx(runs(v))})),
    "tar.gz": lambda v: ("a.tar.gz", _tar(v)),
    "gzip": lambda v: ("a.gz", gzip.compress((FILL + v).encode())),
    "pdf info": lambda v: ("a.pdf", pdf(info=b"/Title " + _utf16(v))),
    "pdf xmp": lambda v: (
        "a.pdf",
        pdf(more=_pdf_stream(b"/Type/Metadata/Subtype/XML", f"<x><t>{escape(v)}</t></x>".encode())),
    ),
    "pdf attachment": lambda v: ("a.pdf", pdf(more=_pdf_stream(b"/Type/EmbeddedFile", docx(runs(v))))),
    "pdf note": lambda v: (
        "a.pdf",
        pdf(more=b"9 0 obj\n<</Type/Annot/Subtype/Text/Contents " + _utf16(v) + b">>\nendobj\n"),
    ),
    "pdf objects": lambda v: (
        "a.pdf",
        pdf(more=_pdf_stream(b"/Type/ObjStm/N 1/First 4", b"9 0 <</T " + _utf16(v) + b">>")),
    ),
}
"""Carriers of texts."""
LATIN: dict[str, Callable[[str], tuple[str, bytes]]] = {
    "pdf text": lambda v: ("a.pdf", pdf(_pdf_text(v))),
    "pdf under a box": lambda v: ("a.pdf", _boxed(v)),
    "pdf letters": lambda v: (
        "a.pdf",
        pdf(b"BT /F1 12 Tf 72 700 Td [" + b" -60 ".join(b"(" + c.encode() + b")" for c in v) + b"] TJ ET"),
    ),
}
"""Carriers of texts without Han characters."""
PICTURES: dict[str, Callable[[str], tuple[str, bytes]]] = {
    "png": lambda v: ("a.png", saved(drawn(v))),
    "jpeg": lambda v: ("a.jpg", saved(drawn(v, 11, 120), "JPEG", quality=85)),
    "docx picture": lambda v: ("a.docx", docx(**{"word__media__i.png": saved(drawn(v))})),
    "html picture": lambda v: (
        "a.html",
        b"<!doctype html><img src='data:image/png;base64," + base64.b64encode(saved(drawn(v))) + b"'>",
    ),
    "second frame": lambda v: ("a.gif", _animated(v)),
    "transparent": lambda v: ("a.png", _transparent(v)),
    "thumbnail": lambda v: ("a.jpg", _thumbnail(v)),
    "pdf picture": lambda v: ("a.pdf", saved(drawn(v, 10, 150, (900, 260)), "PDF", resolution=150)),
}
"""Pictures of text."""


def wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


DRESSES: dict[str, Callable[[str], str]] = {
    "plain": str,
    "wide": wide,
    "spaced": " ".join,
    "hidden": "\u200b".join,
    "han digits": lambda v: "".join("〇一二三四五六七八九"[int(c)] if c.isdecimal() else c for c in v),
    "bank digits": lambda v: "".join("零壹贰叁肆伍陆柒捌玖"[int(c)] if c.isdecimal() else c for c in v),
    "circled": lambda v: "".join("⓪①②③④⑤⑥⑦⑧⑨"[int(c)] if c.isdecimal() else c for c in v),
    "look-alike": lambda v: v.translate(str.maketrans("aeopcx", "аеорсх")),
    "traditional": lambda v: v.translate(str.maketrans("阳号岚欧", "陽號嵐歐")),
}


def plants(seed: int, many: int, carriers: dict[str, Callable[[str], tuple[str, bytes]]], *, latin: bool = False):
    """So many planted files: carrier, dress, kind, name and bytes; every carrier in turn."""
    rng = random.Random(seed)
    names = sorted(carriers)
    for number in range(many):
        carrier = names[number % len(names)]
        kind, value = rng.choice([one for one in VALUES if one[1].isascii() or not latin])
        dress = rng.choice(sorted(DRESSES)) if carriers is TEXTS else "plain"
        yield carrier, dress, kind, *carriers[carrier](DRESSES[dress](PLANTED[value]))
