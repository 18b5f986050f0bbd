-- Going on in spite of a doubt takes two people: an officer's proposal and what a supervisor, who is somebody else, made of it. `digest` is a
-- keyed hash of the data it was made over. A proposal that nobody decided lapses when the next one is made; no number
-- is given twice, so what a supervisor answers is the proposal that was shown.
CREATE TABLE overrides(id INTEGER PRIMARY KEY AUTOINCREMENT, reference TEXT NOT NULL REFERENCES applications(reference), officer TEXT NOT NULL, at INTEGER NOT NULL,
  reason BLOB NOT NULL, digest TEXT NOT NULL, decision TEXT CHECK(decision IN ('approved', 'declined', 'lapsed')), supervisor TEXT CHECK(supervisor <> officer),
  decision_reason BLOB, decided_at INTEGER) STRICT;
CREATE INDEX overrides_reference ON overrides(reference, id);
CREATE UNIQUE INDEX overrides_open ON overrides(reference) WHERE decision IS NULL;
