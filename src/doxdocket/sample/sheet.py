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
from doxdocket.sample.plan import Question
from doxdocket.sample.settings import Said, settings, told
from doxdocket.store.reason import checked
from doxdocket.words import Both, coded, zh_en

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
            faults.append(zh_en("sample_sheet.line", line=line, fault=fault))
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
        return zh_en("sample_sheet.is_of_plan_not", plan=sheet.plan, plan_2=cells["plan"] or zh_en("sample_sheet.none"))
    question = sheet.questions.get(number)
    if question is None:
        return zh_en("sample_sheet.has_no_question", plan=sheet.plan, number=number or zh_en("sample_sheet.blank"))
    if cells["unit"] and cells["unit"] != question.unit:
        return zh_en("sample_sheet.unit_of_is_not_as", number=number)
    if number in seen:
        return zh_en("sample_sheet.was_answered_on_line_already", number=number, seen=seen[number])
    if number not in sheet.own:
        return zh_en("sample_sheet.is_not_this_person_s", number=number)
    if told(said, question.population) is None:
        takes = _TAKES[settings().populations[question.population].answers]
        return zh_en("sample_sheet.is_no_answer_to_it", said=said, number=number, takes=takes)  # fmt: skip
    return _note(cells["note"])


_TAKES = coded("sheet_takes")


def _note(text: str) -> Both | None:
    """Notes are kept for good and read by others, so they may not repeat a value."""
    try:
        if text:
            checked(text)
    except WrongCall:
        return zh_en("sample_sheet.note_seems_to_repeat_value")
    return None
