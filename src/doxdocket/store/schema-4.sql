-- What edition 4 added to case.sqlite; new cases get it at once, older ones when opened.

-- One row an act on the register (登记): an entry of a form, or its withdrawal. The last row of one form and key stands. body is
-- canonical JSON and holds names and dates in clear, as the sources do; salt keeps anybody from trying values against the digest.
CREATE TABLE register (
  id INTEGER PRIMARY KEY, at TEXT NOT NULL, officer TEXT NOT NULL, act TEXT NOT NULL, form TEXT NOT NULL, key TEXT NOT NULL,
  body TEXT NOT NULL, reason TEXT NOT NULL, salt TEXT NOT NULL
) STRICT;
CREATE TRIGGER register_kept BEFORE UPDATE ON register BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER register_whole BEFORE DELETE ON register BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
