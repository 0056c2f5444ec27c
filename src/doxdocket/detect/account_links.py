r"""Accounts in links: weibo.com/u/9900001234, t.me/name, the profile pages of platforms.

Source: the platforms' own addresses. A link says itself what it is and needs no label, except on Telegram, where most links
are the channels' own adverts. Left out: links to posts, groups, channels and bots.

>>> from doxdocket.text import read
>>> [found.value for _, _, found in in_links(read("看 https://weibo.com/u/9900001234"), [])]
['weibo:9900001234']
"""

import re
from collections.abc import Iterator, Sequence

from doxdocket.detect import decoys
from doxdocket.detect.governed import announced, dossier
from doxdocket.detect.hit import Hit
from doxdocket.detect.labels import Label
from doxdocket.records import Verdict
from doxdocket.text import Reading

KIND = "social_account"
#: Where an account stands in a link of each platform.
_LINKS = (
    (
        "weibo",
        r"(?:m\.)?weibo\.(?:com|cn)/(?:u/|profile/)?(\d{5,12})(?![A-Za-z0-9_\-]|/[A-Za-z0-9])",
    ),
    (
        "weibo",
        r"(?:m\.)?weibo\.(?:com|cn)/(?:n/)?([A-Za-z0-9_\-\u4e00-\u9fff]{3,30})(?![A-Za-z0-9_\-]|/[A-Za-z0-9])",
    ),
    ("bilibili", r"(?:space\.bilibili\.com|b23\.tv/space|m\.bilibili\.com/space)/(\d{2,16})"),
    ("douyin", r"(?:www\.)?(?:douyin|iesdouyin)\.com/(?:share/)?user/([A-Za-z0-9_\-]{4,80})"),
    ("tiktok", r"tiktok\.com/@([A-Za-z0-9_.]{2,30})"),
    ("kuaishou", r"(?:kuaishou\.com|live\.kuaishou\.com)/(?:profile|u)/([A-Za-z0-9_\-]{4,40})"),
    ("xiaohongshu", r"xiaohongshu\.com/user/profile/([0-9a-f]{16,32})"),
    ("zhihu", r"zhihu\.com/people/([A-Za-z0-9_\-]{2,60})"),
    ("douban", r"douban\.com/people/([A-Za-z0-9_\-.]{2,40})"),
    ("tieba", r"tieba\.baidu\.com/home/main\?(?:un|id)=([^\s&，。]{2,60})"),
    (
        "twitter",
        r"(?:twitter|(?<![A-Za-z0-9])x)\.com/(?!home|search|i/|hashtag|intent|share)@?([A-Za-z0-9_]{2,15})(?!/status)",
    ),
    ("instagram", r"instagram\.com/(?!p/|reel|explore|stories)([A-Za-z0-9_.]{2,30})"),
    ("facebook", r"facebook\.com/(?:profile\.php\?id=)?(?!groups|events|watch|sharer)([A-Za-z0-9_.]{4,50})"),
    ("github", r"github\.com/([A-Za-z0-9\-]{2,39})(?![A-Za-z0-9/\-])"),
    ("steam", r"steamcommunity\.com/(?:id|profiles)/([A-Za-z0-9_\-]{2,32})"),
    ("qq", r"(?:user\.qzone\.qq\.com|wpa\.qq\.com/msgrd\?[^\s]{0,200}?uin=|qm\.qq\.com/[^\s]{0,200}?uin=)/?(\d{5,11})"),
    (
        "telegram",
        r"(?:t|telegram)\.me/(?!joinchat|addstickers|share|proxy|s/|c/|\+)([A-Za-z][A-Za-z0-9_]{4,31})(?!/\d|[A-Za-z0-9_])",
    ),
)
LINK = tuple((platform, re.compile(pattern, re.IGNORECASE)) for platform, pattern in _LINKS)
#: Paths of sites that are no account.
_PATHS = frozenset(
    [
        "u",
        "status",
        "detail",
        "tv",
        "video",
        "hot",
        "search",
        "login",
        "signup",
        "home",
        "index",
        "weibo",
        "share",
        "topic",
    ]
)
#: What every link above holds: most texts hold none, and are not searched for each platform.
SITE = re.compile(r"\.(?:com|cn|tv|me)[/\d]", re.IGNORECASE)
BOT = re.compile(r"bot$|channel|group|support|admin|news|official|pindao|tougao", re.IGNORECASE)


def hit_of(reading: Reading, start: int, end: int, platform: str, account: str, verdict: Verdict, *reasons: str) -> Hit:
    """An account as a hit."""
    return Hit(*reading.span(start, end), KIND, verdict, f"{platform}:{account.lower()}", reasons)


_HAN = re.compile("[\u4e00-\u9fff]")
_FEW_WORDS = 4


def foreign(clean: str) -> bool:
    """Whether this is running text of another language, not a link or a name alone: an @name in it is the channel's own."""
    return _HAN.search(clean) is None and len(clean.split()) >= _FEW_WORDS


_SCHEME = re.compile(r"(?:https?://)?(?:www\.)?$")


def in_links(reading: Reading, labels: Sequence[Label]) -> Iterator[tuple[int, int, Hit]]:
    """Every account in a link, with its place in the cleaned text."""
    clean = reading.clean
    if "/" not in clean or not SITE.search(clean):
        return
    for platform, pattern in LINK:
        for found in pattern.finditer(clean):
            account = found[1].partition("--")[0]  # two hyphens part two cells
            start, end = found.start(1), found.start(1) + len(account)
            if account.lower() in _PATHS:
                continue
            # most t.me links are the channels' own adverts: a person's only where a label says so
            scheme = _SCHEME.search(clean, max(0, found.start() - 12), found.start())
            at = scheme.start() if scheme else found.start()
            claimed = platform != "telegram" or any(label.extra == platform for label in announced(clean, labels, at))
            if not claimed and (foreign(clean) or decoys.advert(clean, found.start(), 24)) and not dossier(labels):
                continue
            doubt = (
                (foreign(clean) and not labels)
                or not claimed
                or decoys.advert(clean, found.start(), 24)
                or decoys.example(clean)
                or BOT.search(account)
            )
            verdict = Verdict.DOUBTFUL if doubt else Verdict.VALID
            yield start, end, hit_of(reading, start, end, platform, account, verdict, "account.link")
