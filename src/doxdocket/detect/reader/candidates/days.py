r"""Days of birth as they are written: 1893-04-12, 93年4月12日, 腊月十九, 0412, a day of a feast. Years may stand alone before 生.

Every day is proposed; whether somebody is born on it is for whoever decides. Left out: ages.

>>> [clean[start:end] for clean in ("生于1893.4.12, 九三年腊月初八",) for start, end, *_ in find(clean)]
['1893.4.12', '九三年腊月初八']
"""

import re
from collections.abc import Iterator

from doxdocket.bounds import spend
from doxdocket.detect.reader.candidate import Form, Proposal
from doxdocket.detect.reader.candidates.glyphs import HAN_DIGIT
from doxdocket.records import Verdict

_N = f"[0-9{''.join(HAN_DIGIT)}十廿卅OolI]"
_FEAST = "(?:春节|除夕|元旦|元宵|清明|端午|中秋|重阳|国庆|儿童节|劳动节|妇女节|圣诞|平安夜|万圣节|情人节|立[春夏秋冬]|[春秋]分|[夏冬]至|[大小]寒|小满|谷雨|惊蛰|芒种|白露|霜降)"
_FEW = rf"(?:[^0-9{''.join(HAN_DIGIT)}十廿卅OolI]|{_N}{{1,4}}(?!{_N}))"  # a longer row of digits is no day
_DAY = re.compile(
    rf"(?={_FEW})(?:[0-9]{{1,2}}[-./][0-9]{{1,2}}[-./][0-9]{{4}}|[0-9]{{1,2}} ?(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Za-z]{{0,6}} ?[0-9]{{4}}|(?:光绪|宣统|民国){_N}{{1,3}}年"
    rf"|{_N}{{2,4}} ?[-./] ?{_N}{{1,2}} ?[-./] ?{_N}{{1,2}}(?![0-9])"
    rf"|(?:{_N}{{2,4}} ?年)?[ 的]?(?:农历|阴历|公历|阳历|闰)? ?(?:{_N}{{1,3}} ?月|[正腊冬要]月)(?:最后一天|[底初末 ]?(?:{_N}{{1,3}})?)[ 号日曰]{{0,2}}"
    rf"|{_N}{{2,4}} ?年(?:的)?{_FEAST}(?:节)?(?:那天|当日|当天)?|{_N}{{2,4}} ?年|{_FEAST})",
    re.IGNORECASE,
)


def find(clean: str) -> Iterator[Proposal]:
    """Every day and year."""
    for match in _DAY.finditer(clean):
        spend()
        text = match[0].rstrip()
        plain = text.isascii() or text[0].isdigit()
        form = Form.VERBATIM if plain else Form.AROUND
        span = match.start() + len(text) - len(text.lstrip()), match.start() + len(text)
        if "".join(text.split()):
            yield *span, "birth_date", text.strip(), Verdict.DOUBTFUL, form
