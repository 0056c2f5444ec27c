"""The hand-over (移交): all that goes to the court, the other side or an archive, as one signed bundle that is checked without this program.

A bundle is a bag (``store.bag``): documents, figures, masked tables, decisions, versions and the custody chain as its payload; beside it an index
and ``verify.py``, one file of the standard library that checks digests, chain and signature and counts every headline figure again. The same case on the
same day gives the same bytes; signature and cover sheet lie beside them and are in no manifest.
Source: RFC 8493; docs/how-to/hand-over.md. Left out: values and posts, which stay in the case (``documents --grade sealed``, ``open``).
"""

from doxdocket.desk.handover.bundle import Bundle, asked, made
from doxdocket.desk.handover.sheet import COVER, SIGNATURE, cover

__all__ = ["COVER", "NAMESPACE", "SIGNATURE", "Bundle", "asked", "cover", "made"]

NAMESPACE = "doxdocket-handover"
"""What a signature of a bundle is for: one of another purpose does not pass for it."""
