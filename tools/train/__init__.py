"""Trains the tagger (``doxdocket.detect.reader.tagger``): ``python -m tools.train --final --out DIR``; needs the extra ``train``."""
