-- Times are milliseconds since 1970 UTC. "sealed" columns hold Keyring output. Owners and subjects are blind indexes.

CREATE TABLE key_check(id INTEGER PRIMARY KEY CHECK(id = 1), kek_id TEXT NOT NULL, proof BLOB NOT NULL) STRICT;
-- Keys with one purpose (blind index, slip MAC, …), wrapped by the key-encryption key.
CREATE TABLE purpose_keys(name TEXT PRIMARY KEY, wrapped BLOB NOT NULL) STRICT, WITHOUT ROWID;
-- One data key per record: destroying the row erases everything sealed for the record.
CREATE TABLE data_keys(record TEXT PRIMARY KEY, key_id TEXT NOT NULL, wrapped BLOB NOT NULL, created_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE audit(seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL,
  detail TEXT NOT NULL, previous BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
CREATE INDEX audit_subject ON audit(subject);
CREATE TABLE audit_head(id INTEGER PRIMARY KEY CHECK(id = 1), entries INTEGER NOT NULL, hash BLOB NOT NULL) STRICT;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit table is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit table is append-only'); END;

-- Sliding-window limits: one row an event; must survive a restart.
CREATE TABLE throttle(bucket TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX throttle_bucket ON throttle(bucket, at);
CREATE INDEX throttle_at ON throttle(at);

CREATE TABLE otp(id TEXT PRIMARY KEY, phone_index TEXT NOT NULL, phone BLOB NOT NULL, code_mac BLOB NOT NULL, language TEXT NOT NULL,
  created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL DEFAULT 'open'
  CHECK(state IN ('open', 'used', 'burnt', 'replaced'))) STRICT, WITHOUT ROWID;
CREATE INDEX otp_phone ON otp(phone_index, created_at);

CREATE TABLE sessions(id TEXT PRIMARY KEY, role TEXT NOT NULL CHECK(role IN ('applicant', 'officer', 'supervisor')), subject TEXT NOT NULL,
  office TEXT NOT NULL DEFAULT '', name BLOB, phone BLOB, language TEXT NOT NULL, created_at INTEGER NOT NULL, last_seen INTEGER NOT NULL,
  expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_subject ON sessions(subject);

CREATE TABLE drafts(owner TEXT PRIMARY KEY, revision INTEGER NOT NULL, body BLOB NOT NULL, updated_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE portraits(id TEXT PRIMARY KEY, owner TEXT NOT NULL, image BLOB NOT NULL, verdict TEXT NOT NULL, width INTEGER NOT NULL,
  height INTEGER NOT NULL, created_at INTEGER NOT NULL, reference TEXT) STRICT;
CREATE INDEX portraits_owner ON portraits(owner, created_at);

CREATE TABLE applications(reference TEXT PRIMARY KEY, owner TEXT NOT NULL, sitting TEXT NOT NULL, state TEXT NOT NULL, filed_for TEXT NOT NULL,
  language TEXT NOT NULL, filing BLOB NOT NULL, document_index TEXT NOT NULL, portrait_id TEXT, office TEXT, claimed_by TEXT, claimed_at INTEGER,
  submitted_at INTEGER NOT NULL, received_at INTEGER, due TEXT, due_days INTEGER, due_certain INTEGER, account BLOB, account_at INTEGER,
  activate_by TEXT, return_reason BLOB, updated_at INTEGER NOT NULL) STRICT;
CREATE INDEX applications_owner ON applications(owner, submitted_at);
CREATE INDEX applications_document ON applications(document_index);
CREATE INDEX applications_office ON applications(office, state);

CREATE TABLE history(id INTEGER PRIMARY KEY, reference TEXT NOT NULL REFERENCES applications(reference), at INTEGER NOT NULL, event TEXT NOT NULL,
  state TEXT NOT NULL, actor TEXT NOT NULL) STRICT;
CREATE INDEX history_reference ON history(reference, id);

-- The same request sent twice has the same answer.
CREATE TABLE submissions(owner TEXT NOT NULL, request_key TEXT NOT NULL, body_hash BLOB NOT NULL, reference_list TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY(owner, request_key)) STRICT, WITHOUT ROWID;

CREATE TABLE bookings(id INTEGER PRIMARY KEY, reference TEXT NOT NULL REFERENCES applications(reference), office TEXT NOT NULL, date TEXT NOT NULL,
  time TEXT NOT NULL, created_at INTEGER NOT NULL, cancelled_at INTEGER) STRICT;
CREATE UNIQUE INDEX bookings_open ON bookings(reference) WHERE cancelled_at IS NULL;
CREATE INDEX bookings_slot ON bookings(office, date, time) WHERE cancelled_at IS NULL;

CREATE TABLE staff(id TEXT PRIMARY KEY, user TEXT NOT NULL UNIQUE, name TEXT NOT NULL, office TEXT NOT NULL, role TEXT NOT NULL
  CHECK(role IN ('officer', 'supervisor')), password_hash TEXT NOT NULL, totp BLOB NOT NULL, language TEXT NOT NULL DEFAULT 'vi',
  disabled INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0, locked_until INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL) STRICT;
CREATE TABLE totp_used(staff TEXT NOT NULL REFERENCES staff(id), counter INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(staff, counter)) STRICT, WITHOUT ROWID;

-- The officer's work on a file.
CREATE TABLE comparisons(reference TEXT PRIMARY KEY REFERENCES applications(reference), mrz BLOB NOT NULL, result BLOB NOT NULL, officer TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE differences(reference TEXT NOT NULL REFERENCES applications(reference), field TEXT NOT NULL, accept TEXT NOT NULL, reason BLOB NOT NULL,
  officer TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(reference, field)) STRICT;
CREATE TABLE captures(reference TEXT NOT NULL REFERENCES applications(reference), position TEXT NOT NULL, image BLOB, template BLOB, quality TEXT NOT NULL DEFAULT '{}',
  missing TEXT, officer TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(reference, position)) STRICT;
CREATE TABLE verifications(reference TEXT PRIMARY KEY REFERENCES applications(reference), result BLOB NOT NULL, decision TEXT NOT NULL, officer TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE consents(reference TEXT PRIMARY KEY REFERENCES applications(reference), language TEXT NOT NULL, text_version TEXT NOT NULL, applicant_signature BLOB NOT NULL,
  representative_signature BLOB, officer TEXT NOT NULL, at INTEGER NOT NULL) STRICT;

CREATE TABLE outbox(id TEXT PRIMARY KEY, kind TEXT NOT NULL, reference TEXT NOT NULL, payload BLOB NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
  next_try INTEGER NOT NULL, last_error TEXT, created_at INTEGER NOT NULL, delivered_at INTEGER, lease_until INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX outbox_due ON outbox(next_try) WHERE delivered_at IS NULL;
CREATE INDEX outbox_reference ON outbox(reference);

CREATE TABLE notifications(id TEXT PRIMARY KEY, reference TEXT NOT NULL, channel TEXT NOT NULL, kind TEXT NOT NULL, language TEXT NOT NULL, address BLOB NOT NULL,
  body BLOB, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, last_error TEXT, created_at INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX notifications_reference ON notifications(reference, at);
