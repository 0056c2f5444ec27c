-- What edition 2 added to case.sqlite beside four columns of sources; new cases get it at once, older ones when opened.

-- One row a change of what is stated about a source, by a person: what was stated and what is now, both as objects of the
-- changed facts. Law: 法发〔2016〕22号 art. 14, 27 (what is lacking is stated later, and nothing is lost).
CREATE TABLE statements (
  id INTEGER PRIMARY KEY, at TEXT NOT NULL, officer TEXT NOT NULL, source TEXT NOT NULL, was TEXT NOT NULL,
  now TEXT NOT NULL
) STRICT;
CREATE TRIGGER statements_kept BEFORE UPDATE ON statements BEGIN SELECT RAISE(ABORT, 'statements are append-only'); END;
CREATE TRIGGER statements_whole BEFORE DELETE ON statements BEGIN SELECT RAISE(ABORT, 'statements are append-only'); END;

-- One row a file attached to a source, or to the whole case (source is null); the file is a source itself.
-- Law: 法发〔2016〕22号 art. 8, 14, 15; 民诉法 art. 73 (translations).
CREATE TABLE attachments (
  id INTEGER PRIMARY KEY, at TEXT NOT NULL, officer TEXT NOT NULL, source TEXT, attached TEXT NOT NULL, kind TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE TRIGGER attachments_kept BEFORE UPDATE ON attachments
  BEGIN SELECT RAISE(ABORT, 'attachments are append-only'); END;
CREATE TRIGGER attachments_whole BEFORE DELETE ON attachments
  BEGIN SELECT RAISE(ABORT, 'attachments are append-only'); END;

-- One row a digest by another algorithm than ours (md5, sha1, sha512), computed when somebody's list asked for it.
CREATE TABLE digests (source TEXT NOT NULL REFERENCES sources, algorithm TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (source, algorithm)) STRICT;

-- One row a list of digests of the sender, compared with the case; and one row a line of it, or a source it does not list.
CREATE TABLE hash_lists (
  id INTEGER PRIMARY KEY, at TEXT NOT NULL, officer TEXT NOT NULL, list TEXT NOT NULL, shape TEXT NOT NULL
) STRICT;
CREATE TABLE hash_entries (
  list INTEGER NOT NULL REFERENCES hash_lists, no INTEGER NOT NULL, line INTEGER, name TEXT NOT NULL,
  algorithm TEXT NOT NULL, value TEXT NOT NULL, verdict TEXT NOT NULL, source TEXT, PRIMARY KEY (list, no)
) STRICT;
CREATE TRIGGER hash_lists_kept BEFORE UPDATE ON hash_lists BEGIN SELECT RAISE(ABORT, 'hash lists are append-only'); END;
CREATE TRIGGER hash_lists_whole BEFORE DELETE ON hash_lists BEGIN SELECT RAISE(ABORT, 'hash lists are append-only'); END;

-- One row a time-stamp request (RFC 3161) and one row an answer to it. subject: source:SHA256, head:SEQ or bag; data is the
-- text whose SHA-256 is the imprint, where nothing else keeps it (the bag's tag manifest as it was).
CREATE TABLE stamps (
  id INTEGER PRIMARY KEY, at TEXT NOT NULL, officer TEXT NOT NULL, subject TEXT NOT NULL, imprint TEXT NOT NULL,
  request BLOB NOT NULL, data BLOB NOT NULL
) STRICT;
CREATE TABLE stamp_answers (
  id INTEGER PRIMARY KEY, stamp INTEGER NOT NULL REFERENCES stamps, at TEXT NOT NULL, officer TEXT NOT NULL,
  response BLOB NOT NULL, roots TEXT NOT NULL, detail TEXT NOT NULL
) STRICT;
CREATE TRIGGER stamps_kept BEFORE UPDATE ON stamps BEGIN SELECT RAISE(ABORT, 'time stamps are append-only'); END;
CREATE TRIGGER stamps_whole BEFORE DELETE ON stamps BEGIN SELECT RAISE(ABORT, 'time stamps are append-only'); END;
CREATE TRIGGER stamp_answers_kept BEFORE UPDATE ON stamp_answers
  BEGIN SELECT RAISE(ABORT, 'time stamps are append-only'); END;
CREATE TRIGGER stamp_answers_whole BEFORE DELETE ON stamp_answers
  BEGIN SELECT RAISE(ABORT, 'time stamps are append-only'); END;
