"""``assess thresholds``: each line of the law with its article, the counts put to it, and what is lacking, in both languages."""

import pytest

FACTS = """
- {form: fact, id: duty_acquired, value: true, reason: 工作中取得, evidence: [卷二第1页]}
- {form: fact, id: known_use, value: true, reason: 群内说过, evidence: [卷二第2页]}
- {form: fact, id: provided_to_offender, value: true, reason: 供述一致, evidence: [卷二第3页]}
"""


@pytest.fixture
def pages(call, mine):
    return call("assess", "thresholds", mine), call("assess", "thresholds", mine, LANG="en_GB")


def test_a_page_for_lawyers(pages):
    for page in pages:
        assert page.code == 0, page.err
        assert "U_" not in page.out
        assert max(map(len, page.out.splitlines())) <= 110
    chinese, english = (page.out for page in pages)
    assert "不是法律结论" in chinese
    assert chinese.index("【侵犯公民个人信息刑事案件解释】") < chinese.index("【网络诽谤等刑事案件解释】")
    assert "每人每类每值为一条：未达到；丙类信息条数" in chinese
    assert "tier C" in english
    assert "not met" in english


def test_unknown_facts_stand_once_with_the_article_that_asks(pages):
    lacking = pages[0].out.split("【还缺的事实】")[1]
    assert lacking.count("(duty_acquired)") == 1
    assert "(victim_died)：法释〔2017〕10号 第五条第二款第一项\n" in lacking


def test_a_fact_entered_answers_the_items_and_the_article_names_them(call, mine, tmp_path):
    path = tmp_path / "f.yaml"
    path.write_text(FACTS, encoding="utf-8")
    assert call("register", "add", mine, path, "--officer", "张三").code == 0
    assert call("run", mine).code == 0
    page = call("assess", "thresholds", mine).out
    assert "其中达到：法释〔2017〕10号 第五条第一款第二项" in page
    assert "(duty_acquired)" not in page.split("【还缺的事实】")[1]
