-- What edition 3 added to case.sqlite; new cases get it at once, older ones when opened.

-- One row an act of double review: a plan (what was drawn), answers of one person, or the undoing of one of these. Targets are
-- canonical JSON and name things by content, never by value.
CREATE TABLE samples (
  id INTEGER PRIMARY KEY, at TEXT NOT NULL, officer TEXT NOT NULL, act TEXT NOT NULL, target TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE TRIGGER samples_kept BEFORE UPDATE ON samples BEGIN SELECT RAISE(ABORT, 'samples are append-only'); END;
CREATE TRIGGER samples_whole BEFORE DELETE ON samples BEGIN SELECT RAISE(ABORT, 'samples are append-only'); END;
