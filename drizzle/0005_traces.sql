DROP INDEX `error_logs_code` ON `error_logs`;--> statement-breakpoint
ALTER TABLE `error_logs` ADD `account_id` varchar(64) character set ascii collate ascii_bin;--> statement-breakpoint
UPDATE `error_logs` JOIN `request_traces` USING (`trace_id`) SET `error_logs`.`account_id` = `request_traces`.`account_id`;--> statement-breakpoint
CREATE INDEX `error_logs_account` ON `error_logs` (`account_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `error_logs_account_code` ON `error_logs` (`account_id`,`error_code`,`created_at`);--> statement-breakpoint
CREATE INDEX `error_logs_account_operation` ON `error_logs` (`account_id`,`operation`,`created_at`);--> statement-breakpoint
CREATE INDEX `request_traces_operation` ON `request_traces` (`account_id`,`operation`,`start_time`);--> statement-breakpoint
CREATE INDEX `request_traces_status` ON `request_traces` (`account_id`,`status`,`start_time`);--> statement-breakpoint
CREATE INDEX `request_traces_start` ON `request_traces` (`start_time`);--> statement-breakpoint
CREATE INDEX `request_traces_doc` ON `request_traces` (`doc_id`);