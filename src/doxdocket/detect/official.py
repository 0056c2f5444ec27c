"""Notices of the police and the courts, letters of lawyers, notices of lost persons: what their writers say of themselves.

The officer, the lawyer and the hotline ask to be called; 犯罪嫌疑人王某某 is hidden by an office, not shown by a channel. Such
a text has a title of its kind and the voice of its writer (我局, 受…委托, 走失). Source: own compilation. Left out: notices
without a title; a dossier that quotes one (its facts are asked for in `adverts`).

>>> written("警方通报：我局抓获犯罪嫌疑人王某某，举报电话110"), written("韩知予被警方通报过，电话17806401357")
(True, False)
"""

import re

from doxdocket.detect.context import hostile

_TITLE = re.compile(
    r"^[^\w\n]*(?:[一-鿿]{0,12})?(?:(?:警方|警情|案情|情况|公安|反诈|防诈)(?:通报|提醒|提示|通告|预警)|公安机关|律师函|律师声明|律师公函|(?:法院|开庭|执行|送达)公告|检察机关|寻人|急寻|寻找走失|寻亲)"
    r"|(?:警方|警情|案情|情况)?通报[^\n。]{0,6}[:来]|蓝底白字"
)
_VOICE = re.compile(
    r"[我本]局|公安局[^\n。,;]{0,8}(?:分局|派出所)?|[我本](?:所|院|支队|大队)|犯罪嫌疑人|嫌疑人|被告人|违法行为人|民警|警官|法官|检察官|辩护人|抓获|查处|破获|"
    r"刑事强制措施|刑事拘留|行政拘留|刑拘|批捕|逮捕|判处|有期徒刑|举报(?:线索|电话)|受[^\n。,;]{1,16}委托|当事人|函告|严正声明|特此|侵权|律师事务所|停职|严肃处理|调查|"
    r"拨打|寻人|急寻|走失|走丢|失踪|失联|离家|必有重谢|重谢|家属"
)
_CASE = re.compile("开盒|人肉|曝光|轰炸|骚扰|挂人")
"""What such a notice calls the deed, in words that threaten elsewhere."""
_NEEDED = 2  # different words of its voice
_FIRST = 40  # characters in which a title stands


def written(clean: str) -> bool:
    """Whether a cleaned text is such a notice or letter."""
    if _TITLE.search(clean, 0, _FIRST) is None or hostile(_CASE.sub("", clean)):
        return False
    return len(set(_VOICE.findall(clean))) >= _NEEDED


def of_lost(clean: str) -> bool:
    """Whether a cleaned text looks for a lost person, whose name its writer gives."""
    return _LOST.search(clean, 0, _FIRST) is not None


_LOST = re.compile("寻人|急寻|寻找走失|寻亲")


def titled(word: str) -> bool:
    """Whether a word is a title or ends with one: 梁律师, 联系民警.

    >>> titled("苗警官"), titled("韩知予")
    (True, False)
    """
    return _OFFICE.search(word) is not None


_OFFICE = re.compile("(?:警官|民警|辅警|律师|法官|检察官|书记员|主任|所长|队长|科长|老师|先生|女士|电话|热线)$")
