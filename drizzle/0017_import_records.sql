CREATE TABLE `import_record` (
	`conversation_id` text PRIMARY KEY NOT NULL,
	`app` text NOT NULL,
	`source_id` text NOT NULL,
	`imported_at` integer NOT NULL,
	`importer_version` integer,
	`raw` blob,
	`raw_sha256` text,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversation`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `import_record_source` ON `import_record` (`app`,`source_id`);--> statement-breakpoint
-- Places in the list become times, in the order that they were in, so that what is brought in finds its place among them.
UPDATE `conversation` SET `list_position` = placed.place FROM (
	SELECT `id`, max(`updated_at` * 1024 - `rank`) OVER (ORDER BY `rank`) + `rank` AS place FROM (
		SELECT `id`, `updated_at`, row_number() OVER (ORDER BY `list_position`, `id`) AS `rank` FROM `conversation`
	)
) AS placed WHERE placed.id = conversation.id;
