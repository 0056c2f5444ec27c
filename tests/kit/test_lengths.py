"""How many Chinese characters a frightened person has before their eyes on each page of the plain course; what is folded is not among it: only who wants more opens it."""

import re
from html.parser import HTMLParser
from pathlib import Path

from tests.kit.conftest import ADDRESS, CALLS, NAME, OTHER, OTHER_PHONE, PHONE
from tests.review.conftest import ONE

_HIDDEN = frozenset({"script", "style", "select", "datalist", "textarea"})
_EMPTY = frozenset({"input", "img", "br", "hr", "meta", "link"})
_HAN = re.compile(r"[\u3400-\u9fff]")
CEILING = {
    "start": 180,
    "files": 165,
    "exposed": 375,
    "callers": 130,
    "diary": 185,
    "papers": 410,
    "check": 245,
    "help": 445,
}
"""Three quarters of what it was (2,210 without help, and 834), and a few more."""


class _Seen(HTMLParser):
    """What of the main part of a page is seen as it comes; nothing that is folded."""

    def __init__(self):
        super().__init__()
        self.within, self.seen = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in _EMPTY:
            given = dict(attrs)
            self.within.append((tag, "open" not in given, "hidden" in given or given.get("class") == "who"))

    def handle_endtag(self, tag):
        while self.within and self.within.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tags = [one[0] for one in self.within]
        if any(tag in _HIDDEN or hidden for tag, _, hidden in self.within) or "main" not in tags:
            return
        closed = (n for n, one in enumerate(self.within) if one[0] == "details" and one[1])
        if all(tags[n + 1 : n + 2] == ["summary"] for n in closed):
            self.seen.append(data)


def lengths(page):
    seen = _Seen()
    seen.feed(page)
    text = "".join(seen.seen)
    return len(_HAN.findall(text)), text


def course(desk):
    """The pages of the plain course with ten files and a list of calls, as they are when they come."""
    post = "云溪吃瓜群\n第{n}张\n姓名：{name}\n手机：{phone}\n住址：{address}\n身份证 {one}\n同事{other} {other_phone}\n打爆她电话\n2026-11-2{n} 21:0{n}\n"
    some = {"name": NAME, "phone": PHONE, "address": ADDRESS, "one": ONE, "other": OTHER, "other_phone": OTHER_PHONE}
    files = [(f"Screenshot_2026112{n}_220104_Telegram.txt", post.format(n=n, **some).encode()) for n in range(1, 6)] + [
        (f"微博{n}.txt", post.format(n=n, **some).replace("云溪", "河湾").encode()) for n in (6, 7)
    ]
    files += [
        ("私聊.txt", "2026-11-30 01:20 夜枭: 三天内不打五千我们上门\n2026-11-30 01:21 我: 别\n".encode()),
        ("快递.txt", f"运单号 SF1234567890\n收件人：{NAME} {PHONE}\n{ADDRESS}\n品名：花圈 到付\n".encode()),
        ("码.txt", "106900001234\n11月30日 02:01\n【某团】您的验证码208301，5分钟内有效\n".encode()),
    ]
    tab, told = desk.tab(), {}
    told["start"] = tab.get("/").text
    tab.get("/files")
    desk.take(tab, files, "auto")
    desk.take(tab, [("来电.csv", CALLS + b"2026-11-21 03:00,13900001873,9\n2026-11-21 03:01,13900001874,9\n")], "calls")
    desk.done()
    for name, path in (("files", "/files"), ("exposed", "/exposed"), ("callers", "/exposed/callers")):
        told[name] = tab.get(path).text
    asked = set(re.findall(r'name="(said-[0-9a-f]{24}|all-[^"]+)"', told["exposed"]))
    tab.post("/exposed/answers", **dict.fromkeys(asked, "mine"))
    desk.callers(tab)
    desk.done()
    for name, path in (("diary", "/diary"), ("papers", "/papers"), ("check", "/papers/check"), ("help", "/help")):
        told[name] = tab.get(path).text
    return told


def test_no_page_of_the_plain_course_is_longer_than_it_was_cut_to(desk):
    told = {name: lengths(page) for name, page in course(desk).items()}
    longer = {name: (seen, text) for name, (seen, text) in told.items() if seen > CEILING[name]}
    assert not longer
    assert "110" in told["start"][1]  # what protects is never folded
    for number in ("110", "12110", "12321", "12377", "12356"):
        assert number in told["help"][1]
    assert "警察看得到" in told["exposed"][1]
    assert "不要发给平台" in told["papers"][1]


def test_what_must_be_read_of_the_page_of_help_is_short():
    page = Path("docs/how-to/help-kit.zh-CN.md").read_text("utf-8")
    assert len(_HAN.findall(page.partition("## 细节")[0])) <= 1000
