"""Facts in a dossier are no conduct, whatever words they hold."""

import pytest

from doxdocket.detect import conduct, detect

FORM = "姓名：温书宁\n身份证：330109188304120019\n手机：16420018350\n{}"


@pytest.mark.parametrize(
    "line",
    [
        "户籍地址：安徽省合肥市瑶海区青梧街922号星河苑29号楼804",
        "毕业院校：望川职业技术学院",
        "配偶：乐子维",
        "邮箱：river.reed8440@mail.example.net",
    ],
)
def test_no_label(line):
    text = FORM.format(line)
    assert conduct.label([text], [detect(text)]) == [[]]


def test_what_is_said_beside_them_is_heard():
    text = FORM.format("这种人就是垃圾，滚出去")
    assert [act.label for act in conduct.label([text], [detect(text)])[0]] == ["insult"]
