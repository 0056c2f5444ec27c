"""What posters do beside publishing data: insults, threats, calls to harass, paid tasks, offers, adverts, motives.

All sentences are invented. The open ones may be looked at by whoever writes a detector; the held ones are the test.
Each bank is a list of templates; ``{ta}`` is 他 or 她, ``{price}`` and ``{price2}`` are sums asked or promised, ``{off}`` is a
discount.

>>> sorted(OPEN) == sorted(HELD)
True
"""

import re

from doxdocket.rehearsal.pen import Pen
from doxdocket.rehearsal.people import Card

_SUM = re.compile(r"\{(price2?)\}")

OPEN: dict[str, tuple[str, ...]] = {
    "insult": (
        "这种人就是垃圾，看一眼都嫌脏",
        "装什么清高，贱货一个",
        "脑子被门夹了的东西",
        "{ta}就是条疯狗，见谁咬谁",
        "长成这样还敢直播，丑八怪",
        "死肥猪还学人家当网红",
        "全家没一个好东西",
        "没爹妈教的玩意儿",
        "{ta}这种货色也配活着",
        "戏精一个，恶心吐了",
        "舔狗不得好死",
        "又蠢又坏，没救了",
        "一脸刻薄相，晦气",
        "社会渣滓，浪费粮食",
    ),
    "threat": (
        "再嘴硬就把{ta}家门口的照片也放出来",
        "三天之内不道歉，下一个就是{ta}爸妈",
        "我知道{ta}几点下班，走夜路小心点",
        "不加我好友就全部公开，自己掂量",
        "等着，明天就到{ta}单位门口",
        "再删评论就发{ta}的聊天记录，说到做到",
        "下次就不是发资料这么简单了",
        "你跑不掉的，全家都在我手里",
        "敢起诉试试看，后果自负",
    ),
    "incitement": (
        "兄弟们电话短信轰炸起来，今晚别让{ta}睡",
        "都去{ta}评论区问候一下",
        "有空的给{ta}寄点花圈，地址都在上面",
        "打爆{ta}的电话，打通了发截图",
        "给{ta}单位打电话举报，人多力量大",
        "外卖货到付款走一波，给{ta}送三十份",
        "全体都有，去{ta}的微博下面刷起来",
        "给{ta}妈也打一个，问问怎么教的",
        "转发出去，让{ta}在{ta}们学校出名",
        "大家轮流加{ta}微信，骂完就删",
        "快递员冲，给{ta}下单一百件",
    ),
    "paid_task": (
        "任务：给{ta}打电话录音发群，一条{price}块红包",
        "谁去{ta}家楼下拍张照，发{price}元红包",
        "短信轰炸满{count}条的来领红包{price}元",
        "录到{ta}哭的，悬赏{price}U",
        "打电话最多的前三名，红包各{price}",
        "线下送花圈并拍视频，报酬{price2}元",
        "骂够{count}条截图找管理领{price}",
    ),
    "sale_offer": (
        "接单：个户{price}一份，全户{price2}，机主{price}",
        "查手机号{price}元起，开房记录{price2}，定位另议",
        "查档找我，一个身份证{price}元，难的{price2}",
        "代查：名字+城市出全套，{price}U一单",
        "常用业务：手机号反查{price}，户籍{price2}，车档{price2}",
        "今日特价，QQ查手机{price}元，秒出",
        "学籍{price}，婚姻{price2}，全家福{price2}，支持虚拟币",
    ),
    "promotion": (
        "防走丢，备用频道 t.me/{channel}",
        "关注友台 @{channel}，资料比我们还全",
        "互推：@{channel} 每天更新，进去就懂",
        "拉五个人进频道送一次免费查",
        "老频道被封，新家在 @{channel}",
        "喜欢看的点个订阅，{count}人再放料 t.me/{channel}",
        "群主开了小号 @{channel}，速进",
    ),
    "source_of_data": (
        "资料是社工库机器人查的，秒出",
        "这份是拿别人的档换来的",
        "户籍是花钱找渠道买的，别问渠道",
        "照片是扒{ta}小号相册扒出来的",
        "数据是从裤子里翻的",
        "快递面单上抄来的",
        "找同行买的，花了{price}块",
        "某机器人一查就有",
    ),
    "motive": (
        "挂人就是图一乐，看{ta}急了我就开心",
        "开这个频道主要是为了涨粉赚点零花",
        "替天行道，这种人就该被曝光",
        "让你们看看老子的手段，想查谁查谁",
        "谁让{ta}当初骂我，这叫报应",
        "无聊，挂几个人玩玩",
        "为了粉丝突破一万，拼了",
        "正义不会缺席，我就是正义",
    ),
}

HELD: dict[str, tuple[str, ...]] = {
    "insult": (
        "哕，这副嘴脸也配出门",
        "猪油蒙了心的烂人，谁沾谁倒霉",
        "一身骚味的老狐狸精",
        "窝囊废里的顶配，废物点心",
        "这德行的牲口居然还有人捧",
        "下头男天花板，恶心他妈给恶心开门",
        "癞蛤蟆成精了属于是",
        "狗都嫌的臭虫",
        "长了张欠抽的脸",
        "装可怜的白莲花，呸",
        "给脸不要脸的下三滥",
        "脑仁儿还没核桃大",
        "活着就是污染空气",
    ),
    "threat": (
        "识相就赶紧跪着认错，否则{ta}孩子的学校我下周就贴出来",
        "我手里还有更猛的料，给{ta}二十四小时",
        "别以为换号就没事了，搬到哪我都能找上门",
        "敢报警试试，到时候缺胳膊少腿别怪人",
        "下一期的主角就是{ta}闺女，别怪没提醒",
        "把钱转过来就删，不转就接着爆",
        "咱们走着瞧，{ta}家门牌我都背下来了",
        "给你三次机会，已经用掉两次",
    ),
    "incitement": (
        "家人们动动手指，把{ta}的号填到所有贷款网站里去",
        "今晚十点统一上号，一起去{ta}直播间刷屏",
        "顺路的去敲敲门，替我跟{ta}全家问个好",
        "闲着也是闲着，轮流拨过去，接了就挂",
        "都给我去人肉{ta}的领导，投诉信写满",
        "有车的去{ta}小区门口按喇叭",
        "把{ta}的丑照印出来贴满单元门",
        "谁认识{ta}邻居，替我带句话",
        "冲了{ta}的店，全打一星",
        "一人一条短信，不许停",
    ),
    "paid_task": (
        "有偿征集：凡能让{ta}手机关机一整天者，奖励{price}元",
        "跑腿活儿：往门缝里塞纸条拍视频回传，结算{price}USDT",
        "前{count}名拨通并录屏的，每人{price}软妹币，频道内发",
        "蹲点{ta}家门口，拍到正脸{price2}元",
        "收截图：让{ta}下播的，一次{price}",
        "谁能让{ta}哭着道歉，我私人出{price2}U",
    ),
    "sale_offer": (
        "【业务】户籍底册{price}／份・流水{price2}／月・活物定位面谈，先款",
        "明码标价：三网机主{price}，同住人{price2}，学籍{price}，概不赊账",
        "需要摸底的私，最低{price}块，加急翻倍到{price2}",
        "三件套（号主＋户籍＋照片）打包{price2}，老客户减{off}",
        "开单时间每晚九点，实名{price}、轨迹{price2}",
        "{price}一条，十条起批，验货付款",
    ),
    "promotion": (
        "大号随时炸，先上小船 https://t.me/{channel}",
        "隔壁 @{channel} 也在更，一家人，都去捧场",
        "转发本条到三个群，截图给机器人，解锁隐藏内容",
        "失联请搜 @{channel}，认准头像",
        "友情链接：{channel}，别说是我介绍的",
        "满{count}个赞就更新下一位",
    ),
    "source_of_data": (
        "料子出自某裤子，付费裤，准",
        "跟同行对换来的，一条顶一条",
        "内鬼给的，单子上原样抄下来",
        "我小弟在营业厅上班，懂的都懂",
        "机器人吐出来的，不保证全对",
        "翻{ta}前任那儿要来的",
    ),
    "motive": (
        "闲得慌呗，找点乐子，别上纲上线",
        "流量就是钱，谁火我扒谁",
        "我看不惯{ta}说的那些话，就得让{ta}付代价",
        "查得到是本事，秀给你们看",
        "老子乐意，不服憋着",
        "给家人们整点活儿",
        "早看{ta}不顺眼，今天算总账",
        "替那些被{ta}伤害的人出口气",
    ),
}


def sentence(pen: Pen, label: str, card: Card | None = None) -> tuple[str, list[int]]:
    """One sentence of this label in the pen's part, and the sums that it asks or promises, in their order."""
    rng = pen.rng
    template = rng.choice((OPEN if pen.part == "open" else HELD)[label])
    prices = {
        "price": rng.choice((20, 25, 30, 30, 50, 66, 88, 100)),
        "price2": rng.choice((120, 150, 200, 260, 380, 500)),
    }
    said = template.format(
        **prices,
        off=prices["price"],
        ta="她" if card and card.person.gender == "女" else "他",
        count=rng.choice((10, 20, 50, 100)),
        channel=rng.choice(("wudeng_bak", "yexiao_2", "kaizhewan_xin", "heixiang_pro", "example_tui")),
    )
    return said, [prices[name] for name in _SUM.findall(template)]


def act(pen: Pen, label: str, card: Card | None = None) -> None:
    """Write one sentence of conduct with its span."""
    said, amounts = sentence(pen, label, card)
    with pen.doing(label, card):
        pen.say(said)
    if amounts:
        pen.conduct[-1]["amounts"] = amounts
