-- Nothing uses these columns any more. They stay until the next version, so that this one can run beside the last one;
-- what matters is that a row can be inserted without them.
ALTER TABLE `bulk_import_jobs` ALTER COLUMN `idle_attempts` SET DEFAULT 0, ALTER COLUMN `key_start` SET DEFAULT NULL;
