-- Accounts that `admin demo` made: only their codes may be printed on the command line.
ALTER TABLE staff ADD COLUMN demo INTEGER NOT NULL DEFAULT 0;
