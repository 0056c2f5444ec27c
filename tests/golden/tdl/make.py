"""Invented exports of tdl, one a shape, in folders beside this script: ``python tests/golden/tdl/make.py``.

Shapes are those of ``app/chat/export.go``: minimal, with contents, and raw as Go writes gotd's structures; nothing in them
was ever posted. A second run gives the same bytes (a test looks).
"""

import json
from pathlib import Path

HERE = Path(__file__).parent
CHANNEL = {"ChannelID": 1234567890}
NO_FORWARD = {
    "Flags": 0, "Imported": False, "SavedOut": False, "FromID": None, "FromName": "", "Date": 0, "ChannelPost": 0,
    "PostAuthor": "", "SavedFromPeer": None, "SavedFromMsgID": 0, "SavedFromID": None, "SavedFromName": "", "SavedDate": 0,
    "PsaType": "",
}  # fmt: skip
NO_REPLIES = {
    "Flags": 0,
    "Comments": False,
    "Replies": 0,
    "RepliesPts": 0,
    "RecentRepliers": None,
    "ChannelID": 0,
    "MaxID": 0,
    "ReadMaxID": 0,
}
NO_REACTIONS = {"Flags": 0, "Min": False, "CanSeeList": False, "Results": None, "RecentReactions": None}
COUNTED, EDITED, COMMENTED, FORWARDED = 1 << 10, 1 << 15, 1 << 23, 1 << 2


def plain(number, text=None, file=""):
    one = {"id": number, "type": "message", "file": file}
    return one | ({} if text is None else {"date": 1719216000 + 60 * number} | ({"text": text} if text else {}))


def raw(number, text="", file="", **more):
    """With ``--raw``: every field of gotd's ``Message``, zero where the server sent none."""
    message = {
        "Flags": COUNTED, "Out": False, "Mentioned": False, "MediaUnread": False, "Silent": False, "Post": True,
        "FromScheduled": False, "Legacy": False, "EditHide": False, "Pinned": False, "Noforwards": False, "InvertMedia": False,
        "Flags2": 0, "Offline": False, "ID": number, "FromID": None, "FromBoostsApplied": 0, "PeerID": CHANNEL,
        "SavedPeerID": None, "FwdFrom": NO_FORWARD, "ViaBotID": 0, "ViaBusinessBotID": 0, "ReplyTo": None,
        "Date": 1719216000 + 60 * number, "Message": text, "Media": None, "ReplyMarkup": None, "Entities": None,
        "Views": 1000 + number, "Forwards": 0, "Replies": NO_REPLIES, "EditDate": 0, "PostAuthor": "", "GroupedID": 0,
        "Reactions": NO_REACTIONS, "RestrictionReason": None, "TTLPeriod": 0, "Effect": 0,
    }  # fmt: skip
    return plain(number, text, file) | {"raw": message | more}


def document(mime, *attributes):
    return {"Flags": 1, "Nopremium": False, "Document": {"Flags": 0, "ID": 78, "AccessHash": 5, "FileReference": "AAAA", "Date": 0,
            "MimeType": mime, "Size": 100, "Thumbs": None, "DCID": 2, "Attributes": list(attributes)}}  # fmt: skip


def raws():
    geo = {"Flags": 0, "Long": 100.25, "Lat": 1.5, "AccessHash": 3, "AccuracyRadius": 0}
    forward = NO_FORWARD | {"Flags": 1, "FromID": {"ChannelID": 1111111111}, "Date": 1719215000, "ChannelPost": 6734}
    reply = {
        "Flags": 16,
        "ReplyToScheduled": False,
        "ForumTopic": False,
        "Quote": False,
        "ReplyToMsgID": 2,
        "ReplyToPeerID": None,
    }
    buttons = {"Rows": [{"Buttons": [{"Text": "下单", "URL": "https://example.org/order"},
                                     {"Flags": 0, "Text": "查询", "Data": "cXE6MTAwMDE="}]}]}  # fmt: skip
    poll = {"Poll": {"ID": 3, "Question": {"Text": "查谁？", "Entities": []}, "Answers": [
        {"Text": {"Text": "张三丰", "Entities": []}, "Option": "MA=="}]}, "Results": {"Flags": 0, "TotalVoters": 3}}  # fmt: skip
    contact = {"PhoneNumber": "+1001234567", "FirstName": "三丰", "LastName": "张", "Vcard": "", "UserID": 0}
    quote = [{"Flags": 0, "Collapsed": False, "Offset": 0, "Length": 5}, {"Offset": 5, "Length": 2, "URL": "https://example.org/hidden"},
             {"Offset": 7, "Length": 1, "UserID": 100002}, {"Offset": 0, "Length": 2}]  # fmt: skip
    results = [
        {"Flags": 0, "ChosenOrder": 0, "Reaction": {"Emoticon": "👍"}, "Count": 5},
        {"Reaction": {"DocumentID": 5368324170671202286}, "Count": 3},
    ]
    return [
        raw(1, "原话", Out=True),
        raw(2, "😀说原话看这里", Entities=quote),
        raw(3, "转", Flags=COUNTED | FORWARDED, FwdFrom=forward),
        raw(4, "回复", ReplyTo=reply),
        raw(5, "编辑", Flags=COUNTED | EDITED, EditDate=1719217000),
        raw(6, "只改了反应", Flags=COUNTED | EDITED, EditDate=1719217000, EditHide=True, Reactions=NO_REACTIONS | {"Results": results}),
        raw(7, "相册说明", "5426995065068319862.jpg", Media={"Flags": 1, "Spoiler": False, "Photo": {"ID": 5426995065068319862}}, GroupedID=13374242),
        raw(8, "", "名单.pdf", Media=document("application/pdf", {"FileName": "名单.pdf"}), GroupedID=13374242),
        raw(9, "", "a.oga", Media=document("audio/ogg", {"Flags": 1, "Voice": True, "Duration": 1, "Title": "", "Performer": ""})),
        raw(10, "", "a.mp4", Media=document("video/mp4", {"Flags": 0, "RoundMessage": False, "Duration": 1, "W": 5, "H": 5}, {}, {"FileName": "a.mp4"})),
        raw(11, "", Media=contact),
        raw(12, "", Media={"Geo": geo, "Title": "某店", "Address": "无此路 1 号", "Provider": "", "VenueID": "", "VenueType": ""}),
        raw(13, "", Media=poll),
        raw(14, "有按钮", ReplyMarkup=buttons),
        raw(15, "没有计数", Flags=0, Views=0),
        raw(16, "零次转发，有评论", Flags=COUNTED | COMMENTED, Replies=NO_REPLIES | {"Replies": 12}),
        raw(17, "不许转发", Noforwards=True),
    ]  # fmt: skip


def export(messages, number=1234567890):
    return json.dumps({"id": number, "messages": messages}, ensure_ascii=False, separators=(",", ":")).encode()


def shapes():
    """Every input, by the name of its folder."""
    few = [plain(number, f"第 {number} 条") for number in (9, 7, 6, 5)]
    whole = export(few)
    group = [raw(1, "群里的话", PeerID={"ChatID": 55}, FromID={"UserID": 100004}, Flags=0, Views=0)]
    return {
        "minimal": export([plain(9, file="名单.pdf"), plain(8, file="5426995065068319862.jpg"), plain(7)]),
        "oldest": export([plain(9, file="0"), plain(8, file="0")]),
        "content": export([plain(9, "有字", "名单.pdf"), plain(8, "只有字"), plain(7, "")]),
        "raw": export(raws()),
        "raw_group": export(group, 55),
        "raw_own_without_words": export([raw(1, Out=True, Noforwards=True)]),
        "empty": export([]),
        "indented": json.dumps(json.loads(whole), ensure_ascii=False, indent=2).encode(),
        "broken": whole.replace('"第 7 条"'.encode(), '第 7 条"'.encode()),
        "cut": whole[:-40],
        "stopped": whole[: whole.rindex(b',{"id"')],
        "no_number": whole.replace(b'"id":1234567890,', b""),
    }


if __name__ == "__main__":
    for name, data in shapes().items():
        folder = HERE / name
        folder.mkdir(exist_ok=True)
        (folder / "dump.json").write_bytes(data)
