CREATE TABLE `assets` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`account_id` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`identifier` varchar(255) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`name` varchar(255) NOT NULL,
	`type` varchar(16) character set ascii collate ascii_bin NOT NULL DEFAULT 'asset',
	`description` varchar(1024),
	`valid_from` datetime(3) NOT NULL DEFAULT (now(3)),
	`valid_to` datetime(3),
	`is_active` boolean NOT NULL DEFAULT true,
	`metadata` json,
	`import_job_id` char(36) character set ascii collate ascii_bin,
	`created_at` datetime(3) NOT NULL DEFAULT (now(3)),
	`updated_at` datetime(3) NOT NULL DEFAULT (now(3)),
	CONSTRAINT `assets_id` PRIMARY KEY(`id`),
	CONSTRAINT `assets_account_identifier` UNIQUE(`account_id`,`identifier`),
	CONSTRAINT `assets_validity` CHECK(`assets`.`valid_to` is null or `assets`.`valid_to` >= `assets`.`valid_from`),
	CONSTRAINT `assets_type` CHECK(`assets`.`type` in ('person', 'device', 'asset', 'inventory', 'other'))
);
--> statement-breakpoint
CREATE TABLE `bulk_import_batches` (
	`job_id` char(36) character set ascii collate ascii_bin NOT NULL,
	`batch_no` int unsigned NOT NULL,
	`first_row` int unsigned NOT NULL,
	`last_row` int unsigned NOT NULL,
	`row_count` int unsigned NOT NULL,
	`succeeded` int unsigned NOT NULL,
	`failed` int unsigned NOT NULL,
	`skipped` int unsigned NOT NULL,
	`created_at` datetime(3) NOT NULL DEFAULT (now(3)),
	CONSTRAINT `bulk_import_batches_job_id_batch_no_pk` PRIMARY KEY(`job_id`,`batch_no`)
);
--> statement-breakpoint
CREATE TABLE `bulk_import_jobs` (
	`id` char(36) character set ascii collate ascii_bin NOT NULL,
	`account_id` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`importer` varchar(32) character set ascii collate ascii_bin NOT NULL,
	`doc_id` char(36) character set ascii collate ascii_bin NOT NULL,
	`options` json NOT NULL,
	`status` enum('pending','processing','completed','failed','cancelling','cancelled') NOT NULL DEFAULT 'pending',
	`total_rows` int unsigned,
	`processed_rows` int unsigned NOT NULL DEFAULT 0,
	`succeeded_rows` int unsigned NOT NULL DEFAULT 0,
	`failed_rows` int unsigned NOT NULL DEFAULT 0,
	`skipped_rows` int unsigned NOT NULL DEFAULT 0,
	`inserted_rows` int unsigned NOT NULL DEFAULT 0,
	`updated_rows` int unsigned NOT NULL DEFAULT 0,
	`checked_rows` int unsigned NOT NULL DEFAULT 0,
	`errors` json NOT NULL DEFAULT ('[]'),
	`attempt` int unsigned NOT NULL DEFAULT 0,
	`idle_attempts` int unsigned NOT NULL DEFAULT 0,
	`batch_rows` int unsigned,
	`key_start` bigint unsigned,
	`error_code` varchar(64) character set ascii collate ascii_bin,
	`error_message` varchar(1024),
	`requested_by` varchar(255),
	`trace_id` char(36) character set ascii collate ascii_bin NOT NULL,
	`enqueued_at` datetime(3),
	`created_at` datetime(3) NOT NULL DEFAULT (now(3)),
	`started_at` datetime(3),
	`completed_at` datetime(3),
	`updated_at` datetime(3) NOT NULL DEFAULT (now(3)),
	CONSTRAINT `bulk_import_jobs_id` PRIMARY KEY(`id`),
	CONSTRAINT `bulk_import_jobs_sum` CHECK(`bulk_import_jobs`.`succeeded_rows` + `bulk_import_jobs`.`failed_rows` + `bulk_import_jobs`.`skipped_rows` = `bulk_import_jobs`.`processed_rows`),
	CONSTRAINT `bulk_import_jobs_total` CHECK(`bulk_import_jobs`.`total_rows` is null or `bulk_import_jobs`.`processed_rows` <= `bulk_import_jobs`.`total_rows`),
	CONSTRAINT `bulk_import_jobs_written` CHECK(`bulk_import_jobs`.`inserted_rows` + `bulk_import_jobs`.`updated_rows` = `bulk_import_jobs`.`succeeded_rows`)
);
--> statement-breakpoint
CREATE TABLE `bulk_import_rejects` (
	`job_id` char(36) character set ascii collate ascii_bin NOT NULL,
	`row` int unsigned NOT NULL,
	`seq` smallint unsigned NOT NULL,
	`line` int unsigned NOT NULL,
	`outcome` enum('failed','skipped') NOT NULL,
	`code` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`field` varchar(255),
	`value` varchar(1024),
	`message` varchar(1024) NOT NULL,
	CONSTRAINT `bulk_import_rejects_job_id_row_seq_pk` PRIMARY KEY(`job_id`,`row`,`seq`)
);
--> statement-breakpoint
CREATE TABLE `contacts` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`account_id` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`email` varchar(254) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`name` varchar(255) NOT NULL,
	`phone` varchar(64),
	`company` varchar(255),
	`tags` json,
	`import_job_id` char(36) character set ascii collate ascii_bin,
	`created_at` datetime(3) NOT NULL DEFAULT (now(3)),
	`updated_at` datetime(3) NOT NULL DEFAULT (now(3)),
	CONSTRAINT `contacts_id` PRIMARY KEY(`id`),
	CONSTRAINT `contacts_account_email` UNIQUE(`account_id`,`email`)
);
--> statement-breakpoint
CREATE TABLE `documents` (
	`doc_id` char(36) character set ascii collate ascii_bin NOT NULL,
	`account_id` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`doc_hash_256` char(64) character set ascii collate ascii_bin,
	`original_filename` varchar(255) NOT NULL,
	`content_type` varchar(255) NOT NULL,
	`file_size_bytes` bigint unsigned,
	`storage` enum('single','chunked') NOT NULL DEFAULT 'single',
	`s3_key` varchar(1024) NOT NULL,
	`upload_status` enum('UPLOAD_PENDING','UPLOAD_URL_GENERATED','UPLOAD_VERIFYING','UPLOAD_COMPLETE','UPLOAD_FAILED') NOT NULL DEFAULT 'UPLOAD_PENDING',
	`failure_reason` varchar(1024),
	`s3_url_generated_at` datetime(3),
	`s3_url_expires_at` datetime(3),
	`created_at` datetime(3) NOT NULL DEFAULT (now(3)),
	`updated_at` datetime(3) NOT NULL DEFAULT (now(3)),
	CONSTRAINT `documents_doc_id` PRIMARY KEY(`doc_id`),
	CONSTRAINT `documents_account_hash` UNIQUE(`account_id`,`doc_hash_256`)
);
--> statement-breakpoint
CREATE TABLE `downloads` (
	`download_id` char(36) character set ascii collate ascii_bin NOT NULL,
	`account_id` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`job_id` char(36) character set ascii collate ascii_bin,
	`kind` varchar(32) character set ascii collate ascii_bin NOT NULL,
	`file_name` varchar(255) NOT NULL,
	`format` enum('xlsx','csv','json') NOT NULL,
	`size_bytes` bigint unsigned,
	`sha256` char(64) character set ascii collate ascii_bin,
	`s3_path` varchar(1024) NOT NULL,
	`status` enum('pending','uploaded','upload_failed','expired') NOT NULL DEFAULT 'pending',
	`upload_attempts` int unsigned NOT NULL DEFAULT 0,
	`last_error` varchar(1024),
	`uploaded_at` datetime(3),
	`created_at` datetime(3) NOT NULL DEFAULT (now(3)),
	CONSTRAINT `downloads_download_id` PRIMARY KEY(`download_id`)
);
--> statement-breakpoint
CREATE TABLE `error_logs` (
	`error_id` char(36) character set ascii collate ascii_bin NOT NULL,
	`trace_id` char(36) character set ascii collate ascii_bin,
	`operation` varchar(128) NOT NULL,
	`error_code` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`error_message` varchar(1024) NOT NULL,
	`stack_trace` text,
	`context_data` json,
	`created_at` datetime(3) NOT NULL DEFAULT (now(3)),
	CONSTRAINT `error_logs_error_id` PRIMARY KEY(`error_id`)
);
--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`account_id` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`key` varchar(255) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`request_hash` char(64) character set ascii collate ascii_bin,
	`status` enum('in_progress','completed') NOT NULL DEFAULT 'in_progress',
	`locked_until` datetime(3) NOT NULL,
	`lock_token` varchar(36) character set ascii collate ascii_bin NOT NULL,
	`response_status` smallint unsigned,
	`response_location` varchar(1024) character set utf8mb4 collate utf8mb4_bin,
	`response_body` mediumtext,
	`created_at` datetime(3) NOT NULL DEFAULT (now(3)),
	CONSTRAINT `idempotency_keys_account_id_key_pk` PRIMARY KEY(`account_id`,`key`)
);
--> statement-breakpoint
CREATE TABLE `key_sequences` (
	`account_id` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`importer` varchar(32) character set ascii collate ascii_bin NOT NULL,
	`next` bigint unsigned NOT NULL,
	CONSTRAINT `key_sequences_account_id_importer_pk` PRIMARY KEY(`account_id`,`importer`)
);
--> statement-breakpoint
CREATE TABLE `request_traces` (
	`trace_id` char(36) character set ascii collate ascii_bin NOT NULL,
	`parent_trace_id` char(36) character set ascii collate ascii_bin,
	`account_id` varchar(64) character set ascii collate ascii_bin,
	`operation` varchar(128) NOT NULL,
	`doc_id` char(36) character set ascii collate ascii_bin,
	`job_id` char(36) character set ascii collate ascii_bin,
	`status` enum('IN_PROGRESS','SUCCESS','FAILED') NOT NULL DEFAULT 'IN_PROGRESS',
	`start_time` datetime(3) NOT NULL DEFAULT (now(3)),
	`end_time` datetime(3),
	`duration_ms` bigint unsigned,
	`metadata` json,
	CONSTRAINT `request_traces_trace_id` PRIMARY KEY(`trace_id`)
);
--> statement-breakpoint
ALTER TABLE `bulk_import_batches` ADD CONSTRAINT `bulk_import_batches_job_id_bulk_import_jobs_id_fk` FOREIGN KEY (`job_id`) REFERENCES `bulk_import_jobs`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `bulk_import_jobs` ADD CONSTRAINT `bulk_import_jobs_doc_id_documents_doc_id_fk` FOREIGN KEY (`doc_id`) REFERENCES `documents`(`doc_id`) ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `downloads` ADD CONSTRAINT `downloads_job_id_bulk_import_jobs_id_fk` FOREIGN KEY (`job_id`) REFERENCES `bulk_import_jobs`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `error_logs` ADD CONSTRAINT `error_logs_trace_id_request_traces_trace_id_fk` FOREIGN KEY (`trace_id`) REFERENCES `request_traces`(`trace_id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `bulk_import_jobs_account` ON `bulk_import_jobs` (`account_id`,`importer`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `bulk_import_jobs_account_status` ON `bulk_import_jobs` (`account_id`,`status`,`created_at`);--> statement-breakpoint
CREATE INDEX `bulk_import_jobs_status` ON `bulk_import_jobs` (`status`,`updated_at`);--> statement-breakpoint
CREATE INDEX `documents_account_created` ON `documents` (`account_id`,`created_at`,`doc_id`);--> statement-breakpoint
CREATE INDEX `documents_status_updated` ON `documents` (`upload_status`,`updated_at`);--> statement-breakpoint
CREATE INDEX `downloads_job` ON `downloads` (`job_id`);--> statement-breakpoint
CREATE INDEX `downloads_account_status` ON `downloads` (`account_id`,`status`,`created_at`);--> statement-breakpoint
CREATE INDEX `error_logs_created` ON `error_logs` (`created_at`);--> statement-breakpoint
CREATE INDEX `error_logs_code` ON `error_logs` (`error_code`);--> statement-breakpoint
CREATE INDEX `idempotency_keys_created` ON `idempotency_keys` (`created_at`);--> statement-breakpoint
CREATE INDEX `request_traces_account` ON `request_traces` (`account_id`,`start_time`);--> statement-breakpoint
CREATE INDEX `request_traces_parent` ON `request_traces` (`parent_trace_id`);--> statement-breakpoint
CREATE INDEX `request_traces_job` ON `request_traces` (`job_id`);