-- Days on which the operator closes an office, with the reason that people read. What is taken back is open again from `open_from` on.
-- A visit that was moved for it knows the closure and the day it was moved from; visits that are still to be moved are found by their day.
CREATE TABLE closures(id INTEGER PRIMARY KEY AUTOINCREMENT, office TEXT NOT NULL, from_day TEXT NOT NULL, to_day TEXT NOT NULL CHECK(to_day >= from_day),
  reason_vi TEXT NOT NULL, reason_en TEXT NOT NULL, closed_at INTEGER NOT NULL, open_from TEXT) STRICT;
CREATE INDEX closures_office ON closures(office, from_day);
ALTER TABLE bookings ADD COLUMN closure INTEGER REFERENCES closures(id);
ALTER TABLE bookings ADD COLUMN moved_from TEXT;
