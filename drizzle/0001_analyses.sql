CREATE TABLE `analysis_reports` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`analysis_id` varchar(128) character set ascii collate ascii_bin NOT NULL,
	`account_id` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`doc_id` char(36) character set ascii collate ascii_bin NOT NULL,
	`tool` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`status` enum('queued','processing','completed','failed','cancelling','cancelled') NOT NULL DEFAULT 'queued',
	`phase` varchar(32) character set ascii collate ascii_bin,
	`percent` int unsigned NOT NULL DEFAULT 0,
	`total_rows` int unsigned,
	`timestamp` datetime(3),
	`execution_time_ms` int unsigned,
	`options` json NOT NULL,
	`report` json,
	`report_s3_path` varchar(1024),
	`attempt` int unsigned NOT NULL DEFAULT 0,
	`error_code` varchar(64) character set ascii collate ascii_bin,
	`error_message` varchar(1024),
	`requested_by` varchar(255),
	`trace_id` char(36) character set ascii collate ascii_bin NOT NULL,
	`enqueued_at` datetime(3),
	`created_at` datetime(3) NOT NULL DEFAULT (now(3)),
	`started_at` datetime(3),
	`completed_at` datetime(3),
	`updated_at` datetime(3) NOT NULL DEFAULT (now(3)),
	CONSTRAINT `analysis_reports_id` PRIMARY KEY(`id`),
	CONSTRAINT `analysis_reports_analysis` UNIQUE(`analysis_id`),
	CONSTRAINT `analysis_reports_percent` CHECK(`analysis_reports`.`percent` <= 100)
);
--> statement-breakpoint
CREATE TABLE `reprocess_runs` (
	`run_id` char(36) character set ascii collate ascii_bin NOT NULL,
	`account_id` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`filter` json NOT NULL,
	`status` enum('pending','processing','completed','failed','cancelling','cancelled') NOT NULL DEFAULT 'pending',
	`matched` int unsigned NOT NULL DEFAULT 0,
	`processed` int unsigned NOT NULL DEFAULT 0,
	`succeeded` int unsigned NOT NULL DEFAULT 0,
	`failed` int unsigned NOT NULL DEFAULT 0,
	`attempt` int unsigned NOT NULL DEFAULT 0,
	`error_code` varchar(64) character set ascii collate ascii_bin,
	`error_message` varchar(1024),
	`requested_by` varchar(255),
	`trace_id` char(36) character set ascii collate ascii_bin NOT NULL,
	`enqueued_at` datetime(3),
	`created_at` datetime(3) NOT NULL DEFAULT (now(3)),
	`completed_at` datetime(3),
	`updated_at` datetime(3) NOT NULL DEFAULT (now(3)),
	CONSTRAINT `reprocess_runs_run_id` PRIMARY KEY(`run_id`),
	CONSTRAINT `reprocess_runs_sum` CHECK(`reprocess_runs`.`succeeded` + `reprocess_runs`.`failed` = `reprocess_runs`.`processed`)
);
--> statement-breakpoint
ALTER TABLE `downloads` ADD `analysis_id` varchar(128) character set ascii collate ascii_bin;--> statement-breakpoint
ALTER TABLE `analysis_reports` ADD CONSTRAINT `analysis_reports_doc_id_documents_doc_id_fk` FOREIGN KEY (`doc_id`) REFERENCES `documents`(`doc_id`) ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `analysis_reports_account` ON `analysis_reports` (`account_id`,`created_at`,`analysis_id`);--> statement-breakpoint
CREATE INDEX `analysis_reports_account_tool` ON `analysis_reports` (`account_id`,`tool`,`created_at`);--> statement-breakpoint
CREATE INDEX `analysis_reports_account_status` ON `analysis_reports` (`account_id`,`status`,`created_at`);--> statement-breakpoint
CREATE INDEX `analysis_reports_status` ON `analysis_reports` (`status`,`updated_at`);--> statement-breakpoint
CREATE INDEX `reprocess_runs_account` ON `reprocess_runs` (`account_id`,`created_at`,`run_id`);--> statement-breakpoint
CREATE INDEX `reprocess_runs_status` ON `reprocess_runs` (`status`,`updated_at`);--> statement-breakpoint
ALTER TABLE `downloads` ADD CONSTRAINT `downloads_owner` CHECK ((`downloads`.`job_id` is null) <> (`downloads`.`analysis_id` is null));--> statement-breakpoint
ALTER TABLE `downloads` ADD CONSTRAINT `downloads_analysis_id_analysis_reports_analysis_id_fk` FOREIGN KEY (`analysis_id`) REFERENCES `analysis_reports`(`analysis_id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `downloads_analysis` ON `downloads` (`analysis_id`);--> statement-breakpoint
CREATE INDEX `downloads_status` ON `downloads` (`status`,`created_at`);