ALTER TABLE `analysis_reports` ADD `compare_doc_id` varchar(64) character set ascii collate ascii_bin GENERATED ALWAYS AS ((json_unquote(json_extract(`options`, '$.parameters.compare_doc_id')))) VIRTUAL;--> statement-breakpoint
CREATE INDEX `analysis_reports_compared` ON `analysis_reports` (`compare_doc_id`);--> statement-breakpoint
CREATE INDEX `documents_account_document` ON `documents` (`account_id`,`doc_id`);--> statement-breakpoint
CREATE INDEX `documents_key` ON `documents` (s3_key(255));--> statement-breakpoint
CREATE INDEX `documents_created` ON `documents` (`created_at`,`doc_id`);