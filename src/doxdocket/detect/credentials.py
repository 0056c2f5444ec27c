r"""Passwords, codes and financial secrets: found and counted, never kept.

Source: pi_kinds.yaml (never_store_value). The value of such a finding lives only until the stage digests its *place*
(docs/explanation/sealing.md): neither digest nor mask comes from it. What is read is the text as captured, since ！ after a
password is a mark of the sentence and ! may be its last character. Found behind a label, and in the pair that leaks print:
account----password under a word such as 撞库. Left out: passwords in words (他家狗的名字).

>>> from doxdocket.detect import blocks, labels
>>> from doxdocket.text import read
>>> reading = read("密码居然是comet7905!。验证码：482913 支付密码 007788")
>>> [(h.kind, h.value) for h in find(reading, blocks.lay_out(reading, labels.find(reading)))]
[('account_password', 'comet7905!'), ('verification_code', '482913'), ('financial_credential', '007788')]
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from doxdocket.detect.blocks import Field, Layout
from doxdocket.detect.hit import Hit
from doxdocket.records import Verdict
from doxdocket.text import Reading

PASSWORD, CODE, FINANCIAL = "account_password", "verification_code", "financial_credential"
_FILL = re.compile(
    r"(?:就是|居然|竟然|应该|大概|以前|现在|一直|都|还|用的|用|设的|设置|改成了?|[为是叫:=\s→>~(「“\"'‘『【\[-]|》|(?<=【)[^】\n]{1,10}】)*"
)
_SECRET = re.compile(r"[!-+\--:<-{}~\u00a1-\u00ff]{4,40}")
_CODE = re.compile(r"\d{4,8}(?![\d.年月元块])|[A-Z0-9]{4,8}(?![A-Za-z0-9])")
_PIN = re.compile(r"\d{3,8}(?![\d.])")
_WORDS = re.compile(r"[a-z]{3,8}(?: [a-z]{3,8}){11,23}(?![a-z])")
_KEY = re.compile(r"(?:0x)?[0-9a-fA-F]{64}(?![0-9a-fA-F])|[5KL][1-9A-HJ-NP-Za-km-z]{50,51}(?![A-Za-z0-9])")
_EXPIRY = re.compile(r"(?:0[1-9]|1[0-2]) ?[/-] ?(?:20)?\d\d(?!\d)")
_HIDDEN = re.compile(r"\*{2,}|[●█■×]{2,}")
_DATE = re.compile(r"(?:19|20)\d\d[-./年]|\d{1,2}:\d\d")
#: Not the secret of an account: rules about passwords, the words of a shop.
_ABOUT = re.compile(
    r"错误|不对|忘记|忘了|修改|重置|找回|强度|保护|登录失败|不能为空|至少|复杂|请输入|取件|解压|提取|压缩包|网盘|下载|房间密码|开门"
)
_PAIR = re.compile(
    r"(?:(?:[A-Za-z0-9._%+-]{3,40}@[A-Za-z0-9.-]{3,40}|(?<!\d)\d{5,11})[^\S\n]*(?:-{2,6}|[:|])|(?<![A-Za-z0-9_.-])[A-Za-z][A-Za-z0-9_.-]{3,24}-{3,6})[^\S\n]*"
    r"(?P<secret>(?=[!-~]{0,39}[A-Za-z])(?=[!-~]{0,39}\d)[!-+\--:<-{}~]{6,40})(?=[\s,;。]|$)",
    re.MULTILINE,
)
#: A row of a dump: three cells or more between dashes or bars; the one of letters and digits that is nothing else.
_DUMP = re.compile(r"^[^\n]*?(?:-{3,6}|\|)[^\n]*?(?:-{3,6}|\|)[^\n]*$", re.MULTILINE)
_DUMP_CELL = re.compile(
    r"(?<![^\s|-])(?P<secret>(?=[!#-&*+.0-9?^_~]*[A-Za-z])(?=[!#-&*+.?A-Z^_a-z~]*\d)(?!\d{17}[Xx])(?![0-9a-fA-F]{32,40}(?![0-9A-Za-z]))(?!wxid_)[A-Za-z0-9!#$%&*+.?^_~]{6,20})(?=-{3,6}|[^\S\n]*(?:\||$))",
    re.MULTILINE,
)
_DUMP_KNOWS = re.compile(r"1[3-9]\d{9}|\d{17}[\dXx]|@[A-Za-z0-9-]+\.")
_BEHIND_MAIL = re.compile(
    r"@[A-Za-z0-9.-]{3,40}[^\S\n]*(?:/|\|)[^\S\n]*(?P<secret>(?=[!-~]{0,39}[A-Za-z])(?=[!-~]{0,39}\d)(?!wxid_)[!-+\--.0-:<-{}~]{6,40})[^\S\n]*$",
    re.MULTILINE,
)
_LEAK = re.compile(r"密码|账密|撞库|泄[露漏]|裤子|拖库|脱库|老密|明文|pass|pwd|combo|leak", re.IGNORECASE)
_CARD_NEAR = re.compile(r"cvv|安全码|信用卡|卡号", re.IGNORECASE)


def find(reading: Reading, layout: Layout) -> Iterator[Hit]:
    """Every labelled secret, then the pairs of a leak."""
    done: list[tuple[int, int]] = []
    for field in layout.fields:
        span = _labelled(reading, field)
        if span is not None:
            done.append(span)
            yield _hit(reading, span, field.kind if field.kind != "other" else FINANCIAL, "label.value")
    text = reading.clean
    leaked = _LEAK.search(text) is not None
    for found in (*(_PAIR.finditer(text) if leaked else ()), *_dumped(text)):
        span = found.span("secret")
        if "://" not in found[0] and not any(a < span[1] and span[0] < b for a, b in done):
            done.append(span)
            hit = _hit(reading, span, PASSWORD, "secret.pair")
            yield hit if leaked or not _of_life(text, span[0]) else replace(hit, verdict=Verdict.DOUBTFUL)


def _dumped(text: str) -> Iterator[re.Match[str]]:
    """What stands where a leak has its passwords: a cell of its row, or behind the mailbox at the end of a line."""
    if "---" in text:
        for line in _DUMP.finditer(text):
            if "---" in line[0] and _DUMP_KNOWS.search(line[0]):
                yield from _DUMP_CELL.finditer(text, *line.span())
    if "@" in text:
        yield from _BEHIND_MAIL.finditer(text)


def _of_life(text: str, at: int) -> bool:
    """Whether the row tells more of somebody in words than a name: letters and digits there may be an account as well."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return len(_IN_WORDS.findall(text[start : end if end >= 0 else len(text)])) > 1


#: A cell of Chinese words alone: a name, a trade, a school.
_IN_WORDS = re.compile(r"(?:^|(?<=[-|]))\s*[一-鿿]{2,14}\s*(?=[-|]|$)")


def _labelled(reading: Reading, field: Field) -> tuple[int, int] | None:
    """The secret that a label announces."""
    text = reading.clean
    word = text[field.label.start : field.label.end]
    if field.kind == "other":  # 有效期 of a card that is told with its code, not of an identity card
        expiry = word.startswith("有效期") and _CARD_NEAR.search(text) and _EXPIRY.match(text, field.start)
        return expiry.span() if expiry else None
    if field.kind not in {PASSWORD, CODE, FINANCIAL}:
        return None
    if _ABOUT.search(text, max(0, field.label.start - 8), min(len(text), field.start + 10)):
        return None
    fill = _FILL.match(text, field.start)
    start = fill.end() if fill else field.start
    if field.kind == CODE:
        found = _CODE.match(text, start)
    elif field.kind == FINANCIAL:
        found = next((m for p in (_WORDS, _KEY, _EXPIRY, _PIN, _SECRET) if (m := p.match(text, start))), None)
    else:
        found = _SECRET.match(text, start)
    if found is None or not found[0].strip() or _DATE.match(found[0]):
        return None
    end = _trimmed(reading, found, field)
    return (found.start(), end) if end - found.start() >= (3 if field.kind == FINANCIAL else 4) else None


def _trimmed(reading: Reading, found: re.Match[str], field: Field) -> int:
    """The end without the marks of the sentence: full-width ones, and closing ones before white space."""
    raw, text, end = reading.raw, reading.clean, found.end()
    for at in range(found.start(), end):
        shown = raw[reading.back[at]]
        if shown != text[at] and not shown.isalnum():
            end = at
            break
    if field.label.cell:
        end = min(end, field.end)
    closing = (text[end : end + 1] or " ").isspace()
    while (
        end > found.start()
        and (text[end - 1] in ")]}\"'/" + "." * closing)
        and text[end - 1] not in text[found.start() : end - 1]
    ):
        end -= 1
    return end


def _hit(reading: Reading, span: tuple[int, int], kind: str, reason: str) -> Hit:
    value = reading.clean[slice(*span)]
    hidden = _HIDDEN.search(value) is not None
    verdict = Verdict.MASKED if hidden else Verdict.VALID
    return Hit(*reading.span(*span), kind, verdict, value, (reason, *(("masked",) * hidden)))
