-- The key-encryption keys that this store has known, by their ids; the keys themselves are never here. Two are in use only while
-- one takes the other's place. Every wrapped key names the one that wraps it.
CREATE TABLE key_encryption_keys(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, proof BLOB NOT NULL, made_at INTEGER NOT NULL,
  retired_at INTEGER) STRICT;
-- When the first was made is not written anywhere: it is as old as the oldest row.
INSERT INTO key_encryption_keys(id, proof, made_at) SELECT kek_id, proof, (SELECT coalesce(min(at), unixepoch() * 1000) FROM
  (SELECT min(created_at) AS at FROM data_keys UNION ALL SELECT min(at) FROM audit)) FROM key_check;
ALTER TABLE data_keys ADD COLUMN kek TEXT NOT NULL DEFAULT '';
UPDATE data_keys SET kek = (SELECT kek_id FROM key_check);
CREATE INDEX data_keys_kek ON data_keys(kek, record);
ALTER TABLE purpose_keys ADD COLUMN kek TEXT NOT NULL DEFAULT '';
UPDATE purpose_keys SET kek = (SELECT kek_id FROM key_check);
DROP TABLE key_check;

-- A process that still holds a key which was retired meanwhile must not wrap anything by it: nobody could open that again.
CREATE TRIGGER data_keys_made BEFORE INSERT ON data_keys WHEN NOT EXISTS(SELECT 1 FROM key_encryption_keys WHERE id = NEW.kek AND retired_at IS NULL)
  BEGIN SELECT RAISE(ABORT, 'this key-encryption key is not in use'); END;
CREATE TRIGGER data_keys_wrapped BEFORE UPDATE OF kek ON data_keys WHEN NOT EXISTS(SELECT 1 FROM key_encryption_keys WHERE id = NEW.kek AND retired_at IS NULL)
  BEGIN SELECT RAISE(ABORT, 'this key-encryption key is not in use'); END;
CREATE TRIGGER purpose_keys_made BEFORE INSERT ON purpose_keys WHEN NOT EXISTS(SELECT 1 FROM key_encryption_keys WHERE id = NEW.kek AND retired_at IS NULL)
  BEGIN SELECT RAISE(ABORT, 'this key-encryption key is not in use'); END;
CREATE TRIGGER purpose_keys_wrapped BEFORE UPDATE OF kek ON purpose_keys WHEN NOT EXISTS(SELECT 1 FROM key_encryption_keys WHERE id = NEW.kek AND retired_at IS NULL)
  BEGIN SELECT RAISE(ABORT, 'this key-encryption key is not in use'); END;
CREATE TRIGGER key_encryption_keys_retired BEFORE UPDATE OF retired_at ON key_encryption_keys WHEN OLD.retired_at IS NOT NULL
  OR EXISTS(SELECT 1 FROM data_keys WHERE kek = NEW.id) OR EXISTS(SELECT 1 FROM purpose_keys WHERE kek = NEW.id)
  BEGIN SELECT RAISE(ABORT, 'this key-encryption key still wraps keys, or is retired'); END;
