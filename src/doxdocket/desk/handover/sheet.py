"""The cover sheet of a bundle, for paper: what was handed over, its digest, whose signature is beside it, and how the receiver checks both.

It is no part of the bundle's bytes: it holds their digest, the row of the custody chain with which they left, and the day. Left out: who receives it, who signs by hand.
"""

from doxdocket.desk.documents.material import Material
from doxdocket.desk.handover.bundle import Bundle
from doxdocket.report.document import Document, Part, Table, cells
from doxdocket.report.paper import Paper
from doxdocket.store.custody.chain import CustodyRow
from doxdocket.words import say, zh_en

COVER = "cover"
"""The name of the sheet's file, without its ending."""
SIGNATURE = "signature.sig"
"""The signature, over the tag manifest of SHA-256, and so over every file."""


def cover(of: Material, bundle: Bundle, key: str, row: CustodyRow, reason: str) -> Paper:
    """The sheet. ``key``: the fingerprint of the signing key; ``row``: the one with which the bundle left."""
    data = sum(path.startswith("data/") for path in bundle.files)
    names = sorted({path.partition("/")[0] for path in bundle.files} | {SIGNATURE, f"{COVER}.docx"})
    facts = [
        (say("sealing.case"), f"{of.case.info.id}  {of.names.clean(of.case.info.title)}"),
        (say("sealing.scope"), of.scope.label(of.lang)),
        (say("handover.day"), str(bundle.day)),
        (
            say("handover.files"),
            say(
                "handover.files_said",
                n=data,
                listed=len(bundle.files),
                all=len(bundle.files) + 2,
                bytes=sum(map(len, bundle.files.values())),
            ),
        ),
        (say("handover.digest"), bundle.digest),
        (say("handover.key"), key),
        (say("handover.verifier"), bundle.verifier),
        (say("handover.end"), say("handover.row_said", seq=bundle.end.seq, hash=bundle.end.hash)),
        (say("handover.row"), say("handover.row_said", seq=row.seq, hash=row.hash)),
        (
            say("handover.after"),
            say("handover.after_said", n=row.seq + 1 - bundle.end.seq, first=bundle.end.seq + 1, last=row.seq + 1),
        ),
        (say("sealing.officer"), row.actor),
        (say("sealing.reason"), reason),
    ]
    how = [
        (say("handover.first"), say("handover.first_said")),
        (say("handover.check"), say("handover.check_said", key=key, bag=bundle.digest, head=bundle.end.hash)),
        (
            say("handover.by_hand"),
            say("handover.by_hand_said", data=data, names=" ".join(names)),
        ),
        (say("handover.trust"), say("handover.trust_said")),
        (say("handover.sealed"), say("handover.sealed_said")),
    ]
    told = {"document": COVER, "case": of.name, "sha256": bundle.digest, "key": key, "row": row.seq}
    return Paper(
        COVER, zh_en("handover.title"), Document(told, [Table(facts, cells("", "")), Part([Table(how, cells("", ""))], say("handover.how"))]),
        number=zh_en("handover.number", mark=bundle.digest[:12]), authority=of.authority, date=str(bundle.day),
        signatures=[zh_en("sealing.handed_by"), zh_en("sealing.received_by")],
    )  # fmt: skip
