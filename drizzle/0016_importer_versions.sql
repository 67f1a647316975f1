CREATE TABLE `importer_versions` (
	`name` varchar(32) character set ascii collate ascii_bin NOT NULL,
	`account_id` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`version` int unsigned NOT NULL,
	`source` mediumtext NOT NULL,
	`format` enum('yaml','json') NOT NULL,
	`sha256` char(64) character set ascii collate ascii_bin NOT NULL,
	`definition` mediumtext NOT NULL,
	`created_by` varchar(255) character set utf8mb4 collate utf8mb4_bin,
	`created_at` datetime(3) NOT NULL DEFAULT (now(3)),
	CONSTRAINT `importer_versions_name_account_id_version_pk` PRIMARY KEY(`name`,`account_id`,`version`)
);
--> statement-breakpoint
CREATE TABLE `importers` (
	`name` varchar(32) character set ascii collate ascii_bin NOT NULL,
	`account_id` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`title` varchar(255) NOT NULL,
	`origin` enum('shipped','folder','api') NOT NULL,
	`version` int unsigned NOT NULL,
	`archived_at` datetime(3),
	`created_at` datetime(3) NOT NULL DEFAULT (now(3)),
	`updated_at` datetime(3) NOT NULL DEFAULT (now(3)),
	CONSTRAINT `importers_name_account_id_pk` PRIMARY KEY(`name`,`account_id`)
);
--> statement-breakpoint
ALTER TABLE `bulk_import_jobs` ADD `importer_version` int unsigned;--> statement-breakpoint
CREATE INDEX `importers_account` ON `importers` (`account_id`,`name`);