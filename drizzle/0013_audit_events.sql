CREATE TABLE `audit_events` (
	`event_id` char(36) character set ascii collate ascii_bin NOT NULL,
	`account_id` varchar(64) character set ascii collate ascii_bin,
	`action` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`resource_kind` varchar(32) character set ascii collate ascii_bin NOT NULL,
	`resource_id` varchar(128) character set ascii collate ascii_bin,
	`outcome` enum('done','started','failed','denied') NOT NULL,
	`error_code` varchar(64) character set ascii collate ascii_bin,
	`actor_account` varchar(64) character set ascii collate ascii_bin,
	`actor_subject` varchar(255) character set utf8mb4 collate utf8mb4_bin,
	`actor_role` varchar(16) character set ascii collate ascii_bin,
	`operation` varchar(128) NOT NULL,
	`address` varchar(45) character set ascii collate ascii_bin,
	`user_agent` varchar(255),
	`request_id` varchar(128) character set ascii collate ascii_bin NOT NULL,
	`trace_id` char(36) character set ascii collate ascii_bin NOT NULL,
	`state_before` json,
	`state_after` json,
	`created_at` datetime(3) NOT NULL DEFAULT (now(3)),
	CONSTRAINT `audit_events_event_id` PRIMARY KEY(`event_id`)
);
--> statement-breakpoint
CREATE INDEX `audit_events_created` ON `audit_events` (`created_at`,`event_id`);--> statement-breakpoint
CREATE INDEX `audit_events_account` ON `audit_events` (`account_id`,`created_at`,`event_id`);--> statement-breakpoint
CREATE INDEX `audit_events_actor` ON `audit_events` (`actor_subject`,`created_at`,`event_id`);--> statement-breakpoint
CREATE INDEX `audit_events_action` ON `audit_events` (`action`,`created_at`,`event_id`);--> statement-breakpoint
CREATE INDEX `audit_events_resource` ON `audit_events` (`resource_id`,`created_at`,`event_id`);