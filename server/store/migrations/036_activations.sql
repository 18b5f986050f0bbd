-- Activation codes of officers' accounts, one an account: known by a keyed hash. What the officer has chosen meanwhile waits here and
-- is worth nothing before it is confirmed. An account without a password hash is not active: nobody can sign in to it.
CREATE TABLE activations(staff TEXT PRIMARY KEY REFERENCES staff(id), code TEXT NOT NULL, expires_at INTEGER NOT NULL,
  password_hash TEXT NOT NULL DEFAULT '', totp BLOB NOT NULL DEFAULT x'') STRICT, WITHOUT ROWID;
CREATE INDEX activations_expires ON activations(expires_at);
