"""Other programs beside ours on one labelled file in one run: ``./docket bench peers FILE.jsonl [--json]``.

Same messages, same matching (``doxdocket.score``), one process each. Peers live in ``.venv/peers``, made from their own lock. In their
favour: where a peer knows only phone, place, organisation or document, its finding is taken as the kind that the truth has there; kinds
that it does not look for are left out for it. Identity numbers of invented people are born before 1900, which some refuse: for peers their row
stands twice, the second time moved to births of 2060 to 2099 (which ours refuses), in memory only.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

from doxdocket.score import Tally, read
from doxdocket.score.matching import overlap

HERE = Path(__file__).parent / "peers"
HOME = HERE.parents[1] / ".venv" / "peers"
PYTHON = HOME / "bin" / "python"
LOCK = HERE / "requirements.lock"
LICENCES = {"presidio": "MIT", "privyscope": "Apache-2.0", "lac": "Apache-2.0", "doxdocket": "Apache-2.0"}
PHONES = ("phone_number", "landline_number")
#: What a label of a peer may be, the first where the truth says nothing.
MEANS = {
    "presidio": {"CN_ID": ("id_number",), "PHONE_NUMBER": PHONES, "EMAIL_ADDRESS": ("email",), "CREDIT_CARD": ("bank_account",),
                 "CARD": ("bank_account",), "PLATE": ("vehicle_file",), "ACCOUNT": ("social_account",)},
    "privyscope": {"ID_NUM": ("id_number", "passport_number"), "PHONE": PHONES, "EMAIL": ("email",), "BANK": ("bank_account",),
                   "LOC": ("home_address",)},
    "lac": {"PER": ("name",), "LOC": ("home_address",), "ORG": ("school", "workplace")},
}  # fmt: skip
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def environment() -> str | None:
    """Make the peers' environment where it is not there; what went wrong, if anything did."""
    stamp = HOME / "lock"
    if stamp.exists() and stamp.read_bytes() == LOCK.read_bytes():
        return None
    venv.create(HOME, with_pip=True, clear=True)
    words = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "-q",
        "--disable-pip-version-check",
        "--no-deps",
        "--require-hashes",
        "-r",
        LOCK,
    ]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        return done.stderr.strip().splitlines()[-1]
    stamp.write_bytes(LOCK.read_bytes())
    return None


def ask(peer: str, lines: list[dict]) -> tuple[list, dict] | str:
    """Every message's findings and the facts of the run, or why there are none."""
    ours = peer == "doxdocket"
    given = "".join(json.dumps({"text": m["text"]}) + "\n" for m in lines)
    environ = {**os.environ, "HF_HUB_OFFLINE": "1", "TRANSFORMERS_VERBOSITY": "error"}
    words = [sys.executable if ours else PYTHON, HERE / "run.py", peer]
    done = subprocess.run(words, input=given, capture_output=True, text=True, check=False, env=environ)
    if done.returncode:
        return done.stderr.strip().splitlines()[-1]
    *found, facts = [json.loads(line) for line in done.stdout.splitlines()]
    return found, facts


def moved(message: dict) -> dict:
    """The message with its plain identity numbers born two centuries later, check digit and all."""
    text = message["text"]
    for s in message.get("spans", ()):
        old = text[s["start"] : s["end"]]
        if s["kind"] == "id_number" and re.fullmatch(r"\d{6}18\d{9}[\dX]", old):
            body = f"{old[:6]}20{6 + int(old[8]) % 4}{old[9:17]}"
            check = "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]
            text = text[: s["start"]] + body + check + text[s["end"] :]
    return {**message, "text": text}


def score(peer: str, lines: list[dict], found: list) -> Tally:
    """The scores of one peer, over the kinds that it looks for."""
    means = MEANS.get(peer)
    tally = Tally(() if means is None else {kind for kinds in means.values() for kind in kinds})
    for number, (line, spans) in enumerate(zip(lines, found, strict=True), 1):
        truth = read.one(json.dumps(line).encode(), number)
        answer = [
            {"start": a, "end": b, "kind": _kind(means, label, a, b, truth)}
            for a, b, label in spans
            if means is None or label in means
        ]
        tally.add(truth, {"findings": answer})
    return tally


def _kind(means: dict | None, label: str, start: int, end: int, truth: read.Labelled) -> str:
    if means is None:
        return label
    here = {"start": start, "end": end}
    there = {s["kind"] for s in (*(truth.spans or ()), *truth.ignore) if overlap(here, s) and "kind" in s}
    return next((kind for kind in means[label] if kind in there), means[label][0])


def run(lines: list[dict]) -> dict:
    """Every program's scores, speed and, where it cannot be asked, the reason."""
    broken, out = environment(), {}
    for peer in ("doxdocket", "presidio", "privyscope", "lac"):
        got = broken if broken and peer != "doxdocket" else ask(peer, lines)
        if isinstance(got, str):
            out[peer] = {"licence": LICENCES[peer], "not_run": got}
            continue
        found, facts = got
        told = score(peer, lines, found).told()
        out[peer] = {"licence": LICENCES[peer], **facts, "kinds": told["kinds"], "decoys": told["decoys"]}
        again = ask(peer, [moved(m) for m in lines]) if peer in MEANS and "id_number" in told["kinds"] else None
        if isinstance(again, tuple):
            out[peer]["kinds"]["id_number, births moved"] = score(peer, lines, again[0]).told()["kinds"]["id_number"]
    return out


def table(out: dict, messages: int) -> str:
    """As the page of measurements has it: P / R / F1, and speed."""
    peers = list(out)
    head = ["kind", "n", *(f"{p} {out[p].get('version', '')} ({out[p]['licence']})".replace("  ", " ") for p in peers)]
    rows = [head, ["---"] * len(head)]
    ours = out["doxdocket"]["kinds"]
    asked = {kind for p in peers if p != "doxdocket" for kind in out[p].get("kinds", {})}
    for kind in sorted(asked, key=lambda k: (-ours.get(k, {}).get("n", 0), k)):
        row = [kind, str(ours.get(kind, {}).get("n", 0))]
        for p in peers:
            s = out[p].get("kinds", {}).get(kind)
            row.append(
                "–"
                if s is None
                else " / ".join("–" if s[k] is None else f"{s[k]:.3f}" for k in ("precision", "recall", "f1"))
            )
        rows.append(row)
    speeds = [out[p].get("messages_a_cpu_second") for p in peers]
    rows.append(["messages without anything, claimed", str(out["doxdocket"]["decoys"]["messages"]),
                 *(str(out[p]["decoys"]["claimed"]) if "decoys" in out[p] else "–" for p in peers)])  # fmt: skip
    rows.append(["messages a CPU second", str(messages), *("–" if s is None else f"{s:,.0f}" for s in speeds)])
    rows.append(["ours / peer", "", *("–" if s is None else f"{speeds[0] / s:.1f}" for s in speeds)])
    ahead = [
        f"{kind} ({p})"
        for p in peers
        for kind, s in out[p].get("kinds", {}).items()
        if kind in ours and (s["f1"] or 0) > (ours[kind]["f1"] or 0)
    ]
    notes = ["a peer's F1 is higher than ours in: " + (", ".join(ahead) or "no kind")]
    notes += [f"{p} was not run: {out[p]['not_run']}" for p in peers if "not_run" in out[p]]
    return "\n".join(["| " + " | ".join(r) + " |" for r in rows] + notes)


def main() -> int:
    ask_ = argparse.ArgumentParser(description=__doc__)
    ask_.add_argument("file", type=Path)
    ask_.add_argument("--json", action="store_true")
    given = ask_.parse_args()
    lines = [json.loads(line) for line in given.file.read_bytes().splitlines() if line.strip()]
    out = run(lines)
    print(json.dumps(out, indent=1) if given.json else table(out, len(lines)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
