"""Invented phone reports, one a shape, in folders beside this script: ``python tests/golden/ufed/make.py``.

The tree and the names of its fields are those of Cellebrite's report.xml as readers of it know them (FORMATS, UFEDLib,
IPED); no phone ever held any of this. Numbers begin with 100, which no authority issues. A second run gives the same bytes.
"""

from pathlib import Path

HERE = Path(__file__).parent
NAMESPACE = "http://pa.cellebrite.com/report/2.0"
TELEGRAM, WHATSAPP = "Telegram", "WhatsApp"


def cdata(words):
    return f"<![CDATA[{words}]]>" if words else ""


def field(name, words, kind="String"):
    value = f'<value type="{kind}">{cdata(words)}</value>' if words else "<empty />"
    return f'<field name="{name}" type="{kind}">{value}</field>'


def time(name, text, formatted=None, form="TimeStampKnown"):
    formatted = text[:19] + text[23:] if formatted is None else formatted
    attribute = f' formattedTimestamp="{formatted}"' if formatted else ""
    return f'<field name="{name}" type="TimeStamp"><value type="TimeStamp" format="{form}"{attribute}>{text}</value></field>'


def model(kind, number, *inside, state="Intact", **attributes):
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    body = "\n".join(inside)
    head = f'<model type="{kind}" id="{number}" deleted_state="{state}" decoding_confidence="High" isrelated="False"'
    return f'{head} source_index="1" extractionId="0"{more}>\n{body}\n</model>'


def one(name, kind, inside=""):
    return f'<modelField name="{name}" type="{kind}">{inside or "<empty />"}</modelField>'


def many(name, kind, *inside):
    if not inside:
        return f'<multiModelField name="{name}" type="{kind}" />'
    return f'<multiModelField name="{name}" type="{kind}">\n' + "\n".join(inside) + "\n</multiModelField>"


def party(identifier, name, owner=False, role="From"):
    return model(
        "Party", f"p-{identifier}", field("Identifier", identifier), field("Role", role, "PartyRole"), field("Name", name),
        field("IsPhoneOwner", str(owner), "Boolean"), state="Unknown",
    )  # fmt: skip


def label(words):
    return model("MessageLabel", f"l-{words}", field("Label", words, "Label"))


def message(
    number,
    body="",
    sender=("1001", "甲"),
    *more,
    app=TELEGRAM,
    chat="5005",
    state="Intact",
    at=None,
    owner=False,
    own_id=True,
):
    stamp = at if at is not None else time("TimeStamp", f"2024-05-01T12:{number:02}:00.250+08:00")
    return model(
        "InstantMessage", f"m-{app}-{number}", field("UserMapping", "Decoding"), field("Source", app),
        one("From", "Party", party(*sender, owner)), many("To", "Party"), field("Body", body),
        field("Identifier", f"{chat}:{number}" if own_id else ""), stamp, one("Attachment", "Attachment"), *more,
        field("Status", "Read", "MessageStatus"), field("SourceApplication", app), state=state,
    )  # fmt: skip


def attachment(number, name, mime, path="", title="", file_id=None, transcript=""):
    attributes = {"file_id": file_id} if file_id else {}
    return model(
        "Attachment", f"a-{number}", field("Filename", name), field("ContentType", mime), field("URL", "https://cdn.example.org/x"),
        field("Title", title), field("Transcript", transcript), field("attachment_extracted_path", path), **attributes,
    )  # fmt: skip


def chat(number, told, *messages, people=(), photos=1):
    parties = [party(identifier, name, owner, "General") for identifier, name, owner in people]
    pictures = [model("ContactPhoto", f"ph-{number}-{i}", field("Name", "")) for i in range(photos)]
    return model(
        "Chat", f"c-{number}", *(field(name, words) for name, words in told.items()),
        time("StartTime", "2024-05-01T12:01:00.250+08:00"), many("Participants", "Party", *parties),
        many("Photos", "ContactPhoto", *pictures), many("Messages", "InstantMessage", *messages),
    )  # fmt: skip


def file(number, path, local, **attributes):
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return (
        f'<file fs="data" path="{path}" size="10" id="{number}" extractionId="0" deleted="Intact"{more}><accessInfo>'
        f'<timestamp name="CreationTime" formattedTimestamp="2024-05-01T12:00:00+08:00">2024-05-01</timestamp></accessInfo>'
        f'<metadata section="File"><item name="Local Path">{cdata(local)}</item><item name="MD5">{cdata("0" * 32)}</item>'
        f'<item name="SHA256">{cdata("0" * 64)}</item><item name="Tags">{cdata("Image")}</item></metadata></file>'
    )


def report(*kinds, files=(), namespace=True, made="2024-06-01T09:00:00+08:00"):
    """A whole report; ``kinds`` are kind of data and its models."""
    space = f' xmlns="{NAMESPACE}"' if namespace else ""
    types = "\n".join(f'<modelType type="{kind}">\n' + "\n".join(models) + "\n</modelType>" for kind, *models in kinds)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!-- example -->\n'
        f'<project id="0" name="示例" reportVersion="5.1.0.0" containsGarbage="False" extractionType="Logical"{space}>\n'
        '<sourceExtractions><extractionInfo id="0" name="Logical" isCustom="False" type="Logical" /></sourceExtractions>\n'
        '<caseInformation><field name="Case number" isSystem="True" fieldType="CaseNumber">&lt;model&gt;</field></caseInformation>\n'
        f'<metadata section="Extraction Data"><item name="DeviceInfoExtractionEndDateTime" sourceExtraction="0">{made}</item>'
        '<item name="DeviceInfoSelectedManufacturer">示例</item></metadata>\n'
        f"<taggedFiles>{''.join(files)}</taggedFiles>\n<decodedData>\n{types}\n</decodedData>\n"
        '<extraInfos><extraInfo type="Model" id="m"><nodeInfo path="/a/db" name="msgstore" tableName="t" /></extraInfo></extraInfos>\n'
        "</project>\n"
    ).encode()


def reply(number):
    return model("ReplyMessageData", "r", field("Label", "Reply", "Label"), field("OriginalMessageID", number), one(
        "InstantMessage", "InstantMessage", message(90, "原来的话", ("1002", "乙"))))  # fmt: skip


CONTACT = model(
    "Contact", "ct", field("Name", "张三丰"), many("Entries", "ContactEntry",
    model("PhoneNumber", "n1", field("Category", "手机"), field("Value", "10012340001")),
    model("UserID", "n2", field("Value", "10012340001@s.example.net"))), field("Type", "Shared"),
)  # fmt: skip
PLACE = model("Coordinate", "co", field("Longitude", "100.25", "Double"), field("Latitude", "1.5", "Double"))
FORWARD = model(
    "ForwardedMessageData", "fw", field("Label", "Forwarded", "Label"), time("TimeCreated", "2024-04-01T00:00:00.000+00:00"),
    one("OriginalSender", "Party", party("1003", "丙")),
)  # fmt: skip
GROUP = {"Source": TELEGRAM, "Id": "5005", "Name": "示例群", "ChatType": "Group", "Account": "1000"}
TELEGRAMS = [
    message(1, "", ("System message", "System message"), many("ActivityLog", "ChatActivity", model(
        "ChatActivity", "ac", field("Action", "ParticipantJoined"))), many("MessageExtraData", "X", label("System"))),
    message(2, "张三丰 10012340001，住无此路 1 号"),
    message(3, "删掉的", state="Deleted"),
    message(4, "不知道删没删", state="Unknown"),
    message(5, "回答", ("1000", "机主"), many("MessageExtraData", "X", reply("5005:2"), label("Reply")), owner=True),
    message(6, "转来的", ("5005", "示例群"), many("MessageExtraData", "X", FORWARD)),
    message(7, "只知道是转的", ("1002", "乙"), many("MessageExtraData", "X", label("Forwarded"), label("Edited"))),
    message(8, "", ("1002", "乙"), many("Attachments", "Attachment", attachment(1, "名单.xlsx", "application/vnd.ms-excel", file_id="f1"),
            attachment(2, "IMG-20240501-WA0001.jpg", "image/jpeg", "files\\Image\\a.jpg"), attachment(3, "没导出.mp4", "video/mp4", file_id="f9"))),
    message(9, "", ("1002", "乙"), many("SharedContacts", "Contact", CONTACT)),
    message(10, "", ("1002", "乙"), one("Position", "Coordinate", PLACE), field("PositionAddress", "无此路 1 号")),
    message(11, "没有编号的", own_id=False),
    message(12, "钟上没有时区", at=time("TimeStamp", "2024-05-01T12:12:00.250", "2024-05-01T04:12:00+00:00", "TimeStampUnknownZone")),
    message(13, "哪里都没有时区", at=time("TimeStamp", "01/05/2024 12:13:00", "", "TimeStampUnknownZone")),
    message(14, "没有时间", at='<field name="TimeStamp" type="TimeStamp"><empty /></field>'),
    message(15, "新版的标签", ("1002", "乙"), '<multiField name="Labels" type="Label"><value type="Label">Forwarded</value></multiField>'),
]  # fmt: skip
INSIDE = message(31, "里面的话", ("1002@s.example.net", "乙"), many("Attachments", "Attachment", attachment(9, "b.pdf", "application/pdf", "files/b.pdf")),
                 app=WHATSAPP, chat="w")  # fmt: skip
WHATSAPPS = [
    message(20, "<b>不是标签</b> & ]] > 原样", ("1001@s.example.net", "甲"), app=WHATSAPP, chat="w"),
    message(21, "", ("1002@s.example.net", "乙"), many("Attachments", "Attachment", attachment(
        4, "PTT-20240501-WA0002.opus", "audio/ogg; codecs=opus", "files\\Audio\\c.opus", "Duration: 00:00:03", transcript="机器听写")), app=WHATSAPP, chat="w"),
    message(22, "", ("1002@s.example.net", "乙"), many("MessageExtraData", "X", label("Forwarded"), model(
        "QuotedMessageData", "q", field("Label", "Forwarded", "Label"), field("ReferenceId", "m-WhatsApp-31"))),
        many("EmbeddedInstantMessage", "InstantMessage", INSIDE), many("EmbeddedInstantMessage", "InstantMessage", INSIDE), app=WHATSAPP, chat="w"),
    message(23, "看这条", ("1001@s.example.net", "甲"), many("MessageExtraData", "X", model(
        "QuotedMessageData", "q2", field("OriginalMessageID", ""), field("ReferenceId", "m-WhatsApp-31"))),
        many("EmbeddedInstantMessage", "InstantMessage", INSIDE), app=WHATSAPP, chat="w"),
]  # fmt: skip
CALLS = [
    model("Call", f"call{i}", field("Duration", "1"), many("Parties", "Party", party("1001", "甲"))) for i in range(3)
]
FILES = [file("f1", "/data/名单.xlsx", "files\\Document\\名单.xlsx"), file("f2", "/data/a.jpg", "files\\Image\\a.jpg")]
PEOPLE = [("1000", "机主", True), ("1001", "甲", False), ("1002", "乙", False)]


def whole(**how):
    told = {"Source": WHATSAPP, "Id": "w@g.example.net", "Name": "另一个群"}
    return report(
        ("Call", *CALLS), ("Chat", chat(1, GROUP, *TELEGRAMS, people=PEOPLE), chat(2, told, *WHATSAPPS)), ("Contact", CONTACT),
        files=FILES, **how,
    )  # fmt: skip


def plain(count=5, told=GROUP):
    return report(("Chat", chat(1, told, *(message(n, f"第 {n} 条") for n in range(1, count + 1)))))


def id_last():
    data = plain(3).decode()
    head = field("Id", "5005")
    return (
        data.replace(head, "", 1).replace("\n</model>\n</modelType>", f"\n{head}\n</model>\n</modelType>", 1).encode()
    )


def shapes():
    """Every shape's bytes by the name of its folder."""
    five = plain()
    third, fourth = five.index("第 3 条".encode()), five.index("第 4 条".encode())
    start = five.rindex(b'<model type="InstantMessage"', 0, third)
    close = five.index(b"</model>\n<model", third)
    bare = chat(1, GROUP, *(message(n, f"第 {n} 条") for n in (1, 2))).encode()
    return {
        "whole": whole(),
        "no_namespace_one_line": whole(namespace=False).replace(b"\n", b""),
        "crlf_and_bom": b"\xef\xbb\xbf" + plain(2).replace(b"\n", b"\r\n"),
        "bare_chat": bare,
        "bare_chat_with_namespace": bare.replace(b"<model ", f'<model xmlns="{NAMESPACE}" '.encode(), 1),
        "bare_type": b'<modelType type="Chat">' + bare + b"</modelType>",
        "no_chat": report(("Call", *CALLS), ("Contact", CONTACT)),
        "no_chat_id": plain(2, {"Source": TELEGRAM, "Name": "没有编号的群"}),
        "id_after_messages": id_last(),
        "message_without_chat": report(("InstantMessage", message(
            1, "不在任何会话", ("1001", "甲"), field("ChatId", "7007")), message(2, "也不在"))),
        "repeated_ids": report(("Chat", chat(1, GROUP, message(1, "一"), message(1, "一", state="Deleted")))),
        "forbidden_characters": plain().replace("第 2".encode(), b"\x01\x1b 2")
        .replace("<![CDATA[第 3 条]]>".encode(), b"&#x1F;&#31; 3")
        .replace("第 4".encode(), b"&#x1F; 4"),
        "base64_value": plain(2).replace("<![CDATA[第 1 条]]>".encode(), b"56ysIDEg5p2h").replace(
            b'name="Body" type="String"><value type="String"', b'name="Body" type="String"><value type="String" format="Base64String"', 1),
        "lost_close_of_message": five[:close] + b"</mxdel>" + five[close + 8 :],
        "lost_open_of_message": five[:start] + b"<mxdel" + five[start + 6 :],
        "lost_open_of_chat": five.replace(b'<model type="Chat"', b'<mxdel type="Chat"'),
        "lost_close_of_chat": whole().replace(b'<model type="Chat" id="c-2"', b'<mxdel type="Chat" id="c-2"'),
        "wrong_tag_in_message": five[:third] + five[third:].replace(b"</field>", b"</fiend>", 1),
        "invalid_utf8": five.replace("第 3".encode(), b"\xff\xfe 3"),
        "unknown_entity": five.replace("<![CDATA[第 3 条]]>".encode(), b"&secret;"),
        "cut_in_message": five[: fourth + 9],
        "cut_after_message": five[: close + 8],
        "deep_models": five.replace("<![CDATA[第 3 条]]>".encode(), b'x</value></field><modelField name="From">' + b'<model type="A">' * 99),
    }  # fmt: skip


if __name__ == "__main__":
    for name, data in shapes().items():
        (HERE / name).mkdir(exist_ok=True)
        (HERE / name / "report.xml").write_bytes(data)
