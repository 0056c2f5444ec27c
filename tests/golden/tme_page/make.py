"""Invented pages of t.me, one a shape, in folders beside this script: ``python tests/golden/tme_page/make.py``.

Markup is that of pages of 2021 to 2026 (classes, attributes, order); nothing in them was ever posted. Numbers begin with
100, which no authority issues. A second run gives the same bytes (a test looks).
"""

import base64
import re
from pathlib import Path

HERE = Path(__file__).parent
CHANNEL, NAME, TITLE = 1234567890, "Sample_Channel", "示例频道"
SERVED = 1_700_100_000  # 2023-11-16T02:00:00Z


def seen(number, *, channel=CHANNEL, at=SERVED, post=None):
    """The value of ``data-view``."""
    raw = f'{{"c":-{channel},"p":{post or number},"t":{at},"h":"0123456789abcdef01"}}'
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def date(number):
    return f"2023-11-15T{6 + number // 60:02}:{number % 60:02}:20+00:00"


def footer(number, views="1.2K", *, name=NAME, mark="", author="", when=None):
    shown = (
        f'<span class="tgme_widget_message_views">{views}</span><span class="copyonly"> views</span>' if views else ""
    )
    sign = f'<span class="tgme_widget_message_from_author" dir="auto">{author}</span>,&nbsp;' if author else ""
    return (
        '<div class="tgme_widget_message_footer compact js-message_footer">\n  <div class="tgme_widget_message_info short js-message_info">\n'
        f'    {shown}<span class="tgme_widget_message_meta">{sign}{mark}<a class="tgme_widget_message_date" href="https://t.me/{name}/{number}">'
        f'<time datetime="{when or date(number)}" class="time">{date(number)[11:16]}</time></a></span>\n  </div>\n</div>'
    )


def text(words):
    return f'<div class="tgme_widget_message_text js-message_text" dir="auto">{words}</div>'


def post(number, inside="", foot=None, *, name=NAME, view="", more="", after="", wrap=True):
    """One post. ``view``: the value of data-view; none to leave it out."""
    view = seen(number) if view == "" else view
    mark = f' data-view="{view}"' if view else ""
    whole = (
        f'<div class="tgme_widget_message text_not_supported_wrap {more}js-widget_message" data-post="{name}/{number}"{mark}>\n'
        f'  <div class="tgme_widget_message_user"><a href="https://t.me/{name}"><i class="tgme_widget_message_user_photo bgcolor5">'
        '<img src="https://cdn.example/file/avatar.jpg"></i></a></div>\n  <div class="tgme_widget_message_bubble">\n'
        '    <i class="tgme_widget_message_bubble_tail"><svg class="bubble_icon" width="9px"><g fill="none"><path d="M8,1 L9,1"></path></g></svg></i>\n'
        f'    <div class="tgme_widget_message_author accent_color"><a class="tgme_widget_message_owner_name" href="https://t.me/{name}">'
        f'<span dir="auto">{TITLE}</span></a></div>\n{inside}\n{footer(number, name=name) if foot is None else foot}\n  </div>\n  {after}\n</div>'
    )
    return f'<div class="tgme_widget_message_wrap js-widget_message_wrap">{whole}</div>' if wrap else whole


def page(*posts, query="", before=100, members="1.48M", head="", history=True):
    """A page of t.me/s."""
    older = (
        f'<a href="/s/{NAME}?before={before}" class="tme_messages_more js-messages_more" data-before="{before}"></a>'
        if before
        else ""
    )
    body = f'<section class="tgme_channel_history js-message_history">\n      {older}{"".join(posts)}\n    </section>'
    return f"""<!DOCTYPE html>
<html>
  <head>
    <meta charset="utf-8">
    <title>{TITLE} – Telegram</title>
    <meta property="og:title" content="{TITLE}">
    {head}<link rel="canonical" href="/s/{NAME}?before={before}">
    <script>TBaseUrl='/';</script>
  </head>
  <body class="widget_frame_base tgme_webpreview emoji_image">
    <header class="tgme_header search_collapsed">
      <form class="tgme_header_search_form" action="/s/{NAME}"><input class="tgme_header_search_form_input js-header_search" name="q" value="{query}" /></form>
      <div class="tgme_channel_info">
        <div class="tgme_channel_info_header">
          <div class="tgme_channel_info_header_title"><span dir="auto">{TITLE}</span></div>
          <div class="tgme_channel_info_header_username"><a href="https://t.me/{NAME}">@{NAME}</a></div>
        </div>
        <div class="tgme_channel_info_counters"><div class="tgme_channel_info_counter"><span class="counter_value">{members}</span> <span class="counter_type">subscribers</span></div><div class="tgme_channel_info_counter"><span class="counter_value">5.88K</span> <span class="counter_type">photos</span></div></div>
        <div class="tgme_channel_info_description">无此频道<br/>投稿：<a href="https://t.me/sample_bot">@sample_bot</a></div>
      </div>
      <div class="tgme_header_counter">{members} subscribers</div>
    </header>
    <main class="tgme_main" data-url="/{NAME}">{body if history else "".join(posts)}</main>
    <script>TWeb.init("<div class=\\"tgme_widget_message\\" data-post=\\"{NAME}/9\\">");</script>
  </body>
</html>
<!-- page generated in 22.87ms -->
""".encode()


EMOJI = '<i class="emoji" style="background-image:url(\'//telegram.org/img/emoji/40/E29D97.png\')"><b>{}</b></i>'
ASK = "onclick=\"return confirm('Open this link?\\n\\n'+this.href);\""
REACTIONS = (
    '<div class="tgme_widget_message_reactions js-message_reactions">'
    '<span class="tgme_reaction tgme_reaction_paid"><i class="icon icon-telegram-stars"></i>7</span>'
    f'<span class="tgme_reaction">{EMOJI.format("❗")}1.58K</span>'
    '<span class="tgme_reaction"><tg-emoji emoji-id="5465"></tg-emoji>55.2K</span>'
    f'<span class="tgme_reaction">{EMOJI.format("")}42</span><span class="tgme_reaction"><b>👍</b>many</span></div>'
)
NOT_SHOWN = (
    '<div class="message_media_not_supported_wrap"><div class="message_media_not_supported"><div class="message_media_not_supported_label">'
    'Please open Telegram to view this post</div><a href="#" class="message_media_view_in_telegram">VIEW IN TELEGRAM</a></div></div>'
)


def reply(href, words="姓名：王乙 电话：10012340009"):
    return (
        f'<a class="tgme_widget_message_reply user-color-default" href="{href}"><div class="tgme_widget_message_author accent_color">'
        f'<span class="tgme_widget_message_author_name" dir="auto">{TITLE}</span></div>'
        f'<div class="tgme_widget_message_text js-message_reply_text" dir="auto">{words}</div></a>'
    )


def forward(name, author=""):
    return f'<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from&nbsp;{name}{author}</div>'


def photo(number, address="https://cdn.example/file/a.jpg", *, single=False):
    more = "grouped_media_wrap js-message_photo" if single else "5875 1367_45"
    return (
        f'<a class="tgme_widget_message_photo_wrap {more}" href="https://t.me/{NAME}/{number}{"?single" if single else ""}" '
        f'style="width:800px;background-image:url(\'{address}\')"><div class="tgme_widget_message_photo" style="padding-top:47%"></div></a>'
    )


def video(number, *, src="", thumb="https://cdn.example/file/t.jpg", gif=False, big=False):
    own = f'<video src="{src}" class="tgme_widget_message_video js-message_video" width="100%"></video>' if src else ""
    play = (
        ""
        if gif
        else '<div class="message_video_play js-message_video_play"></div><time class="message_video_duration">2:02</time>'
    )
    label = "Media is too big" if big else "This media is not supported in your browser"
    return (
        f'<a class="tgme_widget_message_video_player {"not_supported " if big else ""}js-message_video_player" href="https://t.me/{NAME}/{number}">'
        f'<i class="tgme_widget_message_video_thumb" style="background-image:url(\'{thumb}\')"></i>'
        f'<div class="tgme_widget_message_video_wrap" style="width:480px">{own}</div>{play}<div class="message_media_not_supported_wrap">'
        f'<div class="message_media_not_supported"><div class="message_media_not_supported_label">{label}</div></div></div></a>'
    )


def document(title, extra, kind=""):
    return (
        f'<a class="tgme_widget_message_document_wrap" href="https://t.me/{NAME}/1"><div class="tgme_widget_message_document_icon accent_bg{kind}"></div>'
        f'<div class="tgme_widget_message_document"><div class="tgme_widget_message_document_title accent_color" dir="auto">{title}</div>'
        f'<div class="tgme_widget_message_document_extra" dir="auto">{extra}</div></div></a>'
    )


PREVIEW = "https://x.example/"
WORDS = [
    post(100, text("Channel created"), footer(100, ""), more="service_message "),
    post(101, text("姓名：赵甲<br/>电话：10012340001<br/><br/>&amp; &lt;b&gt; &#33; &nbsp;尾")),
    post(102, text(f'{EMOJI.format("❗")}看<tg-emoji emoji-id="9">{EMOJI.format("🔥")}</tg-emoji>{EMOJI.format("")}<tg-spoiler>暗处 10012340002</tg-spoiler><b>粗</b>')),
    post(103, text(
        f'<a href="tel:10012340003" target="_blank" rel="noopener" {ASK}>这里</a> <a href="https://t.me/some_one">@some_one</a> '
        f'<a href="http://x.example/a" {ASK}>x.example/a</a> <a href="?q=%23甲">#甲</a> <a href="https://y.example/?a=1&amp;amp;b=2" {ASK}>y</a> '
        '<a href="mailto:a@example.org">a@example.org</a><a href="tel:+10012340004">+100 1234 0004</a><a href="https://z.example/i.jpg">\u200b</a>'
    ) + f'<a class="tgme_widget_message_link_preview" href="{PREVIEW}"><div class="link_preview_title" dir="auto">他站的话</div></a>'),
    post(104, text("上<br/><blockquote>引文一<br/>引文二</blockquote>下<pre>代码\n 行</pre>末")),
    post(105, text("标明\n      换行是排版\n      <br/>真换行")),
    post(106, reply(f"https://t.me/{NAME}/101") + text("回复")),
    post(107, reply("https://t.me/other_chat/55") + text("答他处")),
    post(108, reply("https://t.me/c/77/5") + text("答私处")),
    post(109, forward('<a class="tgme_widget_message_forwarded_from_name" href="https://t.me/origin_chan/2320" dir="auto">源频道</a>') + text("转发")),
    post(110, forward('<a class="tgme_widget_message_forwarded_from_name" href="https://t.me/c/78/9"><span>源二</span></a> ', '(<span class="tgme_widget_message_forwarded_from_author">署名丙</span>)') + text("转发带署名")),
    post(111, forward('<span class="tgme_widget_message_forwarded_from_name" dir="auto">隐名</span>') + text("转发无号")),
    post(112, forward('<span class="tgme_widget_message_forwarded_from_name" dir="auto"></span>') + text("转发无名")),
    post(113, text("改过"), footer(113, "505.9K", mark="edited &nbsp;")),
    post(114, text("署名"), footer(114, "44", author="作者丁")),
    post(115, text("署名且改过"), footer(115, "10.5M", author="edited", mark="edited &nbsp;")),
    post(116, text("反应") + REACTIONS, footer(116, "1 234")),
    post(117, text("Channel name was changed to «新名»"), footer(117, ""), more="service_message "),
    post(118, text(f"{TITLE} pinned «姓名：赵甲»"), footer(118, ""), more="service_message "),
    post(119, text("Some new thing happened"), footer(119, ""), more="service_message "),
]  # fmt: skip
GROUPED = '<div class="tgme_widget_message_grouped_wrap js-message_grouped_wrap"><div class="tgme_widget_message_grouped">{}</div></div>'
FILES = [
    post(200, photo(200) + text("一图")),
    post(201, GROUPED.format(photo(201, single=True) + photo(202, single=True) + video(203).replace('/203"', '/203?single"'))
         + '<div class="tgme_widget_message_text js-message_text">' + text("一组") + "</div>", view=seen(201, post='"201g"')),
    post(204, video(204, src="https://cdn.example/v.mp4")),
    post(205, video(205, src="https://cdn.example/g.mp4", gif=True)),
    post(206, video(206, big=True) + text("太大")),
    post(207, '<div class="tgme_widget_message_roundvideo_player js-message_roundvideo_player"><video src="https://cdn.example/r.mp4"></video></div>'),
    post(208, '<a class="tgme_widget_message_voice_player"><audio class="tgme_widget_message_voice" src="https://cdn.example/v.ogg"></audio></a>'),
    post(209, document("名单.xlsx", "113.9 KB")),
    post(210, document("歌名", "歌者", " audio")),
    post(211, '<div class="message_media_not_supported_wrap media_not_supported_cont"><div class="message_media_not_supported_label">This media is not supported in your browser</div></div>'
         '<div class="tgme_widget_message_sticker_wrap media_supported_cont"><i class="tgme_widget_message_sticker" data-webp="https://cdn.example/s.webp"></i></div>'),
    post(212, '<div class="tgme_widget_message_contact_wrap"><div class="tgme_widget_message_contact"><div class="tgme_widget_message_contact_name">张三丰</div>'
         '<div class="tgme_widget_message_contact_phone">+100 1234 0005</div></div></div>'),
    post(213, '<a class="tgme_widget_message_location_wrap" href="https://maps.example/maps?q=1.50,-2.25&amp;ll=1,2"><div class="tgme_widget_message_location_info">'
         '<div class="tgme_widget_message_location_title">无此小区</div><div class="tgme_widget_message_location_address">无此路 1 号</div></div></a>'),
    post(214, '<div class="tgme_widget_message_poll js-poll"><div class="tgme_widget_message_poll_question">下一个是谁？</div><div class="tgme_widget_message_poll_type">Anonymous Poll</div>'
         '<a class="tgme_widget_message_poll_options" href="#"><div class="tgme_widget_message_poll_option"><div class="tgme_widget_message_poll_option_percent">27%</div>'
         '<div class="tgme_widget_message_poll_option_value"><div class="tgme_widget_message_poll_option_text">李丁</div></div></div>'
         '<div class="tgme_widget_message_poll_option"><div class="tgme_widget_message_poll_option_text">王乙</div></div></a></div><span class="tgme_widget_message_voters">132</span>'),
    post(215, text("按钮"), after='<div class="tgme_widget_message_inline_keyboard"><div class="tgme_widget_message_inline_row">'
         '<a class="tgme_widget_message_inline_button url_button" href="https://x.example/buy"><span class="tgme_widget_message_inline_button_text">查询</span></a>'
         f'<a class="tgme_widget_message_inline_button" href="https://t.me/{NAME}/215"><span class="tgme_widget_message_inline_button_text">回调</span></a></div></div>'),
    post(216, NOT_SHOWN),
    post(217, NOT_SHOWN + text("有字，另有不显示的部分")),
    post(218, f'<div class="media_supported_cont">{photo(218)}{text("有字有图")}</div><div class="media_not_supported_cont">{NOT_SHOWN}</div>'),
]  # fmt: skip


def landing(title, extra, about="", *, name=NAME):
    """A page of t.me/NAME."""
    shown = f'<div class="tgme_page_title" dir="auto">\n  <span dir="auto">{title}</span>\n</div>' if title else ""
    count = f'<div class="tgme_page_extra">{extra}</div>' if extra else ""
    about = (
        about
        or f'\n  If you have <strong>Telegram</strong>, you can contact <a class="tgme_username_link" href="tg://resolve?domain={name}">@{name}</a> right away.\n'
    )
    return f"""<!DOCTYPE html>
<html>
  <head>
    <meta charset="utf-8">
    <title>Telegram: Contact @{name}</title>
    <meta property="og:title" content="{title or "Telegram: Contact @" + name}">
    <meta property="al:ios:url" content="tg://resolve?domain={name}">
  </head>
  <body>
    <div class="tgme_page_wrap"><div class="tgme_page">{shown}{count}<div class="tgme_page_description" dir="auto">{about}</div>
    <div class="tgme_page_action"><a class="tgme_action_button_new" href="tg://resolve?domain={name}">View in Telegram</a></div></div></div>
  </body>
</html>
""".encode()


def embed(inside):
    """A page of t.me/NAME/5?embed=1."""
    return (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>Telegram Widget</title></head>\n'
        f'<body class="widget_frame_base tgme_widget body_widget_post emoji_image nodark">\n{inside}\n</body></html>\n'
    ).encode()


def local(inside):
    """Addresses as a browser writes them when it saves a page with its files."""
    return inside.replace("https://cdn.example/file/", "./page%20(1)_files/").replace(
        'href="?q=', f'href="https://t.me/s/{NAME}?q='
    )


SAVED_BY_BROWSER = b"<!DOCTYPE html>\n<!-- saved from url=(0029)https://t.me/s/Sample_Channel -->\n"
SINGLEFILE = (
    b"<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://t.me/s/Sample_Channel \n"
    b" saved date: Thu Nov 16 2023 11:30:00 GMT+0800 (China Standard Time)\n-->"
)
PLAIN = [post(300 + i, text(f"第 {i} 条")) for i in range(4)]


def _shout(found):
    return (
        b"<" + found[1] + (b"DIV" if found[0].endswith(b"v") else b"SPAN")
        if found[0].startswith(b"<")
        else b"CLASS = 'x " + found[2] + b"'"
    )


def shapes():
    """Name of each shape and the bytes of its file."""
    hidden = [post(300, text("看过的"), view=None), post(301, text('没看到的<a href="?q=%23甲">#甲</a>') + photo(301))]
    two = [post(301, text("甲频道")), post(40, text("乙频道"), name="Other_Chan", view=seen(40, channel=99))]
    late = [post(302, text("先载入")), post(303, text("后载入"), view=seen(303, at=SERVED + 900))]
    gap = '<a href="/s/x?after=303" class="tme_messages_more js-messages_more" data-after="303"></a>'
    cut = page(*PLAIN)
    third = cut.index(b'data-post="Sample_Channel/302"')
    return {
        "preview_words": page(*WORDS),
        "preview_files": page(*FILES, before=None),
        "no_posts": page(before=None),
        "front_channel": landing(TITLE, "1 474 933 subscribers", "无此频道<br/>投稿"),
        "front_group": landing(TITLE, "5 432 members, 321 online", "无此群"),
        "front_account": landing("某人", f"@{NAME}", "某人简介"),
        "front_bot": landing("某机器人", "12 345 monthly users", "机器人"),
        "front_contact": landing("", ""),
        "embed": embed(post(5, text("单条"), wrap=False)),
        "embed_group": embed(post(6, text("群里的话"), wrap=False).replace(
            '<a class="tgme_widget_message_owner_name"', '<a class="tgme_widget_message_author_name" href="https://t.me/some_one"><span dir="auto">某人</span></a>&nbsp;in&nbsp;<a class="tgme_widget_message_owner_name"')),
        "embed_error": embed('<div class="tgme_widget_message_error">Post not found</div>'),
        "post_in_frame": landing(TITLE, "", "x").replace(b"</body>", b'<script async src="https://telegram.org/js/telegram-widget.js" data-telegram-post="Sample_Channel/7"></script></body>'),
        "saved_by_browser": SAVED_BY_BROWSER + local(page(*hidden).decode()).encode()[16:],
        "singlefile": SINGLEFILE + page(post(300, photo(300, "data:image/png;base64,AAAA") + text("图在页内"), view=None)).decode()[22:].encode(),
        "search": page(*PLAIN, query="甲"),
        "scrolled": page(*late),
        "scrolled_with_gap": page(post(302, text("前段")), gap, post(390, text("后段"))),
        "two_channels": page(*two),
        "ids_disagree": page(post(300, view=seen(300, channel=5)), post(301), post(302, view=None)),
        "view_of_another_post": page(post(300, view=seen(999)), post(301, view=seen(301, at=1_600_000_000))),
        "odd_times": page(
            post(300, "", footer(300, when="2023-11-15T06:00:20")), post(301, "", footer(301, when="soon")),
            post(302, "", footer(302, when="0001-01-01T00:00:00+14:00")), post(303, "", "")),
        "bytes_that_are_no_characters": page(*PLAIN).replace("第 1 条".encode(), b"\xff\x00 1"),
        "cut_in_text": cut[: cut.index("2 条".encode())],
        "cut_after_last_line": cut[: cut.index(b"</span>\n  </div>", third) + 7],
        "lost_closing_tag": cut.replace(b"  </div>\n  \n</div></div>", b"  </div>\n  \n</div>", 1),
        "lost_two_closing_tags": cut.replace(b"</div>\n  </div>\n  \n</div></div>", b"</div>\n  \n</div>", 1),
        "lost_opening_tag": cut.replace(b'<div class="tgme_widget_message_bubble">', b'<dxv class="tgme_widget_message_bubble">', 1),
        "hole_over_two_posts": cut[: third - 900] + cut[third + 1400 :],
        "no_number": page(PLAIN[0], PLAIN[1].replace('data-post="', 'data-lost="').replace(f"{NAME}/301", NAME), PLAIN[2].replace('data-post="', 'data-lost="')),
        "turned_order": page(*reversed(PLAIN)),
        "upper_case": re.sub(rb'<(/?)(?:div|span)|class="([^"]*)"', _shout, page(post(300, text("大写")))),
        "nothing": b"<html><body class='tgme_page_x'><p>x</p></body></html>",
    }  # fmt: skip


if __name__ == "__main__":
    for name, data in shapes().items():
        (HERE / name).mkdir(exist_ok=True)
        (HERE / name / "page.html").write_bytes(data)
