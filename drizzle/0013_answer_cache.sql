CREATE TABLE `answer_cache` (
	`key` text PRIMARY KEY NOT NULL,
	`message_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`body` blob NOT NULL,
	`sha256` text NOT NULL,
	FOREIGN KEY (`message_id`) REFERENCES `message`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `answer_cache_created` ON `answer_cache` (`created_at`);--> statement-breakpoint
CREATE INDEX `answer_cache_message` ON `answer_cache` (`message_id`);--> statement-breakpoint
ALTER TABLE `attempt` ADD `cached_at` integer;--> statement-breakpoint
ALTER TABLE `conversation` ADD `reuses_answers` integer;--> statement-breakpoint
ALTER TABLE `persona` ADD `reuses_answers` integer DEFAULT false NOT NULL;