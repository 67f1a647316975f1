ALTER TABLE `downloads` ADD `failed_at` datetime(3);--> statement-breakpoint
CREATE INDEX `downloads_uploaded` ON `downloads` (`uploaded_at`);