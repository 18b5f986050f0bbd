-- Every sign-in looks for sessions that ended, every look at the figures for dead letters: neither may read the whole table.
CREATE INDEX sessions_expires ON sessions(expires_at);
CREATE INDEX sessions_seen ON sessions(last_seen);
CREATE INDEX outbox_failed ON outbox(kind) WHERE state = 'failed';
