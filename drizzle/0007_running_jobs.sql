CREATE TABLE `running_jobs` (
	`kind` varchar(32) character set ascii collate ascii_bin NOT NULL,
	`job_id` varchar(128) character set ascii collate ascii_bin NOT NULL,
	`run_id` char(36) character set ascii collate ascii_bin NOT NULL,
	`alone` boolean NOT NULL DEFAULT false,
	`crashes` int unsigned NOT NULL DEFAULT 0,
	`progress` varchar(64) character set ascii collate ascii_bin NOT NULL DEFAULT '',
	`started_at` datetime(3) NOT NULL DEFAULT (now(3)),
	CONSTRAINT `running_jobs_kind_job_id_pk` PRIMARY KEY(`kind`,`job_id`)
);
--> statement-breakpoint
CREATE INDEX `running_jobs_started` ON `running_jobs` (`started_at`);