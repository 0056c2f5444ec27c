"""Invented WeChat tables, one a shape, in folders beside this script: ``python tests/golden/wechat_csv/make.py``.

Headers are those that third-party code reads; nothing in the tables was ever sent. A second run gives the same bytes (a
test looks).
"""

from pathlib import Path

HERE = Path(__file__).parent
OLD = "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime"
SEVEN = OLD + ",Remark,NickName,Sender"
LATER = "消息ID,类型,发送人,时间,内容,备注,昵称,更多信息"


def table(head, *rows, end="\r\n"):
    return "".join(row + end for row in (head, *rows)).encode()


def shapes():
    seven = [
        "12245,3,1,0,0,1700000000,,在吗,2023-11-15 06:13:20,老张,三丰,wxid_example1",
        "12246,3,1,0,1,1700000060,,在,2023-11-15 06:14:20,老张,三丰,wxid_example1",
        '12247,217,1,0,0,1700000120,,"群里说, 有逗号",2023-11-15 06:15:20,,四光,wxid_example2',
        "12248,217,3,0,0,1700000180,,[图片],2023-11-15 06:16:20,,四光,wxid_example2",
        '12249,217,49,57,0,1700000240,,"<msg><appmsg><title>引用</title></appmsg></msg>",2023-11-15 06:17:20,,四光,wxid_example2',
        "12250,217,10000,0,0,1700000300,,四光邀请三丰加入了群聊,2023-11-15 06:18:20,,,",
        "1,3,1,0,0,1700009999,,另一个库的同号,2023-11-15 08:59:59,老张,三丰,wxid_example1",
        "1,3,1,0,0,1700000360,,同号,2023-11-15 06:39:20,老张,三丰,wxid_example1",
        "12251,12345@chatroom,1,0,0,soon,,时间坏,x,,四光,wxid_example2",
        "12252,,1,0,0,1700000420,,没有会话,2023-11-15 06:20:20,,,",
        ",3,1,0,0,1700000420,,没有编号,2023-11-15 06:20:20,,,",
        "12253,3,1,0,0",
    ]
    six = [
        "12245,3,1,0,1,1528935478,,如果有帮助,2018-06-14 08:17:58,1234567890987654",
        "12246,3,1,0,1,1572875478,,好,2019-11-04 21:51:18,123987654987654,多一格",
    ]
    two = [
        "12245,3,1,0,0,1700000000,,在吗,2023-11-15 06:13:20",
        '12246,3,1,0,1,1700000060,,"在,\n怎么",2023-11-15 06:14:20',
        "12247,3,1,0,0,1700000120",
    ]
    later = [
        "1,文本,某某,2024-02-01 10:00:00,在吗,某某,某某,more",
        "2,图片,我,2024-02-01 10:01:00,图,我,我,more",
        "3,系统消息,,2024-02-01 10:02:00,某某撤回了一条消息,,,",
        ",文本,某某,2024-02-01 10:03:00,没有编号,某某,某某,more",
    ]
    return {
        "of_0_2_7": table(SEVEN, *seven),
        "of_0_2_6": table(OLD, *six, end="\n"),
        "two_people": b"\xef\xbb\xbf" + table(SEVEN, *two),
        "cut": table(SEVEN, *two)[:-20],
        "later": b"\xef\xbb\xbf" + table(LATER, *later),
    }


if __name__ == "__main__":
    for folder, data in shapes().items():
        (HERE / folder).mkdir(exist_ok=True)
        (HERE / folder / "messages.csv").write_bytes(data)
