"""The statement of the method is made from the rules and the run: where one of them changes, the sentence does."""

import re

import msgspec
import pytest

from doxdocket.account import COMPLETENESS
from doxdocket.count.catalogue import step
from doxdocket.engine import sql
from doxdocket.law.links import LEVELS, Links, links
from doxdocket.report import method
from doxdocket.report.words import Words

AT = {
    "certain": ("各限均合并", "merges at every bound"), "likely": ("估计和下限合并，上限不合并", "merges at the estimate and the low, not at the high"),
    "possible": ("只在下限合并，估计和上限不合并", "merges at the low alone, not at the estimate and the high"), "never": ("从不合并", "never merges"),
}  # fmt: skip


def with_name_alone(level):
    """The shipped rules with another level for a name alone, or without that rule."""
    rules = [
        r if r.agree != ["name"] else msgspec.structs.replace(r, level=level)
        for r in links().file.rules
        if level or r.agree != ["name"]
    ]
    return Links(msgspec.structs.replace(links().file, rules=rules))


def run(known=None, **more):
    given = {
        "chosen": {},
        "made": {"name_alone": 5},
        "pictures": {"read": 3, "unread": 1},
        "missing": {"files_absent": 7, "unread": 1},
    } | more
    return method.Run(known or links(), **given)


def said(run_, lang):
    return "\n".join(
        [*method.merging(run_, Words(lang)), method.scope(run_, Words(lang)), *method.left(run_, Words(lang))]
    )


@pytest.mark.parametrize("level", [*LEVELS, None])
def test_the_sentence_on_names_is_that_of_the_rule_applied(level):
    for at, (lang, name) in enumerate(
        (
            ("zh", "仅姓名（后列“整个姓名相同”的除外）相同："),
            ("en", "A full name (but for the same whole name, below) alone: "),
        )
    ):
        text = said(run(with_name_alone(level)), lang)
        assert name + AT[level or "never"][at] in text
        assert not any(name + words[at] in text for other, words in AT.items() if other != (level or "never"))
        assert bool(re.search(r"(?<!\d)5 (?:处|links)", text)) is (level is not None)


def test_every_rule_stands_at_the_bound_of_its_level():
    told = method.rules(run(), Words("zh"))
    every = [*links().rules, links().file.special["same_name"]]
    assert sorted((what, at) for what, at, _ in told) == sorted((rule.zh, AT[rule.level][0]) for rule in every)


def test_a_level_that_the_team_chose_is_told():
    changed = next(r for r in links().rules if r.reading)
    other = next(level for level in LEVELS if level != changed.level)
    said_ = {what: at for what, at, _ in method.rules(run(chosen={changed.reading: other}), Words("zh"))}
    assert said_[changed.zh] == AT[other][0] != AT[changed.level][0]


def test_pictures_are_said_to_be_counted_where_they_were_read_and_only_there():
    assert "图片读成 3 张，其中的文字、证件和人脸（只找位置，不识别是谁）计入" in said(run(), "zh")
    assert "没有读成的图片 1 张、未随附的文件 7 个" in said(run(), "zh")
    none = said(run(pictures={}), "zh")
    assert "本次没有读成任何图片" in none
    assert "人脸" not in none
    assert "No picture was read in this run" in said(run(pictures={"unread": 1}), "en")


def test_what_was_not_read_to_its_end_is_told():
    assert "未能读出、中止或没有收取的内容 3 处" in said(run(missing={"unread": 1, "unsearched": 2}), "zh")
    assert "中止" not in said(run(missing={}), "zh")


def test_what_is_counted_as_not_read_is_known_to_completeness():
    said_ = sql.run(step("missing"), {"completeness": COMPLETENESS.empty_table()})
    assert {*method.STOPPED, *method.ABSENT} <= {*said_.column_names}
