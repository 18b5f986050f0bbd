-- When it was settled whether to remind of a visit, and of which day after the account somebody was reminded to activate it. What is
-- not settled is found by its day: the look comes every minute.
ALTER TABLE bookings ADD COLUMN reminded_at INTEGER;
CREATE INDEX bookings_to_remind ON bookings(date, created_at, reference) WHERE cancelled_at IS NULL AND reminded_at IS NULL;
ALTER TABLE applications ADD COLUMN activation_reminded INTEGER NOT NULL DEFAULT 0;
CREATE INDEX applications_to_activate ON applications(account_at, activation_reminded, reference) WHERE account_at IS NOT NULL;
