"""Tutorial and how-to as they are written: every command runs, in order, offline, and says what the page promises."""

import csv
import io
import json
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from doxdocket.cli import root
from doxdocket.desk.documents import DOCUMENTS
from doxdocket.desk.documents.readers import PUBLIC, WORDS
from doxdocket.merge.completeness import ITEMS
from doxdocket.merge.recheck import PROOFS, STATUSES

HOW_TO = [
    "decide-and-undo",
    "open-one-value",
    "answer-the-courts-expert",
    "hand-over",
    "give-a-colleague-access-and-escrow",
    "second-computer",
    "when-verify-finds-faults",
    "recheck",
    "evaluate",
    "weigh-channels",
    "sample-and-double-review",
    "name-the-parties",
    "fill-the-register",
    "explain-an-answer",
    "fix-damages",
    "write-the-case",
    "write-the-documents",
    "close-a-case",
]
TUTORIAL = {
    "first-case.md": ("en", ["Made the case", "Next: ./docket run", "Published", "low–estimate–high", "rule and article",
                             "Report:", "Integrity: nothing was changed."]),
    "first-case.zh-CN.md": ("zh", ["已建案卷", "下一步：./docket run", "已发布", "下限–估计–上限", "规则与条文", "报告：", "完整性：没有发现改动"]),
}  # fmt: skip


def twin(page):
    return page.with_name(page.stem + ".zh-CN.md")


def lacking(said, words):
    assert len(said) == 6
    everything = "\n".join(said)
    return [word for word in words if word not in everything]


def test_the_tutorial_runs_as_written(run_once):
    said = json.loads((run_once.place / "said.json").read_text(encoding="utf-8"))
    assert lacking(said, TUTORIAL["first-case.md"][1]) == []


@pytest.mark.whole
def test_the_tutorial_runs_as_written_in_chinese(new_desk, blocks, docs):
    said = new_desk().follow(blocks(docs / "tutorial" / "first-case.zh-CN.md"), "zh")
    assert lacking(said, TUTORIAL["first-case.zh-CN.md"][1]) == []


@pytest.mark.parametrize("page", ["tutorial/first-case", *(f"how-to/{name}" for name in HOW_TO)])
def test_both_languages_give_the_same_commands(page, blocks, docs):
    english = docs / f"{page}.md"
    assert blocks(english)
    assert blocks(english) == blocks(twin(english))


def test_decide_and_undo(desk, blocks, docs):
    page = docs / "how-to" / "decide-and-undo.md"
    figures = {f["id"]: f for f in desk.rows("figures")}
    phone = next(f for f in desk.rows("findings") if f["kind"] == "phone_number" and f["verdict"] == "valid")
    desk.words |= {"FINDING": phone["finding"], "NUMBER": str(figures["persons"]["estimate"])}
    said = desk.follow(blocks(page), "en")
    assert "[D0001]" in said[-2]
    assert phone["finding"] in said[-2]
    assert "reviewed" in said[-2]
    assert [d["undone_by"] for d in desk.rows("decisions")] == ["D0004", None, None, None]


@pytest.mark.whole
def test_sample_and_double_review(desk, blocks, docs):
    planned, drawn, sheets, answers, third, beside, undo = blocks(docs / "how-to" / "sample-and-double-review.md")
    desk.follow([planned, drawn, sheets], "en")

    def fill(name, differs=()):
        rows = list(csv.DictReader(io.StringIO((desk.place / name).read_text(encoding="utf-8-sig"), newline="")))
        for row in rows:
            right = {"posts": "0", "unlabelled": "0", "apart": "否", "nobody": "否"}.get(row["population"], "是")
            row["answer"] = "否" if row["question"] in differs else right
        with (desk.place / name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        return rows

    asked = fill("sheet-jia.csv")
    differs = next(row["question"] for row in asked if row["population"] == "findings")
    fill("sheet-yi.csv", {differs})
    assert "answers" in desk.follow([answers], "en")[0]
    results, colleague, sheet, answer = third.splitlines(keepends=True)
    assert differs in desk.follow([results, colleague, sheet], "en")[0]
    assert [row["question"] for row in fill("sheet-bing.csv", {differs})] == [differs]
    desk.follow([answer], "en")
    said = desk.follow([beside], "en")[0]
    assert "sampled review S0001" in said
    assert "double review of a sample" in said
    assert "S0002 is undone" in desk.follow([undo], "en")[0]


def test_name_the_parties(desk, blocks, docs):
    page = docs / "how-to" / "name-the-parties.md"
    for one, lang in ((page, "en"), (twin(page), "zh")):
        empty = one.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
        assert desk.type("./docket register form guardian", lang).stdout == empty
    entries = [
        {
            "form": "defendant",
            "id": "D5",
            "name": "乙",
            "born": "2006-09-14",
            "own_labour": False,
            "sued": "2025-04-11",
        },
        {"form": "defendant", "id": "D6", "name": "丁", "born": "1999-05-02", "sued": "2025-04-11"},
        {"form": "fact", "id": "damage", "value": True, "reason": "被害人陈述"},
        {"form": "guardian", "id": "G5", "ward": "D5", "name": "丙", "relation": "mother"},
        {
            "form": "joint",
            "id": "J1",
            "basis": "1168",
            "members": ["D5", "D6"],
            "since": "2023-07-09",
            "until": "2024-03-20",
            "facts": {"acted_together": True},
            "reason": "查明",
        },
    ]
    (desk.place / "parties.yaml").write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
    said = "\n".join(desk.follow(blocks(page), "en"))
    assert "5 entered" in said
    assert "former guardian, bears all" in said
    assert "No statement or post of a motive" in said or "Motive and intent" in said or "put to nobody" in said


def test_explain_an_answer(desk, blocks, docs):
    page = docs / "how-to" / "explain-an-answer.md"
    (stated,) = blocks(page, "yaml")
    (desk.place / "stated.yaml").write_text(stated, encoding="utf-8")
    said = desk.follow(["\n".join(line for line in blocks(page)[0].splitlines())], "en")[0]
    assert "[assess parties · J1 · 2023-07-09] 民法典 第一千一百六十八条" in said
    assert "[assess damages" in said
    assert "4999.50" in said
    assert "former guardian" in said
    assert "甲某" not in said
    assert "what it rests on" in said


@pytest.mark.whole
def test_weigh_channels(desk, blocks, docs):
    desk.words |= {"CHANNEL": desk.rows("channel_ranking")[0]["channel_id"]}
    said = desk.follow(blocks(docs / "how-to" / "weigh-channels.md"), "en")
    decisions = {d["act"]: d["id"] for d in desk.rows("decisions")}
    assert decisions["channel.weights"] in {r["decision"] for r in desk.rows("channel_weights")}
    assert desk.rows("channel_ranking")[0]["decided"] == "core"
    assert len(said) >= 4


def test_fill_the_register(desk, blocks, docs):
    empty, wrong, entered, gone = desk.follow(blocks(docs / "how-to" / "fill-the-register.md"), "en")
    assert "receipts.xlsx" in empty
    assert (desk.place / "receipts.xlsx").stat().st_size
    assert all(word in wrong for word in ("2 faults", "金额", "收款的被告", "there is no D9"))
    assert "it fits: 2 entries" in entered
    assert "1200.50" in entered
    assert "G2" in gone


def test_fix_damages(desk, blocks, docs):
    entered, read, each, picture, panel, experts, cases, chosen = desk.follow(
        blocks(docs / "how-to" / "fix-damages.md"), "en"
    )
    assert "5 entered" in entered
    assert "reading 2" in read
    assert "(no score, no sum)" in read.lower()
    assert "D1 ***: loss not" in each
    assert "gain whole" in each
    assert "needs a human decision" in each
    assert (desk.place / "contacts.svg").read_text("utf-8").count("<rect") > 0
    assert "written: contacts.svg" in picture
    assert "Question:" in panel
    assert "V0001" not in panel
    assert "4 entered" in experts
    assert "5 of 29 cases" in cases
    answer = json.loads(chosen[chosen.index('{\n  "case"') :])
    assert [w["code"] for w in answer["ranges"][0]["warnings"]] == ["few_comparables"]
    assert [(w["code"], w["who"]) for w in answer["warnings"]] == [("step_not_met_of", ["D1"])]
    assert answer["panel"]["spread"][-1]["highest"]["yuan"] == "100000"


def test_open_one_value(desk, blocks, docs):
    phone = next(f for f in desk.rows("findings") if f["kind"] == "phone_number" and f["verdict"] == "valid")
    desk.words |= {"FINDING": phone["finding"]}
    _, value, custody = desk.follow(blocks(docs / "how-to" / "open-one-value.md"))
    assert value.strip().isdigit()
    assert '"act": "open"' in custody.splitlines()[-1]
    assert value.strip() not in custody
    refused = desk.type(f"./docket open lin-an FINDING --reason 核对{value.strip()} --officer 甲")
    assert refused.returncode == 2


def test_answer_the_courts_expert(desk, blocks, docs):
    """Two findings of one tag, in two posts: the two openings print one value, and the log has both without it."""
    alike = {}
    for row in desk.rows("findings"):
        if row["kind"] == "phone_number" and row["verdict"] == "valid":
            alike.setdefault(row["tag"], {}).setdefault(row["post_id"], row["finding"])
    pair = next(list(posts.values())[:2] for posts in alike.values() if len(posts) > 1)
    desk.words |= dict(zip(("FIRST", "SECOND"), pair, strict=True))
    build, choices, values, custody, answers = desk.follow(
        blocks(docs / "how-to" / "answer-the-courts-expert.md"), "en"
    )
    above, first, below, second, said = values.splitlines()
    assert first == second
    assert [line.split()[1] for line in (above, below)] == pair
    assert "they are one value" in said
    assert [row["act"] for row in map(json.loads, custody.splitlines()[-2:])] == ["open", "open"]
    assert first not in custody
    assert "Build: doxdocket" in build
    assert "shown_low: at how many persons" in choices
    assert "15. What happens when a figure changes between runs" in answers


def test_hand_over(desk, blocks, docs):
    """Of one channel without counters and a register without receipts: views, core channels, receipts and pictures of papers are not determinable, nothing is made up, and everything else agrees."""
    page = docs / "how-to" / "hand-over.md"
    signing, making, checking, packet = blocks(page)
    signed, made, _ = desk.follow([signing, making, packet], "en")
    assert [*desk.place.glob("09-*.docx")]
    assert "ssh-ed25519" in signed
    assert "handed-over" in made
    said = [desk.type(f"{checking.strip()} {more}", "en") for more in ("", "--lang en", "--json")]
    assert [one.returncode for one in said] == [3, 3, 3]  # nothing from paper was given
    assert "没有与纸质封面核对" in said[0].stdout
    assert "not checked against" in said[1].stdout
    told = json.loads(said[2].stdout)
    assert told["result"] == "unchecked"
    assert [one for one in told["checks"] if one["state"] == "differs"] == []
    assert all(row["agrees"] for row in told["figures"])
    assert {row["id"] for row in told["figures"] if row["counted"][0] is None} == {
        "views", "views_coverage", "views_pi", "views_pi_coverage", "core_channels", "receipts_proven", "receipts_claimed", "kind.id_card_image",
    }  # fmt: skip


def test_give_a_colleague_access_and_escrow(desk, blocks, docs):
    theirs, ours, copied, spare, used, leaving, acting, shared = blocks(
        docs / "how-to" / "give-a-colleague-access-and-escrow.md"
    )
    key = desk.type(theirs, home="colleague").stdout.split()
    desk.words["RECIPIENT"] = next(word for word in key if word.startswith("age1"))
    desk.follow([ours])
    assert desk.type(copied, home="colleague").returncode == 0
    assert desk.type("./docket verify lin-an-for-yi", home="nobody").returncode == 2
    (left,) = desk.follow([spare])
    assert "乙" in left
    secret = next(line for line in left.splitlines() if line.startswith("AGE-SECRET-KEY-1"))
    (desk.place / "spare").mkdir()
    (desk.place / "spare" / "identity.txt").write_text(secret, encoding="utf-8")
    assert desk.type(used).returncode == 0
    desk.words["LEAVER"] = next(line.split()[0] for line in left.splitlines() if "乙" in line)
    assert desk.type("./docket verify lin-an", home="colleague").returncode == 0
    desk.follow([leaving])
    assert desk.type("./docket verify lin-an", home="colleague").returncode == 2
    assert desk.type("./docket verify lin-an-for-yi", home="colleague").returncode == 0  # an old copy stays open
    assert "丁" not in desk.follow([acting])[-1].splitlines()[-1]
    desk.follow([shared])
    assert desk.type("./docket fork lin-an lin-an-for-wu --officer 戊").returncode == 0
    assert desk.type(used).returncode == 0


def test_close_a_case(desk, blocks, docs):
    first, asked, confirmed, verified, reopening, reopened = blocks(docs / "how-to" / "close-a-case.md")
    for word in ("FIRST", "SECOND"):
        key = desk.type("./docket key new", home=word.lower()).stdout.split()
        desk.words[word] = next(one for one in key if one.startswith("age1"))
    desk.follow([first])
    assert "key of their own" in desk.type(asked, "en").stderr  # it answers for both in the tutorial
    assert desk.type(asked, "en", home="first").returncode == 0
    done = desk.type(confirmed, "en", home="second")
    assert "The case is closed" in done.stdout, done.stderr
    (said,) = desk.follow([verified], "en")
    assert "Kept until: 2056-12-31" in said
    assert "is closed" in desk.type("./docket run lin-an", "en").stderr
    assert desk.type(reopening, "en", home="second").returncode == 0
    assert "The case was opened again" in desk.type(reopened, "en", home="first").stdout


@pytest.mark.whole
def test_a_second_computer(desk, blocks, docs, monkeypatch):
    theirs, ours, taken, used, parts, brought = blocks(docs / "how-to" / "second-computer.md")
    (desk.place / "words").write_text("copper lamp 7 rivers", encoding="utf-8")
    monkeypatch.setenv("DOXDOCKET_PASSPHRASE_FILE", str(desk.place / "words"))
    shown = desk.type(theirs, home="laptop").stdout.split()
    desk.words["RECIPIENT"] = next(word for word in shown if word.startswith("age1"))
    desk.follow([ours, taken])
    assert desk.type("./docket verify lin-an-laptop", home="laptop").returncode == 0
    assert desk.type("./docket fork lin-an-laptop lin-an-other --officer 甲", home="laptop").returncode == 0
    assert desk.type(used, home="third").returncode == 0
    desk.follow([parts])
    assert "lin-an" in desk.follow([brought], "en")[-1]


def test_when_verify_finds_faults(desk, blocks, docs):
    copies, restored, parted, curable, fatal = blocks(docs / "how-to" / "when-verify-finds-faults.md")
    bare = desk.type("./docket init bare && ./docket add bare EXPORT-FOLDER && ./docket verify bare")
    assert (bare.returncode, "8 项" in bare.stdout) == (0, True)
    cured = desk.type(curable.replace("lin-an", "bare"))
    assert "形式上的缺口（法发〔2016〕22号）：没有" in cured.stdout
    desk.follow([copies, restored, parted])
    part = next((desk.place / "lin-an").glob("derived/*/findings/*.parquet"))
    part.write_bytes(b"X" + part.read_bytes()[1:])
    found = desk.type("./docket verify lin-an --json")
    place = part.relative_to(desk.place / "lin-an").as_posix()
    assert found.returncode == 1
    assert place in found.stdout
    desk.words["PLACE"] = place
    assert "完整性：没有发现改动" in desk.follow([fatal])[0]


def test_recheck(desk, blocks, docs):
    taken, compared = blocks(docs / "how-to" / "recheck.md")
    desk.follow([taken])
    (said,) = desk.follow([compared], "en")
    text, _, rest = said.partition('{\n  "case"')
    answer, _ = json.JSONDecoder().raw_decode('{\n  "case"' + rest)
    (channel,) = answer["channels"]
    assert channel["publications"] == len(desk.rows("recheck")) > 10
    assert channel["there"] > 0
    assert channel["removed"] + channel["shown"] + channel["unknown"] == channel["publications"]
    assert answer["claim"] in " ".join(text.split())
    assert (
        (desk.place / "recheck.csv")
        .read_text(encoding="utf-8-sig")
        .startswith("channel_id,post_id,person_no,person,status,proves")
    )


@pytest.mark.whole
def test_evaluate(new_desk, blocks, docs):
    desk = new_desk()
    (example,) = blocks(docs / "how-to" / "evaluate.md", "json")
    (desk.place / "labelled.jsonl").write_text(example * 3, encoding="utf-8")
    (desk.place / "comments.csv").write_text("TEXT,label\n今天天气不错,0\n", encoding="utf-8")
    desk.words |= {"LABELLED": "labelled.jsonl", "COMMENTS": "comments.csv"}
    for lang, suffix in (("en", ".md"), ("zh", ".zh-CN.md")):
        page = docs / "how-to" / f"evaluate{suffix}"
        (promised,) = blocks(page, "text")
        tried, scored, comments = desk.follow(blocks(page), lang)
        assert promised.strip() in tried
        assert json.JSONDecoder().raw_decode(scored[scored.index("{\n") :])[0]["micro"]["n"] == 6
        assert comments.startswith("Insults: 1 " if lang == "en" else "辱骂：1 条")


def test_every_answer_of_recheck_and_every_item_of_completeness_is_explained(docs):
    for suffix in (".md", ".zh-CN.md"):
        page = (docs / "how-to" / f"recheck{suffix}").read_text(encoding="utf-8")
        assert {code for code in {*PROOFS, *STATUSES} if f"`{code}`" not in page} == set()
        page = (docs / "explanation" / f"completeness{suffix}").read_text(encoding="utf-8")
        assert {item for item in ITEMS if f"`{item}`" not in page} == set()


def test_every_figure_explains_itself(run_once, whole):
    """The tutorial says: ask why. Of the figures of one kind of finding, which are made alike, some; ``--whole`` asks of all."""
    asked = CliRunner(env={"DOXDOCKET_HOME": str(run_once.place / "home")})
    figures = run_once.rows("figures")
    alike = [figure for figure in figures if figure["id"].startswith("kind.")]
    assert len(figures) > len(alike) > 20
    left = [] if whole else [figure for n, figure in enumerate(alike) if n % 10]
    for n, figure in enumerate(figure for figure in figures if figure not in left):
        both = (("zh", figure["label"]), ("en", figure["label_en"]))
        for lang, label in both if whole else both[n % 2 :][:1]:
            said = asked.invoke(root, ["--lang", lang, "explain", str(run_once.place / "lin-an"), figure["id"]])
            assert (figure["id"], said.exit_code, said.stderr) == (figure["id"], 0, "")
            assert label in said.stdout


def test_the_case_folder_opens_without_this_program(desk, blocks, docs):
    page = docs / "reference" / "case-folder.md"
    (script,) = blocks(page, "python")
    assert blocks(twin(page), "python") == [script]
    assert "doxdocket" not in script.replace("doxdocket case key 1", "")
    (desk.place / "open_case.py").write_text(script, encoding="utf-8")
    desk.follow(
        ["./docket key rotate lin-an --reason 例行更换 --officer 甲"]
    )  # tables and originals are of the key before
    done = subprocess.run([sys.executable, "-W", "error", "open_case.py", "lin-an", "home/identity.txt"], cwd=desk.place,
                          capture_output=True, check=False, encoding="utf-8")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "result.json" in done.stdout
    assert f"persons: {len(desk.rows('persons'))}" in done.stdout


@pytest.mark.parametrize("suffix", ["", ".zh-CN"])
def test_write_the_documents_names_every_document_and_those_that_ask_for_a_reason(docs, suffix):
    text = (docs / "how-to" / f"write-the-documents{suffix}.md").read_text(encoding="utf-8")
    table = "".join(line.split("|")[1] for line in text.splitlines() if line.startswith("| `"))
    assert set(re.findall(r"`(\w+)`", table)) == set(DOCUMENTS)
    (asks,) = re.findall(r"((?:`\w+`(?:, | and |、)?){2,})(?: hold masked| 摘录)", text)
    assert set(re.findall(r"\w+", asks)) - {"and"} == WORDS
    (everybody,) = re.findall(r"((?:`\w+`(?:, | and |、)?){2,})(?: are for everybody| 面向公众)", text)
    assert set(re.findall(r"\w+", everybody)) - {"and"} == PUBLIC


@pytest.mark.whole
def test_write_the_case(rehearsal_case, blocks, docs, tmp_path):
    """Each figure by its command, with what it rests on; and the rows of one sum to it."""
    rows = tmp_path / "persons-low.csv"
    for line in "".join(blocks(docs / "how-to" / "write-the-case.md")).splitlines():
        words = [{"lin-an": "CASE", rows.name: rows}.get(word, word) for word in line.split()[1:]]
        said = rehearsal_case.ask(*words, lang="en")
        if words[0] == "explain" and "--rows" not in words:
            assert f"[{words[2]}]" in said
            assert "rule and article" in said
        elif words[0] == "assess":
            assert len(said.splitlines()) > 5
    with rows.open(encoding="utf-8-sig", newline="") as file:
        added = sum(int(row["adds"]) for row in csv.DictReader(file))
    figures = json.loads(rehearsal_case.ask("figures", "CASE", "--scope", "core", "--json"))["figures"]
    assert added == next(f["low"] for f in figures if f["id"] == "persons") > 0
