r"""Addresses of mail in any writing, names of accounts, passwords.

Around each sign or word that stands for @ the local part is read backwards and the domain forwards, each at most 64 characters.
A name of an account is a row of Latin letters, digits and ``_.-``; whether it is one, no row tells by itself. Source: RFC 5321
in the part that people use. Left out: names of accounts in Chinese, what platform a name is of.

>>> from doxdocket.detect.reader.tokens import lay
>>> [(kind, value) for _, _, kind, value, _, _ in find(lay("邮箱bcl点x 艾特example点net"), frozenset())][:1]
[('email', 'bcl.x@example.net')]
"""

import re
from collections.abc import Iterator

from doxdocket.bounds import spend
from doxdocket.detect.reader.candidate import Form, Proposal
from doxdocket.detect.reader.tokens import HAN, Text
from doxdocket.records import Verdict

_AT = re.compile(
    r"[\s,]?[(\[{【<《]\s?(?:at|艾特|@|爱特|a)\s?[)\]}】>》]\s?|\s?(?:#换@|[@#]|艾特|爱特|,? ?小老鼠,? ?|圈a)\s?|[\s,]at[\s,]",
    re.IGNORECASE,
)
_DOT = r"\s?[(\[{【<]?\s?(?:\.|点|。|dot)\s?[)\]}】>]?\s?"
_LABEL = r"[A-Za-z0-9\u0400-\u04ff-]"
_TOP = r"[A-Za-z\u0400-\u04ff]"
_DOMAIN = re.compile(
    rf"\s?({_LABEL}{{1,40}}|例子)((?:{_DOT}(?:{_TOP}{{2,20}}|[康扣][姆母]))(?:(?:\.|点|dot){_TOP}{{2,20}})?)(?:\(example\))?",
    re.IGNORECASE,
)
_LOCAL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._%+*-点线划下杠")
_SPOKEN = (("下划线", "_"), ("杠", "-"), ("点", "."))
_MOST = 64
_DOTS = re.compile(_DOT, re.IGNORECASE)


def find(text: Text, about: frozenset[str]) -> Iterator[Proposal]:
    """Every address and name of a text."""
    yield from _mails(text.clean)
    yield from _handles(text.clean, about)
    yield from _secrets(text.clean)


def _mails(clean: str) -> Iterator[Proposal]:
    for match in _AT.finditer(clean):
        domain = _DOMAIN.match(clean, match.end())
        start = _local(clean, match.start())
        spend(match.start() - start + 1)
        if domain is None or start == match.start():
            continue
        local = "".join(clean[start : match.start()].split())
        for word, sign in _SPOKEN:
            local = local.replace(word, sign)
        host = domain[1] + _DOTS.sub(".", domain[2]).replace("康姆", "com").replace("扣姆", "com").replace(
            "扣母", "com"
        )
        plain = (
            "@" in match[0] and domain[0].isascii() and clean[start : match.start()].isascii() and "\n" not in domain[0]
        )
        form = Form.MASKED if "*" in local else Form.VERBATIM if plain and len(match[0]) == 1 else Form.AROUND
        verdict = Verdict.MASKED if "*" in local else Verdict.VALID
        for begin in {
            start,
            *([start + clean[start : match.start()].rfind("\n") + 1] if "\n" in clean[start : match.start()] else []),
        }:
            yield begin, domain.end(), "email", f"{local}@{host}".lower(), verdict, form


def _local(clean: str, end: int) -> int:
    """Where the local part before this place begins; short lines of letters belong to it too."""
    at = end
    while at > max(0, end - _MOST):
        char = clean[at - 1]
        if char == "\n":
            line = clean.rfind("\n", max(0, at - 12), at - 1) + 1
            if not line or not clean[line : at - 1].isalnum() or not clean[line : at - 1].isascii():
                break
        elif (char not in _LOCAL and not "\u0400" <= char <= "\u04ff") or clean[at - 2 : at] == "--":
            break
        at -= 1
    while at < end and clean[at] in "._%+-点线划下杠\n":
        at += 1
    return at


_HANDLE = re.compile(r"@? ?[A-Za-z0-9_\u0400-\u04ff](?:[A-Za-z0-9_.*\u0400-\u04ff]|-(?!-)){2,39}")
_NO_NAME = frozenset(("http", "https", "www", "com", "imei", "null", "none", "true", "false"))
_HOST = re.compile(r"\.[A-Za-z]{2,6}$")
_OF_HANDLES = (("social_account", 3), ("payment_account", 4), ("account_password", 4), ("financial_credential", 4))


def _handles(clean: str, about: frozenset[str]) -> Iterator[Proposal]:
    for match in _HANDLE.finditer(clean):
        spend()
        if match[0].isdigit():
            continue  # no name
        value = match[0].rstrip(".-")
        bare = value.lstrip("@ ")
        letters = bare.isalpha()
        if bare.lower() in _NO_NAME or not any(char.isalpha() or char == "_" for char in bare):
            continue
        if clean[match.end() : match.end() + 1] == "/" and _HOST.search(bare):
            continue  # the host of an address: t.me/…
        verdict, form = (Verdict.MASKED, Form.MASKED) if "*" in bare else (Verdict.DOUBTFUL, Form.VERBATIM)
        starts = (
            {match.start() + len(value) - len(bare), match.start()}
            if value[0] == "@"
            else {match.start() + len(value) - len(bare)}
        )
        for kind, fewest in _OF_HANDLES:
            if len(bare) >= fewest and (kind in about or (kind == "social_account" and not letters)):
                for start in starts:
                    yield start, match.start() + len(value), kind, bare, verdict, form


_NAMED = re.compile(
    rf"@ ?[{HAN}A-Za-z0-9_·-]{{2,16}}|(?:微博|抖音|贴吧|b站|小红书|快手|游戏|ID|角色|昵称|号)(?:名|号)?(?:叫|:|是|[\"“ ]){{0,3}}([^\s,。;\"”/|]{{2,12}})",
    re.IGNORECASE,
)
_DUMPED = re.compile(r"--([!-,.-~][!-,.-~]{3,30})(?=--|\n|$)")
_SECRET = re.compile(
    r"(?:密码?|口令|暗号|[pP]ass(?:word|wd)?|[pP][wW][dD]?|mima|\bmm|PIN|@[A-Za-z0-9.-]{4,40}[:|])[^\w\n]{0,3}(?:还?是|为|叫|改成|末尾|开头)?[^\w\n]{0,3}([!-~]{3,40})"
)


def _secrets(clean: str) -> Iterator[Proposal]:
    for match in _NAMED.finditer(clean):
        spend()
        start, end = match.span(1 if match[1] else 0)
        for stop in {
            end,
            min(end, start + 10),
            min(end, start + 6),
        }:  # what follows a name in Chinese goes on without a mark
            yield start, stop, "social_account", clean[start:stop].lstrip("@ "), Verdict.DOUBTFUL, Form.VERBATIM
    for pattern in (_SECRET, _DUMPED):
        for match in pattern.finditer(clean):
            spend()
            value = match[1].rstrip(",.;\"')")
            for kind in ("account_password", "financial_credential") if value else ():
                yield match.start(1), match.start(1) + len(value), kind, value, Verdict.DOUBTFUL, Form.VERBATIM
