"""Chinese digits as they are written one by one: the one table that patterns and foldings of the house take them from.

Sources: GB/T 15835-2011 (〇 and 一 to 九) and the financial forms (零, 壹 to 玖). Left out: the order of tens and above (`detect.han`); what each
reader adds for itself stands there (the radio's 幺 and 两, letters and circles that look like a nought).

>>> "".join(PLAIN), HAN["玖"], len(HAN)
('零〇一二三四五六七八九', '9', 20)
"""

from typing import Final

UNITS: Final = "一二三四五六七八九"
"""One to nine."""
PLAIN: Final = {"零": "0", "〇": "0"} | {sign: str(n) for n, sign in enumerate(UNITS, 1)}
"""Those of running text, each with its digit."""
HAN: Final = PLAIN | {sign: str(n) for n, sign in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
"""And those that money is written with."""
WRITTEN: Final = f"{''.join(PLAIN)}两十百千万"
"""Every character of a number as sums and counts are written (两百五, 三万)."""
