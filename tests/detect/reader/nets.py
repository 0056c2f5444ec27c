"""What a net may say of a text, made by hand."""

import numpy as np

from doxdocket.detect.reader import tagger
from doxdocket.law.kinds import kinds


def net_of(text, spans, personal=900):
    """A net that holds these stretches for these kinds, each with its share."""
    parts = np.zeros((len(text), len(kinds())), np.int16)
    begins = np.zeros_like(parts)
    for start, end, kind, share in spans:
        at = list(kinds()).index(kind)
        parts[start:end, at], begins[start, at] = share, share
    finds = tuple(tagger.Find(*one) for one in spans if one[3] > 500)
    doing = np.zeros((len(text), len(tagger.LABELS)), np.int16)
    return tagger.Tagged(finds, dict.fromkeys(tagger.LABELS, 0), personal, parts, begins, doing)
