r"""WeChat messages as WeChatMsg (留痕, MemoTrace) and its kin write them to CSV.

Source: LC044/WeChatMsg ``app/DataBase/exporter_csv.py`` at 117f811d13a4 (of two people's chats it writes nine cells under
twelve names), third-party code that reads the headers of 0.2.6, 0.2.7 and of the later exports with Chinese names; no
public sample exists, so this form was never seen whole. What follows from that: ``TalkerId`` is as a rule a number of the
database it came from, so a chat is named by file and number and joins no other capture by itself; a post is named by
``localId`` and time, since one file may hold several databases; ``Sender`` is taken as the writer of what others sent, and
the phone's owner is ``self@`` and the file.
``StrTime`` is a clock without a zone and gives no moment; ``CreateTime`` is UTC. The later exports have the clock alone.
Leaves out: the parts of XML messages (the XML stands in the text as it is), who is who in a group beyond ``Sender``.

>>> bid = recognise("\ufeff消息ID,类型,发送人,时间,内容,备注,昵称,更多信息\n".encode(), "x.csv")
>>> bid.confidence, recognise(b"localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime\n", "").form
(95, 'wechat_csv')
"""

from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO, Final

from doxdocket.parse.form import Bid, Form, Parsed, Stated
from doxdocket.parse.rows import Rows
from doxdocket.parse.table.fixed import Cell, Fixed, header, seconds
from doxdocket.parse.table.lines import Bad, Row
from doxdocket.words import zh_en

__all__ = ["FORM", "parse", "recognise"]

_ID = "wechat_csv"
_OLD: Final = ("localId", "TalkerId", "Type", "SubType", "IsSender", "CreateTime")
_NAMED: Final = ["Remark", "NickName", "Sender"]
_LATER: Final = ("消息ID", "类型", "发送人", "时间", "内容")
#: What a message of a type is: kind of its file, or a service message. By number and by later exports' words.
_KINDS: Final = {
    "3": "photo", "图片": "photo", "34": "voice_message", "语音": "voice_message", "43": "video_file", "视频": "video_file",
    "47": "sticker", "动画表情": "sticker", "表情包": "sticker", "文件": "document",
}  # fmt: skip
_SERVICE: Final = frozenset({"10000", "10002", "系统消息", "撤回消息", "拍一拍"})


def recognise(head: bytes, _name: str) -> Bid | None:
    """Bid by the names of the columns."""
    names = tuple(header(head, ","))
    if names[:6] == _OLD and "StrContent" in names:
        return Bid(_ID, 95, *zh_en("wechat_csv.its_columns_are_those_of"))
    if names[:5] == _LATER:
        return Bid(_ID, 95, *zh_en("wechat_csv.its_columns_are_those_of_memotrace"))
    return None


def parse(stream: BinaryIO, source_sha256: str, _stated: Stated, /) -> Iterator[Parsed]:
    """Read one table. Rows of 0.2.6 have a cell more than its header names, those of two people's chats three less."""
    table = Fixed(stream, source_sha256, ",", spare=1)
    body = table.body
    body.short = len(_NAMED) if body.names[-len(_NAMED) :] == _NAMED else 0
    later = "StrContent" not in body.names
    yield from table.posts(partial(_later if later else _old, table), body)
    if later:
        table.rows.warn("notice", "zone_unknown", 0, body.end)
    yield from table.finished()


def _old(table: Fixed, row: Row, cell: Cell) -> None:
    rows, remarks = table.rows, table.remarks
    talker, local = cell("TalkerId").strip(), cell("localId").strip()
    if not talker or not local or len(talker) > 256:
        remarks.bad(Bad("row_without_channel" if local else "row_without_id", *row[1:]))
        return
    moment = seconds(cell("CreateTime"))
    table.clocks.add(cell("StrTime").strip(), moment)
    if moment is None:
        remarks.doubt("time_unread", row.number)
    own = cell("IsSender").strip() == "1"
    kind = cell("Type").strip()
    rows.post(
        f"wechat:talker:{rows.capture()}-{talker}" if talker.isdigit() else f"wechat:chat:{talker}",
        f"{local}-{cell('CreateTime').strip()}", byte_start=row.start, byte_end=row.end, text=cell("StrContent"),
        date=moment, date_local=cell("StrTime").strip() or None,
        from_id=_owner(rows) if own else cell("Sender").strip() or None,
        from_name=None if own else cell("Remark").strip() or cell("NickName").strip() or None, **_typed(kind),
    )  # fmt: skip


def _later(table: Fixed, row: Row, cell: Cell) -> None:
    rows, remarks = table.rows, table.remarks
    if not cell("消息ID").strip():
        remarks.bad(Bad("row_without_id", *row[1:]))
        return
    sender = cell("发送人").strip()
    rows.post(
        f"wechat:unkeyed:{rows.capture()}", cell("消息ID").strip(), byte_start=row.start, byte_end=row.end,
        text=cell("内容"), date_local=cell("时间").strip() or None, from_id=_owner(rows) if sender == "我" else None,
        from_name=sender or None, **_typed(cell("类型").strip()),
    )  # fmt: skip


def _owner(rows: Rows) -> str:
    """The account whose messages were exported: which one, no table says."""
    return f"self@{rows.capture()}"


def _typed(kind: str) -> dict[str, Any]:
    """What follows from a message's type."""
    if kind in _SERVICE:
        return {"type": "service", "action": "system"}
    if what := _KINDS.get(kind):
        return {"media": [{"path": None, "name": None, "mime": None, "kind": what, "status": "not_included"}]}
    return {}


FORM = Form(_ID, *zh_en("wechat_csv.wechat_messages_wechatmsg_csv"), recognise, parse)
