CREATE TABLE `import_deletions` (
	`job_id` char(36) character set ascii collate ascii_bin NOT NULL,
	`seq` int unsigned NOT NULL,
	`key_values` mediumtext NOT NULL,
	`outcome` enum('pending','deleted','refused','gone') NOT NULL DEFAULT 'pending',
	`code` varchar(64) character set ascii collate ascii_bin,
	`message` varchar(1024),
	CONSTRAINT `import_deletions_job_id_seq_pk` PRIMARY KEY(`job_id`,`seq`)
);
--> statement-breakpoint
CREATE TABLE `mirror_turns` (
	`target` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`job_id` char(36) character set ascii collate ascii_bin NOT NULL,
	CONSTRAINT `mirror_turns_target` PRIMARY KEY(`target`)
);
--> statement-breakpoint
ALTER TABLE `bulk_import_jobs` ADD `deleted_rows` int unsigned DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `bulk_import_jobs` ADD `deletion` mediumtext;--> statement-breakpoint
CREATE INDEX `import_deletions_outcome` ON `import_deletions` (`job_id`,`outcome`,`seq`);