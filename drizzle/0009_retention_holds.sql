CREATE TABLE `installation` (
	`one` tinyint unsigned NOT NULL,
	`installation_id` char(36) character set ascii collate ascii_bin NOT NULL,
	`storage_marker` char(36) character set ascii collate ascii_bin,
	`created_at` datetime(3) NOT NULL DEFAULT (now(3)),
	CONSTRAINT `installation_one` PRIMARY KEY(`one`)
);
--> statement-breakpoint
CREATE TABLE `retention_holds` (
	`hold_id` char(36) character set ascii collate ascii_bin NOT NULL,
	`sweep` varchar(32) character set ascii collate ascii_bin NOT NULL,
	`place` varchar(36) character set ascii collate ascii_bin NOT NULL DEFAULT '',
	`bucket` varchar(63) character set ascii collate ascii_bin NOT NULL,
	`affected` bigint unsigned NOT NULL,
	`total` bigint unsigned NOT NULL,
	`reason` varchar(1024) NOT NULL,
	`created_at` datetime(3) NOT NULL DEFAULT (now(3)),
	`updated_at` datetime(3) NOT NULL DEFAULT (now(3)),
	`confirmed_at` datetime(3),
	`confirmed_by` varchar(64) character set ascii collate ascii_bin,
	CONSTRAINT `retention_holds_hold_id` PRIMARY KEY(`hold_id`),
	CONSTRAINT `retention_holds_sweep` UNIQUE(`sweep`,`place`)
);
--> statement-breakpoint
ALTER TABLE `documents` ADD `deleting_at` datetime(3);--> statement-breakpoint
CREATE INDEX `documents_deleting` ON `documents` (`deleting_at`);