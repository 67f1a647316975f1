CREATE TABLE `account_locks` (
	`account_id` varchar(64) character set ascii collate ascii_bin NOT NULL,
	CONSTRAINT `account_locks_account_id` PRIMARY KEY(`account_id`)
);
--> statement-breakpoint
ALTER TABLE `documents` ADD `announced_at` datetime(3);--> statement-breakpoint
CREATE INDEX `documents_account_bytes` ON `documents` (`account_id`,`upload_status`,`file_size_bytes`);