-- case.sqlite: everything of a case that is not a file of its own. Times are ISO 8601 in UTC, details canonical JSON.

-- One row a setting: info (CaseInfo as JSON), bagged (how many sources the bag's manifests list).
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

-- One row a file of the case folder, as it must be. Law: 法发〔2016〕22号 art. 5 (完整性校验值).
CREATE TABLE files (
  path   TEXT PRIMARY KEY,          -- within the case folder, '/' between names
  sha256 TEXT NOT NULL,
  size   INTEGER NOT NULL,
  what   TEXT NOT NULL              -- info, key, bag, original, run, head, document
) STRICT;

-- One row an act. hash = SHA-256 of the canonical JSON of the other columns; prev = hash of the row before.
CREATE TABLE custody (
  seq INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, act TEXT NOT NULL, detail TEXT NOT NULL,
  prev TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER custody_kept BEFORE UPDATE ON custody BEGIN SELECT RAISE(ABORT, 'custody is append-only'); END;
CREATE TRIGGER custody_whole BEFORE DELETE ON custody BEGIN SELECT RAISE(ABORT, 'custody is append-only'); END;

-- One row a captured file. Law: 法发〔2016〕22号 art. 7, 9, 14.
CREATE TABLE sources (
  sha256 TEXT PRIMARY KEY, sm3 TEXT NOT NULL, size INTEGER NOT NULL, name TEXT NOT NULL, path_given TEXT NOT NULL,
  form TEXT, channel TEXT, origin TEXT NOT NULL, captured_at TEXT, modified_at TEXT NOT NULL, taken_at TEXT NOT NULL,
  officers TEXT NOT NULL, note TEXT NOT NULL, status TEXT NOT NULL, payload TEXT NOT NULL UNIQUE
) STRICT;

-- One row a place where a captured file was found: the same bytes may lie in several.
CREATE TABLE places (sha256 TEXT NOT NULL REFERENCES sources, path TEXT NOT NULL, taken_at TEXT NOT NULL,
  PRIMARY KEY (sha256, path)) STRICT;

-- One row a file that was met and not taken in.
CREATE TABLE notices (id INTEGER PRIMARY KEY, at TEXT NOT NULL, path TEXT NOT NULL, code TEXT NOT NULL) STRICT;

-- One row a decision of a person; undoing one is another.
CREATE TABLE decisions (
  id INTEGER PRIMARY KEY, at TEXT NOT NULL, officer TEXT NOT NULL, act TEXT NOT NULL, target TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE TRIGGER decisions_kept BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decisions_whole BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;

-- One row a run; published when head is not null. The current one is the one with the greatest head_seq.
CREATE TABLE runs (
  run_id TEXT PRIMARY KEY, begun_at TEXT NOT NULL, published_at TEXT, head_seq INTEGER, head TEXT, figures_sha256 TEXT
) STRICT;

-- One row a dossier key: the code of its person. Codes are never reused.
CREATE TABLE codes (dossier TEXT PRIMARY KEY, code TEXT NOT NULL) STRICT;

-- One row a person or escrow for whom the case key is wrapped.
CREATE TABLE keyholders (
  fingerprint TEXT PRIMARY KEY, recipient TEXT NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL, added_at TEXT NOT NULL
) STRICT;
