r"""E-mail addresses, also written around: name at qq 点 com, name[at]gmail[dot]com, 8123450123 扣扣邮箱.

Source: RFC 5321 in the part that people use. Addresses of example.* are ordinary here: invented evidence lives there.
Left out: quoted local parts and domains with non-Latin letters. Addresses at which a channel or firm takes mail
(投稿, 客服, 商务) are DOUBTFUL. One behind the word of a payment app (支付宝) is that app's account.

>>> from doxdocket.text import read
>>> [(hit.verdict.value, hit.value) for hit in find(read("邮箱bcl艾特example点net，投稿 box@example.com"), [])]
[('valid', 'bcl@example.net'), ('doubtful', 'box@example.com')]
"""

import re
from collections.abc import Iterator, Sequence

from doxdocket.detect import decoys
from doxdocket.detect.governed import announced, dossier
from doxdocket.detect.hit import Hit
from doxdocket.detect.labels import Label
from doxdocket.records import Verdict
from doxdocket.text import Reading

KIND = "email"
_PAYS = "payment_account"
_PAY_WORD = re.compile(r"(?:支付宝|zfb|zhifubao|alipay|paypal)[^\w\n]{0,4}$", re.IGNORECASE)
_PAY_MAIL = re.compile(
    r"(?:支付宝|zfb|alipay|paypal)(?:账[号户]|登录|登陆|绑定|注册|关联|的|[(]){0,3}(?:电子)?(?:邮箱|邮件|email)[^\w\n]{0,4}[是为]?[^\w\n]{0,2}$",
    re.IGNORECASE,
)
_PAY_NAMED = re.compile(
    r"(?:支付宝|alipay)(?:实名|户名|姓名|名字)[: ]{0,2}[一-鿿*]{2,4}[ ,、/|(]{0,3}(?:账[号户]|登录名)[: 是]{0,3}$"
)
_LOCAL = r"[A-Za-z0-9](?:(?:[A-Za-z0-9._%+*]|-(?!-)){0,62}[A-Za-z0-9_*-])?"  # two hyphens part two fields
_AT = r"(?:\s?@\s?|\s?[(\[{【<《]\s?(?:at|AT|At|艾特|@|爱特|a)\s?[)\]}】>》]\s?|\s(?:at|AT)\s|(?-i:At|AT)(?=[A-Za-z0-9]+(?-i:Dot|DOT|点))|\s?(?:艾特|爱特|小老鼠|圈a|#换@|\(a\))\s?)"
_DOT = r"(?:\s?\.\s?|\s?[(\[{【<《]\s?(?:dot|DOT|点|\.)\s?[)\]}】>》]\s?|\s(?:dot|DOT)\s|\s?[点。]\s?|\s?dot\s?)"
_TOP = r"(?:com|cn|net|org|edu|gov|me|io|cc|info|top|vip|hk|tw|jp|uk|us|de|ru|co|xyz|tv|email|icu|dev|app|example|invalid|test|扣姆|扣母|com\.cn|net\.cn)"
_ADDRESS = re.compile(
    rf"(?:(?<![A-Za-z0-9._%+*-])|(?<=--))({_LOCAL}){_AT}([A-Za-z0-9][A-Za-z0-9-]{{0,40}}(?:{_DOT}[A-Za-z0-9-]{{1,40}}){{0,2}}?){_DOT}({_TOP}(?:{_DOT}(?:cn|hk|tw|uk|jp))?)(?![A-Za-z0-9]|-[A-Za-z0-9]|\.[A-Za-z])",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"(?<![A-Za-z0-9._@-])([A-Za-z0-9][A-Za-z0-9._-]{3,40})[ ]?(?:[@#*]|艾特)?[ ]?(?:的)?(qq|扣扣|163|126|网易|新浪|sina|gmail|谷歌|foxmail|outlook|139|hotmail)[ ]?(?:邮箱|信箱)(?!\s?[:=是为】→>-])",
    re.IGNORECASE,
)
_HOSTS = {"扣扣": "qq.com", "网易": "163.com", "新浪": "sina.com", "sina": "sina.com", "谷歌": "gmail.com"}
_WRITTEN = re.compile(r"[A-Za-z0-9._%+*@-]+")
_BARE = re.compile(rf"({_LOCAL})(?:@([A-Za-z0-9-]{{1,30}}))?(?![A-Za-z0-9@.])")
_ROLES = re.compile(
    r"^(?:admin|support|service|services|contact|info|noreply|no-reply|press|media|hr|jobs|abuse|postmaster|webmaster|help|kefu|tougao|business|copyright|legal|report|jubao)@",
    re.IGNORECASE,
)
_FIRMS = re.compile(
    r"@(?:[a-z0-9-]+\.)*(?:gov|gov\.cn|people\.cn|xinhuanet\.com|cctv\.com|telegram\.org)$", re.IGNORECASE
)


def _plain(text: str) -> str:
    """A written-around domain as it is."""
    return (
        re.sub(r"(?:\s|[()\[\]{}【】<>《》])+", "", re.sub(_DOT, ".", text))
        .replace("扣姆", "com")
        .replace("扣母", "com")
        .lower()
    )


_SWAPPED = re.compile(
    rf"(?:(?<![A-Za-z0-9._%+*-])|(?<=--))({_LOCAL})\s?[#*$&]\s?([A-Za-z0-9-]{{1,40}})\.({_TOP})(?![A-Za-z0-9]|-[A-Za-z0-9])",
    re.IGNORECASE,
)


_PROSE = re.compile(r"\sat\s[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.IGNORECASE)


def _judged(
    reading: Reading, start: int, end: int, value: str, *, governed: bool, person: bool, kind: str = KIND
) -> Hit:
    clean = reading.clean
    shown = ("label",) * governed
    around = () if _WRITTEN.fullmatch(clean[start:end]) else ("written_around",)
    span = reading.span(start, end)
    if (
        decoys.advert(clean, start, 18)
        or (decoys.offer(clean) and not person)
        or _ROLES.match(value)
        or _FIRMS.search(value)
        or decoys.example(clean)
    ):
        return Hit(*span, kind, Verdict.DOUBTFUL, value, (*shown, "email.shape", *around, "decoy.advert"))
    verdict = Verdict.MASKED if "*" in value else Verdict.VALID
    return Hit(*span, kind, verdict, value, (*shown, "email.shape", *around, *(("masked",) if "*" in value else ())))


def _governed(clean: str, labels: Sequence[Label], start: int) -> bool:
    return any(label.kind == KIND for label in announced(clean, labels, start))


def _pays(clean: str, labels: Sequence[Label], start: int) -> bool:
    """Whether the word of a payment app announces it, and none of e-mail but that app's (支付宝绑定邮箱)."""
    kinds = {label.kind for label in announced(clean, labels, start)}
    said = _PAY_WORD.search(clean, max(0, start - 14), start) is not None
    if KIND in kinds:
        return _PAY_MAIL.search(clean, max(0, start - 24), start) is not None
    return said or _PAYS in kinds or _PAY_NAMED.search(clean, max(0, start - 24), start) is not None


def find(reading: Reading, labels: Sequence[Label]) -> Iterator[Hit]:
    """Every e-mail address of a text."""
    clean = reading.clean
    taken: list[tuple[int, int]] = []
    if (
        "@" in clean
        or "点" in clean
        or "dot" in clean.lower()
        or "艾特" in clean
        or "at" in clean.lower()
        or "(a)" in clean.lower()
    ):
        for found in _ADDRESS.finditer(clean):
            if decoys.in_link(clean, found.start()) or found[2].lower().startswith("www"):
                continue
            if _PROSE.fullmatch(clean, found.end(1), found.end()) and not _governed(clean, labels, found.start()):
                continue  # donate at example.org
            taken.append(found.span())
            value = f"{found[1].lower()}@{_plain(found[2])}.{_plain(found[3])}"
            pays = _pays(clean, labels, found.start())
            governed = pays or _governed(clean, labels, found.start())
            kind = _PAYS if pays else KIND
            yield _judged(reading, *found.span(), value, governed=governed, person=dossier(labels), kind=kind)
    if "换" in clean or any(label.kind == KIND for label in labels):  # # 换成 @
        for found in _SWAPPED.finditer(clean):
            governed = _governed(clean, labels, found.start())
            if (governed or re.search(r"换成?\s?@", clean)) and not _overlaps(taken, *found.span()):
                taken.append(found.span())
                value = f"{found[1].lower()}@{found[2].lower()}.{found[3].lower()}"
                yield _judged(reading, *found.span(), value, governed=governed, person=dossier(labels))
    if "箱" in clean:
        for found in _SPOKEN.finditer(clean):
            host = _HOSTS.get(found[2].lower(), found[2].lower() + ".com")
            if not _overlaps(taken, *found.span()) and len(found[1]) >= 5:
                taken.append(found.span())
                yield _judged(
                    reading, *found.span(), f"{found[1].lower()}@{host}", governed=True, person=dossier(labels)
                )
    yield from _labelled(reading, labels, taken)


_QQ_SAID = re.compile(r"\d{5,11} ?[(\[【]?(?:qq|扣扣)", re.IGNORECASE)  # 8123450123(qq邮箱)


def _overlaps(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(a < end and start < b for a, b in taken)


def _labelled(reading: Reading, labels: Sequence[Label], taken: list[tuple[int, int]]) -> Iterator[Hit]:
    """What stands behind a marked label and is no whole address: bare digits (a QQ mailbox), or one with its end cut."""
    clean = reading.clean
    for label in labels:
        qq = (
            "qq" in clean[max(0, label.start - 2) : label.value_at].lower()
            or "扣" in clean[max(0, label.start - 2) : label.end]
            or _QQ_SAID.match(clean, label.value_at) is not None
        )
        if label.kind != KIND or not (label.marked or qq):
            continue
        found = _BARE.match(clean, label.value_at)
        if found is None or _overlaps(taken, *found.span()):
            continue
        if found[2] is None and found[1].isdigit() and 5 <= len(found[1]) <= 11 and qq:
            yield _judged(reading, *found.span(), f"{found[1]}@qq.com", governed=True, person=dossier(labels))
        elif found[2] is not None and not decoys.example(clean):
            span = reading.span(*found.span())
            yield Hit(*span, KIND, Verdict.INVALID, found[0].lower(), ("label", "email.incomplete"))
