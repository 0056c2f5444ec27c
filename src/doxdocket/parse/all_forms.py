"""The forms that this program reads; loading this loads every parser.

>>> FORMS[0].id, len({form.id for form in FORMS}) == len(FORMS)
('tdesktop_json', True)
"""

from doxdocket.parse import (
    discord,
    documents,
    fourcat_csv,
    pyrogram,
    snscrape,
    table,
    tdesktop_html,
    tdesktop_json,
    tdl,
    telepathy,
    telethon,
    tgdataset,
    tme_page,
    ufed,
    warc,
    wechat_csv,
)
from doxdocket.parse.form import Form

FORMS: tuple[Form, ...] = (
    tdesktop_json.FORM,
    telethon.FORM,
    telethon.FOURCAT,
    pyrogram.FORM,
    tdl.FORM,
    discord.FORM,
    tdesktop_html.FORM,
    ufed.FORM,
    tme_page.FORM,
    warc.FORM,
    fourcat_csv.FORM,
    telepathy.FORM,
    tgdataset.FORM,
    snscrape.FORM,
    wechat_csv.FORM,
    table.FORM,
    warc.PART,
    *documents.FORMS,
)
"""Fullest first: of captures that agree, the form that holds most of a post stands for it."""
