-- The day that may be promised where days off are not announced; `due` is the one by which the office is on time in any case.
ALTER TABLE applications ADD COLUMN due_latest TEXT;
UPDATE applications SET due_latest = due;
