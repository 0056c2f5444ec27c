"""The faces of type of an official document, by the names that computers of offices know them under; the first that is there is taken.

Source: GB/T 9704-2012, 7.2.1 and 7.3 (标题 小标宋体, 正文 仿宋体, 第一层 黑体, 第二层 楷体); sizes in points: 二号 22, 三号 16, 四号 14.

>>> BODY[0], chosen(BODY, ["FangSong", "SimSun"])
('仿宋', ['FangSong'])
"""

from collections.abc import Collection, Sequence

TITLE = ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "华文中宋", "STZhongsong", "宋体", "SimSun")
BODY = ("仿宋", "FangSong", "仿宋_GB2312", "FangSong_GB2312", "华文仿宋", "STFangsong")
HEAD = ("黑体", "SimHei", "华文黑体", "STHeiti")
SUBHEAD = ("楷体", "KaiTi", "楷体_GB2312", "KaiTi_GB2312", "华文楷体", "STKaiti")
SONG = ("宋体", "SimSun", "华文宋体", "STSong")
LATIN = "Times New Roman"


def chosen(face: Sequence[str], there: Collection[str]) -> list[str]:
    """Those of a face's names that are there, in its order."""
    return [name for name in face if name in there]
