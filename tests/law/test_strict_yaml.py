"""The one YAML reader refuses what a lawyer would misread, with file and line."""

import msgspec
import pytest

from doxdocket.errors import RuleFault
from doxdocket.law import strict_yaml


class Shape(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    parts: list[dict[str, int]] = []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\na: 2", 'r.yaml:2: the key "a" stands twice'),
        ("on: 2024-01-01", 'r.yaml:1: "on" is read as true or false; quote it'),
        ("a: yes", 'r.yaml:1: "yes" is read as true or false; quote it'),
        ("true: 1", 'r.yaml:1: the key "true" must be text, a whole number or a date'),
        ("null: 1", 'r.yaml:1: the key "null" must be text, a whole number or a date'),
        ("? [a, b]\n: 1", 'r.yaml:1: the key "tag:yaml.org,2002:seq" must be text, a whole number or a date'),
        ("a: 0.5", 'r.yaml:1: "0.5" is no plain whole number; quote it'),
        ("a: 2024-13-01", "r.yaml:1: there is no such day: 2024-13-01"),
        ("a: 017", 'r.yaml:1: "017" is no plain whole number; quote it'),
        ("a: 12:30", 'r.yaml:1: "12:30" is no plain whole number; quote it'),
        ("a: &x 1", "r.yaml:1: no tags, anchors or merges: x"),
        ("a: !!str 1", "r.yaml:1: no tags, anchors or merges: tag:yaml.org,2002:str"),
        ("a:\n  <<: {b: 1}", "r.yaml:2: no tags, anchors or merges: <<"),
        ("a: [1", "r.yaml:2: cannot be read: did not find expected ',' or ']'"),
        ("\x00", "r.yaml:1: cannot be read: control characters are not allowed"),
    ],
)
def test_refused(text, said):
    with pytest.raises(RuleFault) as caught:
        strict_yaml.parse(text, "r.yaml")
    assert str(caught.value) == said
    assert "r.yaml" in caught.value.said("zh")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("a: true", {"a": True}),
        ("2017: [1, -2]", {2017: [1, -2]}),
        ('a: "no"', {"a": "no"}),
        ("a: ~", {"a": None}),
    ],
)
def test_read(text, value):
    assert strict_yaml.parse(text) == value


def test_files_as_data_and_as_shapes(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text("name: 甲\nparts: [{a: 1}]\n", "utf-8")
    assert strict_yaml.load(path) == {"name": "甲", "parts": [{"a": 1}]}
    assert strict_yaml.read(path, Shape).parts == [{"a": 1}]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("name: a\nother: 1", 1),
        ("parts: []", 1),
        ("name: a\nparts:\n- a: 1\n- a: x", 4),
        ("name: a\nparts:\n- 1: 1", 3),
        ("name: 1", 1),
    ],
)
def test_a_wrong_shape_names_its_line(text, line):
    with pytest.raises(RuleFault) as caught:
        strict_yaml.parse_as(text, Shape, "s.yaml")
    assert caught.value.facts["line"] == line


def test_a_list_is_read_with_the_line_of_each_item_and_anything_else_refused():
    assert strict_yaml.parse_list("# none yet\n") == []
    assert strict_yaml.parse_list("- a\n\n- b: 1") == [(1, "a"), (3, {"b": 1})]
    with pytest.raises(RuleFault, match=r"r\.yaml:1"):
        strict_yaml.parse_list("a: 1", "r.yaml")
