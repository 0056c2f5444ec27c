"""Notices of the police, letters of lawyers and notices of lost persons, and dossiers that mention such."""

import pytest

from doxdocket.detect import detect
from doxdocket.records import Verdict


@pytest.mark.parametrize(
    "text",
    [
        "警方通报：近日我局查处一起网络开盒案件，犯罪嫌疑人王某某（男，25岁）已被采取刑事强制措施。举报电话0571-99990000，联系人张警官",
        "律师函：受霍青崖女士委托，北京市浮生律师事务所 章律师 13999978001 就贵频道侵权一事函告",
        "寻人启事：本人父亲霍老根，78岁，身穿灰色上衣，走失，联系电话 13999978004 霍先生",
        "案情通报：我局破获一起侵犯公民个人信息案，抓获犯罪嫌疑人李某某（女，31岁）、赵某（男，28岁）。举报电话：0571-99990011，联系人：刘警官",
        "【警情通报】2023年6月1日，犯罪嫌疑人陈某（男，22岁，浙江省杭州市人）因开盒他人被行政拘留。杭州市公安局西湖区分局",
        "公安机关提醒：如遇开盒请拨打0571-99990012或联系民警赵警官 13999978011",
        "律师函\n致贵频道：受卓暮云先生委托，四川沧浪律师事务所梁律师（电话 13999978012）要求贵频道立即删除侵权内容",
        "律师声明：本所受当事人委托，就贵群发布隐私信息一事严正声明，联系律师：邹律师 028-99990013",
        "法院公告：被告人孙某某犯侵犯公民个人信息罪，判处有期徒刑一年。承办法官 吴法官 0571-99990014",
        "蓝底白字的通报来了：嫌疑人周某某（男，19岁）已被刑拘，举报线索请拨0571-99990015 张警官",
        "寻人启事：我母亲柏老太，82岁，昨日走失，身穿红衣，有线索请打 13999978021 柏女士",
        "寻人：卓暮云，男，9岁，6月1日在合肥市走失，穿蓝色校服，联系电话13999978022",
        "急寻走失老人 霍老根 78岁 联系家属 13999978023 必有重谢",
        "平安西湖：近日网民邓某某（女，20岁）在网上开盒他人，被我局行政处罚。监督电话 0571-99990016",
        "关于网传信息的情况通报：涉事教师柳某（男，40岁）已停职，学校将严肃处理。联系人：汪主任 0571-99990017",
        "【律师函】本所接受段寄北先生的委托，就贵频道侵犯其隐私权事宜，特此函告。李律师 13999978031 邮箱 lilv@mail.example.com",
        "派出所通知：近期网络暴力案件多发，如有线索请联系社区民警 苗警官 13999978032",
    ],
)
def test_who_writes_or_is_hidden_in_a_notice_is_no_victim(text: str) -> None:
    assert all(hit.verdict is Verdict.DOUBTFUL and "decoy.own" in hit.reasons for hit in detect(text))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "姓名：卓暮云 手机：13999972031 身份证310104189803079999\n这人被警方通报过",
            {"id_number", "name", "phone_number"},
        ),
        ("这律师叫章听雪，手机13999978001，北京市浮生律师事务所，给我们发律师函，打爆他", {"name", "phone_number"}),
        ("开盒警察：卓暮云 警号012345 手机13999972031 住杭州市西湖区碧落路12号3栋402", {"name", "phone_number"}),
        ("案底：2019年因盗窃被行政拘留 姓名：卓暮云 手机：13999972031", {"name", "phone_number"}),
        ("姓名：卓暮云 手机：13999972031 他说要报警，110见，张警官都救不了他", {"name", "phone_number"}),
        ("卓暮云 13999972031 QQ9990001111 这逼还发律师函，受不了", {"name", "phone_number"}),
        (
            "警方通报看了吗？就是这个人：段寄北 手机13999978034 住杭州市西湖区碧落路12号3栋402",
            {"home_address", "name", "phone_number"},
        ),
        (
            "情况通报：段寄北，身份证310104189803079999，手机13999978034，欠钱不还",
            {"id_number", "name", "phone_number"},
        ),
        ("寻人：渣男段寄北 手机13999978034 微信 djb_9990，看到的打爆他", {"name", "phone_number", "social_account"}),
        (
            "律师章听雪，手机13999978035，微信 ztx_9990，收钱不办事，受害人联系我",
            {"name", "phone_number", "social_account"},
        ),
    ],
)
def test_a_dossier_that_mentions_the_police_or_a_lawyer_stays_one(text: str, kinds: set[str]) -> None:
    assert kinds <= {hit.kind for hit in detect(text) if hit.verdict is not Verdict.DOUBTFUL}
