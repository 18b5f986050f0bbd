-- When the session's second factor was last shown: sensitive acts need it to be fresh.
ALTER TABLE sessions ADD COLUMN verified_at INTEGER NOT NULL DEFAULT 0;
UPDATE sessions SET verified_at = created_at;

-- Officers' security keys. `handle` is a keyed hash of the credential's id; the id itself, the public key and the name are sealed.
CREATE TABLE security_keys(id TEXT PRIMARY KEY, staff TEXT NOT NULL REFERENCES staff(id), handle TEXT NOT NULL UNIQUE, credential BLOB NOT NULL,
  algorithm INTEGER NOT NULL, public_key BLOB NOT NULL, counter INTEGER NOT NULL, name BLOB NOT NULL, added_at INTEGER NOT NULL,
  used_at INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX security_keys_staff ON security_keys(staff);
-- What a key is asked to sign: known by its keyed hash, good once and for two minutes. `session` is empty at sign-in.
CREATE TABLE key_challenges(id TEXT PRIMARY KEY, purpose TEXT NOT NULL CHECK(purpose IN ('sign_in', 'step_up', 'add')), staff TEXT NOT NULL
  REFERENCES staff(id), session TEXT NOT NULL, expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX key_challenges_expires ON key_challenges(expires_at);
