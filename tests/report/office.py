"""What Word and Excel refuse or repair, as far as it can be told without them: the order of elements, ids that are there twice, references to nothing.

Source: ECMA-376 part 1 (5th ed.), 17: CT_PPr, CT_RPr, CT_TblPr, CT_TcPr, CT_SectPr, CT_Style, CT_Settings, CT_Font; 20.4 (inline); limits of sheets: Excel's specifications and limits.
"""

import io
import re
import zipfile

import openpyxl
from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct "
    "autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl "
    "divId cnfStyle rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs "
    "highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi "
    "rtlGutter docGrid",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr",
    "settings": "zoom removePersonalInformation proofState defaultTabStop evenAndOddHeaders characterSpacingControl savePreviewPicture updateFields hdrShapeDefaults footnotePr endnotePr "
    "compat docVars rsids mathPr themeFontLang clrSchemeMapping doNotAutoCompressPictures shapeDefaults decimalSymbol listSeparator docId defaultImageDpi",
    "font": "altName panose1 charset family notTrueType pitch sig",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "inline": "extent effectExtent docPr cNvGraphicFramePr graphic",
}
_NEEDED = {
    "pgMar": "top right bottom left header footer gutter",
    "pgSz": "w h",
    "zoom": "percent",
    "tblW": "w type",
    "tcW": "w type",
    "gridCol": "w",
}


def _over(cell: etree._Element) -> int:
    """Over how many columns a cell stands."""
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    return 1 if span is None else int(span.get(f"{_W}val"))


def _name(one):
    return etree.QName(one).localname


def word_would_repair(data):
    """Every fault of a .docx; none where there is none."""
    with zipfile.ZipFile(io.BytesIO(data)) as read:
        parts = {
            name: etree.fromstring(read.read(name)) for name in read.namelist() if name.endswith((".xml", ".rels"))
        }
        names = read.namelist()
    found = [f"twice in the file: {one}" for one in {*names} if names.count(one) > 1]
    for part, root in parts.items():
        found += [f"{part}: {fault}" for fault in _of_part(root)]
    body, styles, settings = (parts[f"word/{one}.xml"] for one in ("document", "styles", "settings"))
    for part, root in parts.items():
        rels = parts.get(part.replace("word/", "word/_rels/") + ".rels")
        there = set() if rels is None else {one.get("Id") for one in rels}
        used = {value for one in root.iter() for name, value in one.attrib.items() if name.startswith(_R)}
        found += [f"{part}: no relation {one}" for one in used - there]
        for one in () if rels is None else rels:
            if one.get("TargetMode") != "External" and "word/" + one.get("Target").removeprefix("/word/") not in names:
                found.append(f"{part}: leads to nothing: {one.get('Target')}")
    ids = {one.get(f"{_W}styleId") for one in styles.iter(f"{_W}style")}
    for root in parts.values():
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"):
            found += [f"no style {v}" for one in root.iter(_W + tag) if (v := one.get(f"{_W}val")) not in ids]
    compat = [
        one.get(f"{_W}val")
        for one in settings.iter(f"{_W}compatSetting")
        if one.get(f"{_W}name") == "compatibilityMode"
    ]
    found += [] if compat == ["15"] else [f"compatibility mode {compat}"]
    found += [
        f"language {one.attrib}"
        for one in [*styles.iter(f"{_W}lang"), *settings.iter(f"{_W}themeFontLang")]
        if one.get(f"{_W}eastAsia") != "zh-CN"
    ]
    named = {one.get(f"{_W}name") for one in parts["word/fontTable.xml"] if one.find(f"{_W}altName") is not None}
    faces = {one.get(f"{_W}eastAsia") for one in styles.iter(f"{_W}rFonts")} - {None}
    found += [f"no other face for {one}" for one in faces - named]
    last = [_name(one) for one in body[0]][-2:]
    return found + ([] if last == ["p", "sectPr"] else [f"the body ends with {last}"])


def _of_part(root):
    found = []
    for tag, order in ORDER.items():
        place = {name: n for n, name in enumerate(order.split())}
        many = {"tr", "tc", "headerReference", "footerReference"}
        for one in (each for each in root.iter() if isinstance(each.tag, str) and _name(each) == tag):
            if one.tag.startswith("{http://schemas.openxmlformats.org/drawingml/2006/main}"):
                continue
            names = [_name(each) for each in one]
            if unknown := set(names) - place.keys():
                found.append(f"{tag} holds {unknown}")
                continue
            at = [place[name] for name in names if name != "footerReference"]
            if at != sorted(at) or any(names.count(name) > 1 for name in {*names} - many):
                found.append(f"{tag}: {names}")
    for tag, needed in _NEEDED.items():
        for one in root.iter(_W + tag):
            found += [f"{tag} without {name}" for name in needed.split() if one.get(_W + name) is None]
    for cell in root.iter(f"{_W}tc"):
        if _name(cell[-1]) != "p":
            found.append("a cell without a paragraph at its end")
    for table in root.iter(f"{_W}tbl"):
        columns = len(table.find(f"{_W}tblGrid"))
        if any(sum(_over(cell) for cell in row.findall(f"{_W}tc")) != columns for row in table.findall(f"{_W}tr")):
            found.append("a row with other cells than columns")
        if _name(table.getnext()) != "p":
            found.append("two tables that would be one")
    starts, ends = ([one.get(f"{_W}id") for one in root.iter(_W + tag)] for tag in ("bookmarkStart", "bookmarkEnd"))
    if len({*starts}) != len(starts) or sorted(starts) != sorted(ends):
        found.append("bookmarks that do not pair")
    marks = [one.get(f"{_W}name") for one in root.iter(f"{_W}bookmarkStart")]
    found += [f"bookmark {one}" for one in marks if marks.count(one) > 1 or not re.fullmatch(r"[A-Za-z]\w{,39}", one)]
    found += [
        f"link to nothing: {one.get(f'{_W}anchor')}"
        for one in root.iter(f"{_W}hyperlink")
        if one.get(f"{_W}anchor") not in marks
    ]
    shown = [one.get("id") for one in root.iter(f"{_WP}docPr")]
    if len({*shown}) != len(shown):
        found.append("two drawings of one number")
    depth = 0
    for one in root.iter(f"{_W}fldChar"):
        depth += {"begin": 1, "separate": 0, "end": -1}[one.get(f"{_W}fldCharType")]
        if depth not in (0, 1):
            found.append("fields within one another")
    found += ["an altChunk"] * len(list(root.iter(f"{_W}altChunk")))
    return found


def excel_would_repair(data):
    """Every fault of an .xlsx; none where there is none."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    names = [one.title.lower() for one in book]
    found = [
        f"sheet {one}"
        for one in names
        if names.count(one) > 1 or len(one) > 31 or re.search(r"[\[\]:*?/\\]|^'|'$", one)
    ]
    for page in book:
        found += [f"{page.title}: {page.max_row} rows"] * (page.max_row > 1_048_576)
        for row in page.iter_rows():
            for cell in row:
                text = cell.value if isinstance(cell.value, str) else ""
                found += [f"{page.title}!{cell.coordinate} is too long"] * (len(text.encode("utf-16-le")) > 2 * 32_767)
                if (
                    cell.hyperlink
                    and cell.hyperlink.location.rpartition("!")[0].strip("'").replace("''", "'").lower() not in names
                ):
                    found.append(f"{page.title}!{cell.coordinate} leads to nothing")
                if cell.data_type == "f" and not cell.value.startswith(("=SUBTOTAL(109,", "=SUM(")):
                    found.append(f"{page.title}!{cell.coordinate} is a formula")
    return found
