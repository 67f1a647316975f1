CREATE TABLE `document_chunks` (
	`doc_id` char(36) character set ascii collate ascii_bin NOT NULL,
	`chunk_number` tinyint unsigned NOT NULL,
	`server_id` char(36) character set ascii collate ascii_bin NOT NULL,
	`s3_key` varchar(1024) NOT NULL,
	`chunk_size` bigint unsigned NOT NULL,
	`chunk_hash` char(64) character set ascii collate ascii_bin,
	`block_hashes` mediumblob,
	`status` enum('pending','uploading','completed','failed') NOT NULL DEFAULT 'pending',
	`verified_at` datetime(3),
	`created_at` datetime(3) NOT NULL DEFAULT (now(3)),
	`updated_at` datetime(3) NOT NULL DEFAULT (now(3)),
	CONSTRAINT `document_chunks_doc_id_chunk_number_pk` PRIMARY KEY(`doc_id`,`chunk_number`)
);
--> statement-breakpoint
CREATE TABLE `hash_ring_nodes` (
	`server_id` char(36) character set ascii collate ascii_bin NOT NULL,
	`hash_value` bigint unsigned NOT NULL,
	CONSTRAINT `hash_ring_nodes_hash_value_server_id_pk` PRIMARY KEY(`hash_value`,`server_id`)
);
--> statement-breakpoint
CREATE TABLE `storage_servers` (
	`server_id` char(36) character set ascii collate ascii_bin NOT NULL,
	`name` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`endpoint` varchar(255),
	`public_endpoint` varchar(255),
	`region` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`bucket` varchar(63) character set ascii collate ascii_bin NOT NULL,
	`credentials_ref` varchar(64) character set ascii collate ascii_bin NOT NULL DEFAULT 'default',
	`status` enum('active','inactive','maintenance') NOT NULL DEFAULT 'active',
	`available_space` bigint,
	`used_space` bigint unsigned NOT NULL DEFAULT 0,
	`last_heartbeat` datetime(3),
	`last_error` varchar(1024),
	`drain_total` int unsigned,
	`drain_moved` int unsigned,
	`drain_error` varchar(1024),
	`created_at` datetime(3) NOT NULL DEFAULT (now(3)),
	`updated_at` datetime(3) NOT NULL DEFAULT (now(3)),
	CONSTRAINT `storage_servers_server_id` PRIMARY KEY(`server_id`),
	CONSTRAINT `storage_servers_name` UNIQUE(`name`),
	CONSTRAINT `storage_servers_bucket` UNIQUE(`endpoint`,`bucket`)
);
--> statement-breakpoint
CREATE TABLE `upload_sessions` (
	`session_id` char(36) character set ascii collate ascii_bin NOT NULL,
	`doc_id` char(36) character set ascii collate ascii_bin NOT NULL,
	`status` enum('active','completed','expired','cancelled') NOT NULL DEFAULT 'active',
	`expires_at` datetime(3) NOT NULL,
	`created_at` datetime(3) NOT NULL DEFAULT (now(3)),
	`updated_at` datetime(3) NOT NULL DEFAULT (now(3)),
	CONSTRAINT `upload_sessions_session_id` PRIMARY KEY(`session_id`)
);
--> statement-breakpoint
ALTER TABLE `analysis_reports` DROP FOREIGN KEY `analysis_reports_doc_id_documents_doc_id_fk`;
--> statement-breakpoint
ALTER TABLE `bulk_import_jobs` DROP FOREIGN KEY `bulk_import_jobs_doc_id_documents_doc_id_fk`;
--> statement-breakpoint
ALTER TABLE `analysis_reports` MODIFY COLUMN `doc_id` char(36) character set ascii collate ascii_bin;--> statement-breakpoint
ALTER TABLE `bulk_import_jobs` MODIFY COLUMN `doc_id` char(36) character set ascii collate ascii_bin;--> statement-breakpoint
ALTER TABLE `documents` ADD `verified_at` datetime(3);--> statement-breakpoint
ALTER TABLE `documents` ADD `trace_id` char(36) character set ascii collate ascii_bin;--> statement-breakpoint
ALTER TABLE `document_chunks` ADD CONSTRAINT `document_chunks_doc_id_documents_doc_id_fk` FOREIGN KEY (`doc_id`) REFERENCES `documents`(`doc_id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `document_chunks` ADD CONSTRAINT `document_chunks_server_id_storage_servers_server_id_fk` FOREIGN KEY (`server_id`) REFERENCES `storage_servers`(`server_id`) ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `hash_ring_nodes` ADD CONSTRAINT `hash_ring_nodes_server_id_storage_servers_server_id_fk` FOREIGN KEY (`server_id`) REFERENCES `storage_servers`(`server_id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `upload_sessions` ADD CONSTRAINT `upload_sessions_doc_id_documents_doc_id_fk` FOREIGN KEY (`doc_id`) REFERENCES `documents`(`doc_id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `document_chunks_server` ON `document_chunks` (`server_id`,`doc_id`,`chunk_number`);--> statement-breakpoint
CREATE INDEX `document_chunks_verified` ON `document_chunks` (`status`,`verified_at`);--> statement-breakpoint
CREATE INDEX `upload_sessions_document` ON `upload_sessions` (`doc_id`,`status`);--> statement-breakpoint
CREATE INDEX `upload_sessions_expiry` ON `upload_sessions` (`status`,`expires_at`);--> statement-breakpoint
ALTER TABLE `analysis_reports` ADD CONSTRAINT `analysis_reports_doc_id_documents_doc_id_fk` FOREIGN KEY (`doc_id`) REFERENCES `documents`(`doc_id`) ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `bulk_import_jobs` ADD CONSTRAINT `bulk_import_jobs_doc_id_documents_doc_id_fk` FOREIGN KEY (`doc_id`) REFERENCES `documents`(`doc_id`) ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `documents_account_status` ON `documents` (`account_id`,`upload_status`,`created_at`);--> statement-breakpoint
CREATE INDEX `documents_verified` ON `documents` (`storage`,`upload_status`,`verified_at`);