-- Accounts that `admin demo` made: only their codes may be printed on the command line.
ALTER TABLE staff ADD COLUMN demo INTEGER NOT NULL DEFAULT 0;

-- Who held a file when, and why a supervisor took it over; applications.claimed_by holds the present one.
CREATE TABLE claims(id INTEGER PRIMARY KEY, reference TEXT NOT NULL REFERENCES applications(reference), officer TEXT NOT NULL, at INTEGER NOT NULL,
  ended_at INTEGER, reason BLOB) STRICT;
CREATE INDEX claims_reference ON claims(reference, id);
