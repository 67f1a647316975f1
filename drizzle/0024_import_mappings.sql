CREATE TABLE `import_mappings` (
	`account_id` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`importer` varchar(32) character set ascii collate ascii_bin NOT NULL,
	`name` varchar(100) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`mapping` mediumtext NOT NULL,
	`created_by` varchar(255) character set utf8mb4 collate utf8mb4_bin,
	`created_at` datetime(3) NOT NULL DEFAULT (now(3)),
	`updated_at` datetime(3) NOT NULL DEFAULT (now(3)),
	CONSTRAINT `import_mappings_account_id_importer_name_pk` PRIMARY KEY(`account_id`,`importer`,`name`)
);
