DROP INDEX `analysis_reports_account_status` ON `analysis_reports`;--> statement-breakpoint
CREATE INDEX `analysis_reports_created` ON `analysis_reports` (`created_at`,`analysis_id`);--> statement-breakpoint
CREATE INDEX `analysis_reports_status_created` ON `analysis_reports` (`status`,`created_at`,`analysis_id`);--> statement-breakpoint
CREATE INDEX `analysis_reports_completed` ON `analysis_reports` (`completed_at`);--> statement-breakpoint
CREATE INDEX `analysis_reports_account_completed` ON `analysis_reports` (`account_id`,`completed_at`);--> statement-breakpoint
CREATE INDEX `analysis_reports_trace` ON `analysis_reports` (`trace_id`);--> statement-breakpoint
CREATE INDEX `bulk_import_jobs_account_created` ON `bulk_import_jobs` (`account_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `bulk_import_jobs_created` ON `bulk_import_jobs` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `bulk_import_jobs_status_created` ON `bulk_import_jobs` (`status`,`created_at`);--> statement-breakpoint
CREATE INDEX `bulk_import_jobs_completed` ON `bulk_import_jobs` (`completed_at`);--> statement-breakpoint
CREATE INDEX `bulk_import_jobs_account_completed` ON `bulk_import_jobs` (`account_id`,`completed_at`);--> statement-breakpoint
CREATE INDEX `bulk_import_jobs_trace` ON `bulk_import_jobs` (`trace_id`);--> statement-breakpoint
CREATE INDEX `downloads_created` ON `downloads` (`created_at`,`download_id`);--> statement-breakpoint
CREATE INDEX `reprocess_runs_account_status` ON `reprocess_runs` (`account_id`,`status`,`created_at`);--> statement-breakpoint
CREATE INDEX `reprocess_runs_created` ON `reprocess_runs` (`created_at`,`run_id`);--> statement-breakpoint
CREATE INDEX `reprocess_runs_status_created` ON `reprocess_runs` (`status`,`created_at`);--> statement-breakpoint
CREATE INDEX `reprocess_runs_completed` ON `reprocess_runs` (`completed_at`);--> statement-breakpoint
CREATE INDEX `reprocess_runs_account_completed` ON `reprocess_runs` (`account_id`,`completed_at`);--> statement-breakpoint
CREATE INDEX `reprocess_runs_trace` ON `reprocess_runs` (`trace_id`);--> statement-breakpoint
CREATE INDEX `analysis_reports_account_status` ON `analysis_reports` (`account_id`,`status`,`created_at`,`analysis_id`);