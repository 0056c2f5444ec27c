"""Ordinary posts of the test part: other subjects and other numbers than in ``decoys_open``.

Source: invented. A finding in one of these posts is wrong (see ``score``).

>>> sorted(HELD_DECOYS) == ["advert", "chatter", "lost", "news", "notice", "shop", "trade"]
True
"""

HELD_DECOYS: dict[str, tuple[str, ...]] = {
    "chatter": (
        "老铁们这波{stock}能上车不，我{nn}块进的",
        "刚跑完{nn}公里，配速{n}分{nn}秒，膝盖报警",
        "房贷还剩{nnn}期，想想就头大",
        "我家狗今天{n}岁生日，给它开了个罐头",
        "{nick}说下个月结婚，份子钱又要{nnn}",
        "单位体检抽血排到{nn}号",
        "剧里那个女主叫{person}吧？演得真假",
        "从{city}坐{train}过来的，站了{n}个小时",
        "昨晚梦见高考，数学第{nn}题又没写",
        "外卖超时{nn}分钟赔了{n}块钱，无语",
        "班主任又在群里发{n}个60秒语音",
        "谁家装修啊，早上{time}就开始电钻",
        "直播间刷了{nnn}个小心心，主播念错我名字",
        "血压{nnn}/{nn}，医生让我少吃盐",
        "驾考科目二挂了{n}回，教练不想见我",
        "好困，再睡{n}分钟",
        "666",
        "确实",
        "蹲一个后续",
        "啊这",
        "摩托罗拉139那会儿的手机现在还能开机，{n}年了",
        "门牌号改了，以前{nnn}号现在{nn}号",
        "有没有{city}到{city}的顺风车，AA油钱{nn}",
        "这鞋码是{nn}的，穿{n}次就开胶",
    ),
    "news": (
        "▍{city}地铁{n}号线{date}试运行，首班{time}",
        "央行{date}开展{big}亿元逆回购操作，利率{n}.{nn}%",
        "（图文）{school}学子夺得机器人大赛一等奖，指导教师{person}。",
        "法院公告：（2023）浙0000民初{big}号，原告{firm}，本院受理后定于{date}开庭。",
        "国际金价每盎司{big}美元，创{n}年新高",
        "历史上的今天：一八九五年，某条约签订。",
        "疾控提示：流感阳性率{nn}.{n}%，接种点详询{hot}",
        "{city}检察院通报一起信息网络犯罪，被告人{mou}获刑{n}年。",
        "天气：{city}今夜到明天{weather}，最低{n}度",
        "体育：主队{nn}:{nn}客队，{person}得到{nn}分{n}篮板",
    ),
    "shop": (
        "【物流】您的包裹{courier}到达{city}分拨中心",
        "拼团还差{n}人，{goods}只要{price}",
        "取餐码{big}，请到{n}号窗口",
        "保修卡号{order}请妥善保管",
        "投诉建议请拨{hot}转{n}",
        "规格{nnn}*{nnn}*{nn}mm，净重{n}.{n}kg，69{group9}01",
        "双十一预售定金{nn}抵{nnn}，尾款{date}{time}开始",
        "已为您预订{date}{n}人桌，{shop}，桌号{nn}",
    ),
    "lost": (
        "拾金不昧：现金{nnn}元整，说得出面额的来领",
        "急！{train}次{nn}车厢落下电脑包一只",
        "{near}有只走丢的柯基，铭牌上写着{nick}",
        "校园卡掉了，末位{n}，捡到请扫码上交",
    ),
    "trade": (
        "转让健身卡，剩{nnn}天，{price}包过户",
        "{game}成品号，等级{nn}，皮肤{nnn}个，问价私聊",
        "内存条{nn}GB×2，3200MHz，{price}两根",
        "commit {hash} 修了{nn}个bug，升级到{ver}",
        "二手书打包{nn}斤，ISBN {isbn}",
    ),
    "advert": (
        "诚招代理，日结{nnn}，无需押金",
        "频道冲榜，{wei}订阅，合作价{price}起",
        "节点更新{ver}，套餐{nn}元/季",
        "加QQ群{group9}领{game}礼包码{code6}",
    ),
    "notice": (
        "排列五 第{nnn}期：{n} {n} {n} {n} {n}",
        "水表读数{big}，本月{nn}吨，{price}元",
        "报名截止{date}，逾期不候，名额{nn}",
        "腾讯会议：{nnn} {nnn} {nnn}，{time}准时",
        "考场编排：{nn}考场{nn}座，{date}上午",
        "物业：{n}幢电梯{date}年检，合格证编号{order}",
    ),
}
