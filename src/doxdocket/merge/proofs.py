"""What a later capture proves of a publication, in Chinese and English: one code a way in which it can answer.

Written for whoever must say in court whether something was deleted. ``holds`` says whether it stands that the value could
not be seen there any more; nothing here says who took it away. Leaves out: any advice on a claim, which is a person's.

>>> PROOFS["selection"].of("en")[:37]
'the later file is a choice of posts: '
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Proof:
    """What one answer means. ``gone``: it shows that the value was no longer there at that time."""

    zh: str
    en: str
    gone: bool = False

    def of(self, lang: str) -> str:
        """The words in ``"zh"`` or ``"en"``."""
        return self.zh if lang == "zh" else self.en


PROOFS = {
    # still there
    "still_shown": Proof(
        "复查那一刻可以看到该贴文，该人的信息都在其中；较早采集有时间的，与之相比内容未变。只证明那一刻，不证明此后。",
        "at the later time the post was there with all that exposes this person, unchanged where an earlier capture has a time; "
        "that moment is proved, nothing after it",
    ),
    "still_shown_changed": Proof(
        "复查时贴文仍在，内容有改动，该人的信息都还在。何人何时改动，两次采集看不出。",
        "at the later time the post was still there, changed, with all that exposes this person; who changed it, and when "
        "between the two captures, does not show",
    ),
    "form_narrower": Proof(
        "复查时贴文仍在；部分信息原在正文之外（联系人、位置、按钮等），复查所用格式可能不显示，不能据此说已删除。",
        "at the later time the post was still there; some of the values stood outside its text (contact, location, button) "
        "and the later form may not show such fields: that they are not in it is no deletion",
    ),
    # partly or wholly gone
    "values_some_gone": Proof(
        "贴文仍在，但复查时该人的一部分信息已不在其中，其余仍在。",
        "the post is still there; some of what exposed this person no longer stands in it, the rest does",
    ),
    "moved_to_picture": Proof(
        "贴文仍在，该人的信息有的已不在文字里，而贴文比原来多了图片或文件：可能移到了图片里，程序不读图片。请打开该贴文看，"
        "看过之前不能说已删除。",
        "the post is still there; what exposed this person no longer stands in its words, and the post shows more pictures or "
        "files than before: it may have moved into a picture, which is not read. Look at the post; until then no deletion is proved",
    ),
    "values_all_gone": Proof(
        "贴文仍在，但复查时在其中已找不到该人的任何信息：贴文在两次采集之间有改动。何人改动，看不出；换了写法、移到链接预览里的，程序可能找不到，请看一眼。",
        "the post is still there and nothing that exposed this person was found in it: it was changed between the two captures; by "
        "whom does not show. What was written otherwise or stands in the preview of a link may go unfound: have a look",
        gone=True,
    ),
    "gone_whole": Proof(
        "复查的整频道导出含有此编号前后的贴文，唯独没有它：复查时导出账号已看不到该贴文。何人删除、两次采集之间的何时删除，"
        "编号缺口看不出；别处的转发和副本不在此列。",
        "the later export of the whole channel holds ids before and after this one and not this one: by then the exporting "
        "account could no longer see the post. Who removed it and when between the two captures a gap in ids cannot say; "
        "forwards and copies elsewhere are not meant",
        gone=True,
    ),
    "gone_window": Proof(
        "复查的公开网页连续显示此编号前后的贴文，唯独没有它：复查时公众在该频道已看不到该贴文。何人删除、两次采集之间的何时删除，"
        "看不出；别处的转发和副本不在此列。",
        "the later public page shows the ids before and after this one without a break and not this one: by then the public "
        "could no longer see it in that channel. Who removed it and when between the two captures does not show; forwards "
        "and copies elsewhere are not meant",
        gone=True,
    ),
    "stated_empty": Proof(
        "复查时服务器对此编号返回空消息：已删除，或该账号无权查看；两者分不开。",
        "the server answered this id with an empty message: deleted, or not for that account to see; the two cannot be told",
    ),
    "stated_deleted": Proof(
        "手机取证报告写明该消息在这部手机上处于已删除状态。不证明频道里也已删除。",
        "a phone's report states the message as deleted on that phone; that the channel lost it too is not proved",
    ),
    # not covered
    "no_later_capture": Proof(
        "该频道没有更晚的采集。要回答仍在不在，请再采集一次。",
        "nothing later was captured of this channel; capture it again to learn whether the post is still there",
    ),
    "outside_range": Proof(
        "此编号不在复查所得的首末编号之间：导出可以限定日期，网页只显示一段。不证明已删除。",
        "the id lies outside what the later captures reach: an export may be limited by date and a page shows a stretch; "
        "no deletion is proved",
    ),
    "selection": Proof(
        "复查的文件是挑选出来的贴文（检索、数据集、手机报告等），没有的不等于已删除。",
        "the later file is a choice of posts: what it lacks is not thereby gone",
    ),
    "nothing_shown": Proof(
        "复查的文件一条贴文也没有（频道不提供网页预览、账号无权查看或频道已清空），分不清是哪一种，不证明已删除。",
        "the later file shows no post at all (no web preview, no access, or emptied): which of them cannot be told, and no "
        "deletion is proved",
    ),
    "left_chat": Proof(
        "复查的导出来自已退出的会话，通常只含导出者本人的消息：没有的不等于已删除。",
        "the later export is of a chat that the exporter had left and as a rule holds only the exporter's own posts: what "
        "it lacks is not thereby gone",
    ),
    "one_sender": Proof(
        "复查的导出来自群或种类不明的会话，只有一个人的消息、没有别人的服务消息，像是“只导出我的消息”：没有的不等于已删除。",
        "the later export, of a group or of a chat whose kind it does not say, holds posts of one sender and no service post of anybody else, as "
        '"only my messages" does: what it lacks is not thereby gone',
    ),
    "album_as_one": Proof(
        "此编号是一个相册中的一张。复查的网页把相册显示为一条，没有写明其中有哪些编号：这一张还在不在，看不出。",
        "the id is one of an album; the later page shows the album as one post and does not say which ids are in it: whether this "
        "one is still there does not show",
    ),
    "unread": Proof(
        "复查的文件有一段读不出来，该贴文可能就在其中。",
        "a part of the later file could not be read, and the post may stand in it",
    ),
    "content_unknown": Proof(
        "复查的文件有此编号，但没有导出内容：贴文在，信息还在不在看不出。",
        "the later file has the id without its content: the post is there, whether its values are does not show",
    ),
    "state_unknown": Proof(
        "手机取证报告没有说明该消息是否已删除（状态不明）。",
        "a phone's report does not say whether the message was deleted (state unknown)",
    ),
    "no_number": Proof(
        "贴文没有数字编号，无法判断它是否在复查范围之内。",
        "the post has no number as its id, so whether the later captures reach it cannot be told",
    ),
    "order_unknown": Proof(
        "显示它的采集没有采集时间，先后无从判断。写明时间后再比：doxdocket describe 案卷 编号 --captured-at 时间。",
        "the capture that holds it has no time, so which came first is not known; state it and compare again: "
        "doxdocket describe CASE NUMBER --captured-at TIME",
    ),
}  # fmt: skip
"""Every code of the column ``proves``."""
