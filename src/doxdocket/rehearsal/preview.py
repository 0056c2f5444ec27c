"""Writes a channel as a t.me/s-like page with rounded view counts, for the work on reach.

Source: pages of t.me/s (classes, ``data-post``, ``data-view``, views as "4.2K"). Cuts rather than rounds; the true count is
in the truth. Leaves out media and paging: one page holds all posts.

>>> shown(999), shown(4290), shown(52_390), shown(1_489_000)
('999', '4.2K', '52.3K', '1.48M')
"""

from base64 import b64encode
from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from doxdocket.rehearsal.post import Channel, Post


def shown(views: int) -> str:
    """The string that the page shows for a count."""
    if views < 1000:
        return str(views)
    if views < 1_000_000:
        return f"{views // 100 / 10:g}K"
    return f"{views // 10_000 / 100:g}M"


def _post(channel: Channel, post: Post, taken: int) -> str:
    view = b64encode(f'{{"c":-{channel.bare_id},"p":{post.id},"t":{taken},"h":"rehearsal"}}'.encode()).decode()
    when = datetime.fromtimestamp(post.at, UTC).isoformat()
    origin = (
        f'<div class="tgme_widget_message_forwarded_from">Forwarded from <span class="tgme_widget_message_forwarded_from_name">{escape(post.forward[0])}</span></div>'
        if post.forward[0]
        else ""
    )
    text = escape(post.writing.text).replace("\n", "<br/>")
    edited = "edited &nbsp;" if post.edited else ""
    return (
        f'<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message js-widget_message" data-post="{channel.key}/{post.id}" data-view="{view}">'
        f'{origin}<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div><div class="tgme_widget_message_footer">'
        f'<span class="tgme_widget_message_views">{shown(post.views)}</span><span class="tgme_widget_message_meta">{edited}'
        f'<a class="tgme_widget_message_date" href="https://t.me/{channel.key}/{post.id}"><time datetime="{when}">{when[11:16]}</time></a></span></div></div></div>\n'
    )


def write(path: Path, channel: Channel, posts: Iterable[Post], taken: int) -> None:
    """The page."""
    body = "".join(_post(channel, p, taken) for p in posts)
    head = (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{escape(channel.title)} – Telegram</title></head><body>'
        f'<div class="tgme_channel_info_header_title"><span dir="auto">{escape(channel.title)}</span></div>'
        f'<div class="tgme_channel_info_header_username"><a href="https://t.me/{channel.key}">@{channel.key}</a></div>\n'
        '<section class="tgme_channel_history js-message_history">\n'
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((head + body + "</section></body></html>\n").encode())
