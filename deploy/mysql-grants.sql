-- The two MySQL users of Sluice, each with the least that it needs. Run it as an administrator, with your own passwords.
-- In DATABASE_URL: sluice. In MIGRATION_DATABASE_URL: sluice_migrate, which creates and alters tables when a process starts.

CREATE DATABASE IF NOT EXISTS sluice CHARACTER SET utf8mb4;

-- Add REQUIRE SSL to both where MySQL has a certificate (docs/operations.md).
CREATE USER IF NOT EXISTS 'sluice'@'%' IDENTIFIED BY 'change-me';
CREATE USER IF NOT EXISTS 'sluice_migrate'@'%' IDENTIFIED BY 'change-me-too';

-- Rows, and the temporary table in which an import stages its records.
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE TEMPORARY TABLES ON sluice.* TO 'sluice'@'%';

-- Tables, and the rows that a migration moves. Neither may grant anything, read files, or see another database.
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES ON sluice.* TO 'sluice_migrate'@'%';

-- Tables of your own that importers write to (IMPORT_TARGETS), each with what imports need. TRIGGER only shows their triggers.
-- GRANT SELECT, INSERT, UPDATE, DELETE, TRIGGER ON shop.order_lines TO 'sluice'@'%';
-- Where Sluice makes tables in another database than its own (IMPORT_CREATE_SCHEMA):
-- GRANT SELECT, INSERT, UPDATE, DELETE ON shop_imports.* TO 'sluice'@'%';
-- GRANT SELECT, CREATE, ALTER, DROP, INDEX ON shop_imports.* TO 'sluice_migrate'@'%';
