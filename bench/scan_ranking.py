"""Where a scan puts 20 channels that expose people, among 950 ordinary ones and 30 that only look like such.

Usage: ``./docket bench scan_ranking [--channels 1000] [--seed 1] [--keep FOLDER]``. The channels are invented here, from the guide of labelling (corpus/GUIDE.md): whoever wrote them did not
look at the words that detection knows, but knew how the score is made. Aim: the exposing ones within the first 22, the others below the last of them. Persons: those of the rehearsal.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

from doxdocket.rehearsal import people

Says = Callable[[Random], str]
JOBS = ("外卖站长", "美甲店老板", "驾校教练", "高二学生", "药店收银", "幼师", "健身教练", "装修工头")
PLOTS = ("不回消息", "退款拖了三周", "在群里阴阳怪气", "举报别人", "抄袭画稿", "放鸽子", "挂人不成反咬一口")


def who(rng: Random) -> dict[str, str]:
    """One invented person, by kind."""
    one = people.person(rng, rng.randrange(10**6))
    told = {kind: one.one(kind).plain for kind in ("name", "id_number", "phone_number", "home_address")}
    return {**told, "qq": str(rng.randrange(10**7, 10**9)), "job": rng.choice(JOBS), "plot": rng.choice(PLOTS)}


def full(rng: Random) -> str:
    """A dossier with labels, in one of several orders."""
    p = who(rng)
    rows = [f"{rng.choice(('姓名', '真名', '人名'))}：{p['name']}", f"{rng.choice(('身份证', '证件号', 'sfz'))}：{p['id_number']}", f"{rng.choice(('电话', '手机', '号码'))}：{p['phone_number']}",
            f"{rng.choice(('住址', '家庭地址', '户籍'))}：{p['home_address']}", f"QQ：{p['qq']}"]  # fmt: skip
    rows = rng.sample(rows, rng.randint(4, 5))
    return (
        rng.choice(("", "今日份\n", f"因为{p['plot']}\n", "投稿\n"))
        + "\n".join(rows)
        + rng.choice(("", "\n大家去问候一下", "\n自己看着办", "\n转疯"))
    )


def prose(rng: Random) -> str:
    p = who(rng)
    return rng.choice((
        f"{p['plot']}的那位叫{p['name']}，做{p['job']}的，家住{p['home_address']}，手机{p['phone_number']}，有空的都打过去让他别睡",
        f"给你们说清楚，{p['name']}，{p['id_number']}，现在人在{p['home_address']}，电话 {p['phone_number']}，这种贱人不值得同情",
        f"扒出来了 {p['name']} {p['phone_number']} {p['id_number'][:6]}开头的证，全号{p['id_number']}，住{p['home_address'][-12:]}",
    ))  # fmt: skip


def hidden(rng: Random) -> str:
    p = who(rng)
    return f"{p['name'][0]}某 真名{p['name']} 手机{p['phone_number'][:3]}****{p['phone_number'][-4:]} 身份证{p['id_number'][:10]}****{p['id_number'][-4:]} {p['home_address']} QQ{p['qq']} 想看全的私"


def abuse(rng: Random) -> str:
    return rng.choice(
        (
            "这种垃圾活着浪费粮食",
            "昨天那个还敢出来说话，继续打爆他电话",
            "谁去他家门口送个花圈，报销车费",
            "再嘴硬就把你爸妈的也放出来",
            "截图发过来一张给十块",
            "别装死，晚上十点前不道歉接着发",
        )
    )


def sells(rng: Random) -> str:
    return rng.choice(
        (
            "接单 查档 一手价 户籍180 开房400 先看样再付",
            "代查名下手机号、住址、流水，老客九折 @" + f"cha_{rng.randrange(100, 999)}",
            "三网机主 80 一条，猎魔五分钟出",
        )
    )


TALK = (
    "今天的{a}比昨天便宜两块", "{b}更新到第{n}章了，作者说周末加更", "有人一起拼{a}吗，还差{n}件", "求推荐{c}的{a}，预算{n}00", "下午两点{c}有讲座，自带水杯", "{b}这一版把快捷键全改了，习惯不了", "晚上吃{a}，配{a2}",
    "抽奖结果：第{n}楼、第{m}楼，请私信领取", "大盘又绿了，{n}点守不住", "{c}停水通知：明天8点到{n}点", "字幕组招翻译，会{b}的来", "路由器刷{b}固件教程见置顶", "{c}地铁{n}号线末班车延后半小时", "出闲置{a}，九成新，{n}0元包邮，联系 @mai_{m}",
    "客服热线 400-810-{n}{m}{n}，工作时间9点到18点", "版规第{n}条：禁止发布他人个人信息", "订单{n}{m}{n}{m}{n}{m}已发货", "{b}的存档坏了怎么办", "周{n}的球票转让，看台区", "刚跑完{n}公里，{c}风好大", "菜谱：{a}焯水，加{a2}，小火{n}分钟",
    "代购{a}，满{n}00减{m}0，截单到周五", "有没有人懂{b}，报错{n}{m}{n}", "租房：{c}两室一厅，月租{n}{m}00，押一付三，中介勿扰，电话{p}", "考研群资料在网盘，提取码 {n}a{m}b", "老板说年终奖要{n}月发", "快递{n}0一条的刷单都是骗子，别信",
)  # fmt: skip
POOLS = {
    "a": ("排骨", "耳机", "键盘", "芒果", "羽绒服", "咖啡豆", "猫粮", "酸菜", "折叠椅"),
    "b": ("星轨列车", "绿洲日记", "Rust", "剪映", "半山文学", "Debian", "围棋谱"),
    "c": ("城南", "滨河路口", "二号食堂", "体育馆", "软件园", "老街"),
}


def talk(rng: Random) -> str:
    words = {key: rng.choice(POOLS[key[0]]) for key in ("a", "a2", "b", "c")}
    text = " ".join(
        rng.choice(TALK).format(**words, n=rng.randint(1, 9), m=rng.randint(1, 9), p=people.phone_number(rng))
        for _ in range(rng.randint(1, 3))
    )
    return text + rng.choice(("", "", "👍", "。", "！！", " 😂"))


def lost(rng: Random) -> str:
    p = who(rng)
    return f"失物招领：在{rng.choice(POOLS['c'])}捡到{rng.choice(('身份证', '校园卡', '钱包'))}一张，{p['name']}，证号尾号{p['id_number'][-4:]}，失主请联系服务台 {p['phone_number']}"


def hires(rng: Random) -> str:
    p = who(rng)
    return f"招聘{p['job']}两名，月薪{rng.randint(4, 12)}千，包住，联系人{p['name'][0]}经理 {p['phone_number']}，地址{p['home_address'][:14]}，简历投 hr{rng.randrange(99)}@example.com"


def parcels(rng: Random) -> str:
    p = who(rng)
    return f"{rng.choice(POOLS['c'])}站点 取件码{rng.randint(1, 9)}-{rng.randint(1, 9)}-{rng.randrange(1000, 9999)} {p['name']} {p['phone_number'][:3]}****{p['phone_number'][-4:]} 请今天取走"


def bulletin(rng: Random) -> str:
    p = who(rng)
    return f"警情通报：{rng.randint(1, 12)}月{rng.randint(1, 28)}日，我局抓获嫌疑人{p['name'][0]}某某（{rng.choice('男女')}，{rng.randint(20, 60)}岁），案件正在办理，提供线索请拨打 {people.phone_number(rng)}"


def roster(rng: Random) -> str:
    return f"第{rng.randint(1, 9)}组值班：" + "、".join(
        f"{q['name']} {q['phone_number'][-4:]}" for q in (who(rng) for _ in range(rng.randint(3, 6)))
    )


EXPOSING = (
    (full, 0.4, abuse, 0.3),
    (prose, 0.35, abuse, 0.3),
    (hidden, 0.35, sells, 0.2),
    (full, 0.12, abuse, 0.4),
    (prose, 0.15, sells, 0.25),
)
"""What a channel that exposes people posts, and in what share of its posts; the rest is talk."""
FIRST = 1_850_000_000
"""The number of the first channel."""
DECOYS = (lost, hires, parcels, bulletin, roster)


def channels(n: int, rng: Random) -> dict[int, tuple[str, list[str]]]:
    """By number what each channel is and its posts."""
    sorts = ["exposing"] * 20 + ["decoy"] * 30 + ["ordinary"] * (n - 50)
    rng.shuffle(sorts)
    made: dict[int, tuple[str, list[str]]] = {}
    for at, sort in enumerate(sorts):
        posts, count = [], rng.randint(25, 90)
        shape, decoy = EXPOSING[at % len(EXPOSING)], DECOYS[at % len(DECOYS)]
        for _ in range(count):
            x, says = rng.random(), talk
            if sort == "exposing":
                says = shape[0] if x < shape[1] else shape[2] if x < shape[1] + shape[3] else talk
            elif sort == "decoy" and x < 0.7:
                says = decoy
            posts.append(says(rng))
        named = f" {shape[0].__name__}" if sort == "exposing" else f" {decoy.__name__}" if sort == "decoy" else ""
        made[at] = sort + named, posts
    return made


def main() -> None:
    """Make them, scan them, say where each is."""
    asked = argparse.ArgumentParser(prog="bench scan_ranking")
    asked.add_argument("--channels", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--keep", type=Path)
    given = asked.parse_args()
    made = channels(given.channels, Random(given.seed))
    with tempfile.TemporaryDirectory() as home:
        folder = given.keep or Path(home)
        for at, (_, posts) in made.items():
            place = folder / "in" / f"{at:04}" / "result.json"
            place.parent.mkdir(parents=True, exist_ok=True)
            told = [
                {
                    "id": n,
                    "type": "message",
                    "date": "2023-11-15T06:13:20",
                    "date_unixtime": str(1_700_000_000 + n * 600),
                    "from": f"频道{at}",
                    "text": text,
                }
                for n, text in enumerate(posts, 1)
            ]
            place.write_text(
                json.dumps(
                    {"name": f"频道{at}", "type": "public_channel", "id": FIRST + at, "messages": told},
                    ensure_ascii=False,
                ),
                encoding="utf-8",
            )
        before = os.times()
        done = subprocess.run(
            [sys.executable, "-m", "doxdocket", "scan", str(folder / "in"), "--to", str(folder / "scan"), "--json"],
            capture_output=True,
            text=True,
            check=True,
        )
        after = os.times()
    rows = json.loads(done.stdout)["channels"]
    order = [(made[int(row["channel"].rpartition(":")[2]) - FIRST][0], row) for row in rows]
    total = sum(len(posts) for _, posts in made.values())
    print(
        f"{len(rows)} channels, {total:,} posts: {after.children_user + after.children_system - before.children_user - before.children_system:.0f} CPU s"
    )
    within = sum(told.startswith("exposing") for told, _ in order[:22])
    print(
        f"exposing in the first 22: {within} of 20; last of them at {max(row['place'] for told, row in order if told.startswith('exposing'))}; first decoy at {min(row['place'] for told, row in order if told.startswith('decoy'))}"
    )
    for told, row in order[:40]:
        print(
            f"{row['place']:3} {row['score']:5} {told:18} posts {row['posts']:3} dossiers {row['dossiers']:3} profiles {row['profiles']:3} "
            + ", ".join(
                f"{name} {part['points']} ({part['posts']})" for name, part in row["parts"].items() if part["points"]
            )
        )


if __name__ == "__main__":
    main()
