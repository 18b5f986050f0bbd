-- Pictures of papers to integrate. A row of the filing names its pictures by id; `reference` is set when it is filed.
CREATE TABLE attachments(id TEXT PRIMARY KEY, owner TEXT NOT NULL, image BLOB NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
  created_at INTEGER NOT NULL, reference TEXT) STRICT;
CREATE INDEX attachments_owner ON attachments(owner, created_at);
CREATE INDEX attachments_reference ON attachments(reference);
