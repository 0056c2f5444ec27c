"""A sheet that came back: every line is checked against its plan before anything is kept, and every fault names its line.

What it leaves out: files, which ``cli`` reads, and recording.

>>> q = Question("Q0001", "findings", "name.valid", "c/1/text/0-2/name")
>>> sheet = Sheet("S0001", {"Q0001": q}, {"Q0001"})
>>> read(sheet, [(2, {"plan": "S0001", "question": "Q0001", "answer": "是"})])[0]
{'Q0001': 'yes'}
>>> read(sheet, [(2, {"plan": "S0001", "question": "Q0001", "answer": "perhaps"})])[2][0].en
"line 2: 'perhaps' is no answer to Q0001; it takes yes, no or unsure"
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from doxdocket.errors import WrongCall
from doxdocket.law.shapes import Both
from doxdocket.sample.plan import Question
from doxdocket.sample.settings import Said, settings, told
from doxdocket.store.reason import checked

COLUMNS = ("plan", "officer", "question", "population", "unit", "asks", "shown", "text", "answer", "note")
NEEDED = ("plan", "question", "answer")
Line = tuple[int, Mapping[str, str]]
Read = tuple[dict[str, Said], dict[str, str], list[Both]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet may answer: its plan, the plan's questions, and those of them that are this person's."""

    plan: str
    questions: Mapping[str, Question]
    own: Collection[str]


def read(sheet: Sheet, lines: Iterable[Line]) -> Read:
    """Answers, notes, and every fault; answers are to be kept only when there is none. A line without an answer is skipped."""
    answers: dict[str, Said] = {}
    notes: dict[str, str] = {}
    faults: list[Both] = []
    seen: dict[str, int] = {}
    for line, row in lines:
        cells = {name: str(row.get(name) or "").strip().removeprefix("'") for name in COLUMNS}
        if not cells["answer"]:
            continue
        fault = _fault(sheet, cells, seen)
        if fault is not None:
            faults.append(Both(zh=f"第 {line} 行：{fault.zh}", en=f"line {line}: {fault.en}"))
            continue
        number = cells["question"]
        seen[number] = line
        said = told(cells["answer"], sheet.questions[number].population)
        if said is not None:
            answers[number] = said
        if cells["note"]:
            notes[number] = cells["note"]
    return answers, notes, faults


def _fault(sheet: Sheet, cells: Mapping[str, str], seen: Mapping[str, int]) -> Both | None:
    """What is wrong with one line that has an answer."""
    number, said = cells["question"], cells["answer"]
    if cells["plan"] != sheet.plan:
        return Both(
            zh=f"不是 {sheet.plan} 的题（写的是 {cells['plan'] or '空'}）",
            en=f"is of plan {cells['plan'] or 'none'}, not {sheet.plan}",
        )
    question = sheet.questions.get(number)
    if question is None:
        return Both(
            zh=f"{sheet.plan} 没有 {number or '空'} 这一题", en=f"{sheet.plan} has no question {number or '(blank)'}"
        )
    if cells["unit"] and cells["unit"] != question.unit:
        return Both(
            zh=f"{number} 的 unit 与发出的不同：行被改动或错位",
            en=f"the unit of {number} is not as it was sent out: the row was altered or shifted",
        )
    if number in seen:
        return Both(
            zh=f"{number} 在第 {seen[number]} 行已经答过", en=f"{number} was answered on line {seen[number]} already"
        )
    if number not in sheet.own:
        return Both(
            zh=f"{number} 没有交给此人：两名复核人尚未给出不同的答案",
            en=f"{number} is not this person's: the two reviewers have not differed on it",
        )
    if told(said, question.population) is None:
        takes = _TAKES[settings().populations[question.population].answers]
        return Both(zh=f"“{said}”不是 {number} 的答案，应为{takes.zh}", en=f"'{said}' is no answer to {number}; it takes {takes.en}")  # fmt: skip
    return _note(cells["note"])


_TAKES = {
    "yes_no": Both(zh="是、否或不能确定", en="yes, no or unsure"),
    "count": Both(zh="数字（0 起）或不能确定", en="a number from 0, or unsure"),
    "labels": Both(zh="0、行为的名称（可写几种）或不能确定", en="0, the names of the labels missed, or unsure"),
}


def _note(text: str) -> Both | None:
    """Notes are kept for good and read by others, so they may not repeat a value."""
    try:
        if text:
            checked(text)
    except WrongCall:
        return Both(
            zh="备注里好像写出了内容本身（一串数字或邮箱）",
            en="the note seems to repeat a value (a run of digits or an address)",
        )
    return None
