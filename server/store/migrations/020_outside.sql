-- Outbox: a row waits, is leased (state 'sending'), and ends; 'sent' requests to the authority still await their answer.
-- Order within kind and reference is that of insertion: `position` is given by hand because VACUUM may renumber rowids.
ALTER TABLE outbox ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN lease TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN give_up_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0;
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox(kind, next_try) WHERE delivered_at IS NULL;
CREATE INDEX outbox_order ON outbox(kind, reference, position);
CREATE INDEX outbox_position ON outbox(position);

-- Developer mailbox: what would have been sent when neither SMTP nor an SMS gateway is configured. Only with --demo.
CREATE TABLE mailbox(seq INTEGER PRIMARY KEY, channel TEXT NOT NULL, recipient TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
  at INTEGER NOT NULL) STRICT;

-- What the authority answered, once for each enrolment: the same callback again changes nothing.
CREATE TABLE authority_answers(enrollment_id TEXT PRIMARY KEY, digest TEXT NOT NULL, reference TEXT NOT NULL, result TEXT NOT NULL,
  at INTEGER NOT NULL) STRICT;
