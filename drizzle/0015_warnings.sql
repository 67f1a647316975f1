ALTER TABLE `analysis_reports` ADD `warnings` mediumtext;--> statement-breakpoint
ALTER TABLE `analysis_reports` ADD `warning_count` int unsigned DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `analysis_reports` ADD `reading` mediumtext;--> statement-breakpoint
ALTER TABLE `bulk_import_jobs` ADD `warnings` mediumtext;--> statement-breakpoint
ALTER TABLE `bulk_import_jobs` ADD `warning_count` int unsigned DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `bulk_import_jobs` ADD `reading` mediumtext;