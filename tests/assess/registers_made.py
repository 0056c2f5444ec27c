"""Random small cases and random registers over them: what a team might have entered, whole or in part, rightly or not.

Channels with two captures (edits, deletions between), a group, statements of two accounts; every fact that a person may leave out is left out now
and then. Same number, same case. Numbers of persons are invented (births of the nineteenth century).
"""

import json
from datetime import UTC, date, datetime, timedelta

CHANNELS = ("telegram:channel:1850701", "telegram:channel:1850702", "telegram:supergroup:1850703")
SIGNED = {CHANNELS[0]: ("灯下", "小乙"), CHANNELS[1]: ("阿乐", "小柒", "小乙")}
USERS = {7101: "灯下", 7102: "阿乐", 7103: "小柒", 7104: "小乙", 7105: "夜猫", 7201: "路过", 7202: "夜猫"}
FIRST, LAST = date(2023, 7, 5), date(2024, 3, 9)
_NAMES = (
    "柳霈箬",
    "祝骅翯",
    "岑珩澹",
    "戚翃濛",
    "汤珣昉",
    "殷竑頔",
    "罗岫旻",
    "毕旸晗",
    "郝翀婳",
    "邬姮嫣",
    "安婧绮",
    "乐绫霁",
)
_AREAS = {
    "330106": "浙江省杭州市西湖区织云渡路",
    "420102": "湖北省武汉市江岸区栖鹭路",
    "510105": "四川省成都市青羊区澹烟街",
}
_TALK = ("哈哈哈", "今天好冷", "早点睡吧", "求后续", "有没有新的")
_ACTS = (
    "家人们都给他打电话，打到关机为止", "这种货色也配做人，垃圾东西", "再不出来就到他家门口堵他，弄死他全家", "打一通录音20元，做的私我",
    "接单价目：户籍30元一份，开房记录220元，先款后查", "昨天任务结算：夜猫5条，共100元，已发。", "挂他没别的，图一乐", "推荐一个好去处：@dengxia_da",
)  # fmt: skip
_BILL = """微信支付账单明细,,,,,,,,,,
微信昵称：[某],,,,,,,,,,
起始时间：[2023-07-01 00:00:00] 终止时间：[2024-03-31 23:59:59],,,,,,,,,,
----------------------微信支付账单明细列表--------------------,,,,,,,,,,
交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注
"""
FACTS = {
    "1168": ("acted_together",), "1169-1": ("instigated_or_helped",), "1169-2": ("instigated_or_helped", "actor_lacks_capacity"),
    "1170": ("endangering_acts", "wrongdoer_known"), "1171": ("separate_acts", "each_sufficient"), "1172": ("separate_acts", "same_damage"),
}  # fmt: skip


def number(body):
    """Seventeen digits and their check digit (GB 11643)."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def people(chance):
    """Texts that expose a person, in a manner each; children by a school."""
    told = []
    for n, name in enumerate(chance.sample(_NAMES, chance.randint(3, 8))):
        area, street = chance.choice(sorted(_AREAS.items()))
        own = number(
            f"{area}18{chance.randint(60, 99)}0{chance.randint(1, 9)}1{chance.randint(0, 9)}{chance.randint(100, 999)}"
        )
        phone, home = (
            f"1390000{1000 + 37 * n:04d}",
            f"{street}{chance.randint(3, 188)}号{chance.randint(1, 9)}幢{chance.randint(101, 909)}室",
        )
        told.append((
            f"姓名：{name}\n身份证：{own}\n手机：{phone}\n住址：{home}", f"【{name}】身份证号{own}，电话{phone}", f"就是这个{name}，住在{home}，手机号{phone}",
            f"姓名：{name}\n学校：栖鹭实验小学五年级2班\n家长电话：{phone}\n住址：{home}", f"{name} {phone}",
        ))  # fmt: skip
    return told


def day(chance, first=FIRST, last=LAST):
    return first + timedelta(days=chance.randint(0, (last - first).days))


def captures(chance, folder):
    """Two captures of every channel below ``folder``; the posts as the later one has them, by channel."""
    told, posts = people(chance), {}
    for n, channel in enumerate(CHANNELS):
        found = []
        for _ in range(chance.randint(5, 12)):
            what = chance.choice(told)
            text = chance.choice(
                (
                    what[0],
                    chance.choice(what),
                    chance.choice(_ACTS),
                    chance.choice(what) + "\n" + chance.choice(_ACTS),
                    chance.choice(_TALK),
                )
            )
            who = chance.choice(sorted(USERS)) if n == 2 else chance.choice((*SIGNED[channel], None))
            found.append(
                (day(chance), chance.randint(0, 1439), text, who, chance.choice((None, chance.randint(40, 9000))))
            )
        found.sort(key=lambda one: one[:2])
        posts[channel] = found
    for take, name in enumerate(("first", "second")):
        for n, channel in enumerate(CHANNELS):
            out = []
            for no, (on, minute, text, who, views) in enumerate(posts[channel], 2):
                at = datetime(on.year, on.month, on.day, tzinfo=UTC) + timedelta(minutes=minute)
                fate = chance.random() if take else 1
                if fate < 0.1:
                    continue
                edited = fate < 0.25
                now = chance.choice(("已打码", text.replace("30元", "50元"), chance.choice(_ACTS))) if edited else text
                out.append({
                    "_": "Message", "id": no, "peer_id": {"_": "PeerChannel", "channel_id": int(channel.split(":")[2])}, "date": at.isoformat(), "message": now, "out": False,
                    "post": n < 2, "from_id": {"_": "PeerUser", "user_id": who} if n == 2 else None, "fwd_from": None, "reply_to": None, "media": None, "entities": [],
                    "views": views, "forwards": None, "edit_date": "2024-04-01T04:00:00+00:00" if edited else None, "post_author": who if n < 2 else None, "grouped_id": None,
                })  # fmt: skip
            chat = {
                "_": "Channel",
                "id": int(channel.split(":")[2]),
                "title": f"乐子{n}",
                "username": f"lezi_{n}",
                "participants_count": 900 + n + take,
                "broadcast": n < 2,
                "megagroup": n == 2,
                "date": "2023-07-01T00:00:00+00:00",
            }
            users = [{"_": "User", "id": u, "first_name": name_} for u, name_ in USERS.items()] if n == 2 else []
            path = folder / name / f"ch_{n}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(
                json.dumps(
                    {
                        "_": "messages.ChannelMessages",
                        "count": len(out),
                        "messages": out[::-1],
                        "chats": [chat],
                        "users": users,
                    },
                    ensure_ascii=False,
                ),
                "utf-8",
            )
    return posts


def bills(chance, folder):
    """Statements of D1 and D2: what strangers paid, what went between them, what went back; the rows as direction and sum."""
    rows = {}
    for n in (1, 2):
        lines, rows[n] = [], []
        for no in range(chance.randint(3, 7)):
            side, money, other = (
                chance.choice(("收入", "收入", "支出")),
                chance.choice((30, 88, 100, 220, 300)),
                chance.choice(("小白", "阿木", "妈妈", "对方甲")),
            )
            lines.append(
                f"{day(chance)} 10:0{no}:00,转账,{other},/,{side},¥{money}.00,零钱,{'已存入零钱' if side == '收入' else '支付成功'},{n}000{no},{n}9{no},/\n"
            )
            rows[n].append((side, money))
        (folder / f"wx_{n}.csv").write_text(_BILL + "".join(lines), "utf-8")
    return rows


def register(chance, rows, *, files, persons):
    """Entries as ``register add`` takes them; ``files``: numbers of the two statements; ``persons``: codes of the run."""
    own = ("D1", "D2", "D3", "D4")[: chance.randint(2, 4)]
    maybe = lambda value, odds=0.6: value if chance.random() < odds else None  # noqa: E731
    out = []

    def enter(form, id_, /, **fields):
        out.append({"form": form, "id": id_} | {k: v for k, v in fields.items() if v is not None})

    def span():
        first, last = sorted((day(chance), day(chance)))
        return {"since": maybe(str(first)), "until": maybe(str(last))}

    for n, who in enumerate(own, 1):
        born = chance.choice(("1999-05-02", "2007-12-20", "2007-12", "2009-11-20", "2006-01-01", "2016-03-01", None))
        sued = maybe(chance.choice(("2024-06-10", "2025-03-10")))
        enter(
            "defendant",
            who,
            name=f"岑霈{n}",
            born=born,
            sued=sued,
            called=maybe(chance.choice(("civil", "civil", "not_civil"))),
            own_labour=maybe(chance.random() < 0.3, 0.4),
        )
        user, signed = (
            7100 + n,
            [{"channel": c, "text": USERS[7100 + n]} for c in SIGNED if USERS[7100 + n] in SIGNED[c]],
        )
        enter(
            "actor",
            f"A{n}",
            accounts=maybe([f"user{user}"], 0.7) or ([] if signed else [f"user{user}"]),
            signatures=signed or None,
        )
        if chance.random() < 0.85:
            enter(
                "attribution",
                f"AT{n}",
                actor=f"A{n}",
                defendant=who,
                grade=chance.choice(("proven", "proven", "supported", "claimed", "denied")),
                grounds=["device"],
                reason="手机内登录",
            )
        for m, channel in enumerate(chance.sample(CHANNELS, chance.randint(0, 2))):
            enter(
                "role",
                f"R{n}-{m}",
                actor=f"A{n}",
                channel=channel,
                role=chance.choice(("creator", "owner", "admin", "poster", "other")),
                **span(),
            )
        if born and born > "2005":
            for m in range(chance.randint(0, 2)):
                over = maybe(chance.choice(("dead", "court")), 0.3)
                ended = {"ended": over, "until": str(day(chance))} if over else {"until": maybe(str(day(chance)), 0.15)}
                enter(
                    "guardian",
                    f"G{n}-{m}",
                    ward=who,
                    name=f"岑竑{n}{m}",
                    relation=("father", "mother")[m],
                    lives_with=maybe(chance.random() < 0.7),
                    **ended,
                )
        if chance.random() < 0.4:
            kind, stage = chance.choice(
                (
                    ("criminal", "convicted"),
                    ("criminal", "not_liable"),
                    ("administrative", "punished"),
                    ("criminal", "investigated"),
                )
            )
            enter(
                "sanction",
                f"X{n}",
                defendant=who,
                kind=kind,
                stage=stage,
                fine=maybe("500") if stage in {"convicted", "punished"} else None,
                confiscated=maybe("100") if stage == "convicted" else None,
                day=maybe("2024-12-20"),
            )
    if chance.random() < 0.3:
        enter("actor", "A9", accounts=["user7202"])
        enter(
            "attribution",
            "AT9",
            actor="A9",
            defendant=chance.choice(own),
            grade=chance.choice(("denied", "claimed")),
            grounds=["signature"],
            reason="显示名相同",
        )
    for n in range(chance.randint(0, 3)):
        basis, members = (
            chance.choice(sorted(FACTS)),
            sorted(chance.sample(own, chance.randint(1 if len(own) < 3 else 2, len(own)))),
        )
        leads = None
        if basis.startswith("1169"):
            leads = [chance.choice(own)]
            members = [one for one in members if one not in leads] or [one for one in own if one not in leads][:1]
        elif len(members) < 2:
            members = list(own[:2])
        enter("joint", f"J{n}", basis=basis, members=members, instigators=leads, channels=maybe(chance.sample(CHANNELS, chance.randint(1, 2)), 0.8),
              facts=maybe({name: maybe(chance.random() < 0.8, 0.8) for name in FACTS[basis]}, 0.8), reason="共同管理", **span())  # fmt: skip
    for n in (1, 2):
        if chance.random() < 0.7 and f"D{n}" in own:
            enter(
                "statement",
                f"S{n}",
                file=f"file:{files[n - 1]}",
                kind="payment",
                preset="wechat_pay",
                defendant=f"D{n}",
            )
            for no, (side, money) in enumerate(rows[n], 6):
                if side == "收入" and chance.random() < 0.6:
                    enter(
                        "receipt",
                        f"G{n}{no}",
                        stage=chance.choice(("proven", "proven", "paid", "unrelated")),
                        amount=f"{money}.00",
                        defendant=f"D{n}",
                        transactions=[f"S{n}#{no}"],
                        evidence=maybe(["卷二第21页"], 0.2),
                    )
                elif side == "支出" and chance.random() < 0.3:
                    enter(
                        "receipt",
                        f"G{n}{no}",
                        stage="refunded",
                        amount=f"{money}.00",
                        defendant=f"D{n}",
                        transactions=[f"S{n}#{no}"],
                    )
    for n in range(chance.randint(0, 3)):
        joint = chance.random() < 0.25
        who = sorted(chance.sample(own, 2)) if joint else None
        enter("receipt", f"P{n}", stage=chance.choice(("paid", "proven", "agreed", "offered")), amount=str(chance.choice((30, 100, 300, 2000))), defendant=None if joint else maybe(chance.choice(own), 0.85),
              joint=who, shares=maybe(dict.fromkeys(who, "1/2"), 0.5) if joint else None, evidence=maybe(["卷二第22页"], 0.5), day=maybe(str(day(chance))))  # fmt: skip
    if chance.random() < 0.4:
        enter(
            "cost",
            "C1",
            amount="20.00",
            what="购买积分",
            defendant=chance.choice(own),
            evidence=maybe(["卷二第5页"], 0.5),
        )
    for n in range(chance.randint(0, 2)):
        on = day(chance)
        enter(
            "harm",
            f"H{n}",
            kind=chance.choice(("calls", "moved", "health", "other")),
            person=chance.choice(persons) if persons else None,
            day=maybe(str(on)),
            times=maybe(chance.randint(1, 40)),
            says="连续来电",
        )
    for name in ("damage", "fault"):
        if chance.random() < 0.3:
            enter("fact", name, value=True, reason="陈述")
    if chance.random() < 0.4:
        enter("determinable", "DG", what="gain", answer=chance.choice(("partly", "not")), reason="只有小部分可以证明")
    if chance.random() < 0.5:
        enter(
            "claim",
            "K1",
            text="赔礼道歉",
            kind="apologise",
            against=sorted(chance.sample(own, chance.randint(1, len(own)))),
            stated="2025-03-10",
        )
        enter("claim", "K2", text="连带赔偿", kind="damages", amount="80000", against=list(own), stated="2025-03-10")
    for state, at in (("S0", "2024-04-10"), ("S1", "2024-06-03"), ("S3", "2024-06-10"), ("S7", "2025-03-10")):
        if chance.random() < 0.7:
            enter("event", f"e-{state}", state=state, at=at)
    return out
