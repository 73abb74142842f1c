CREATE TABLE `attempt_exchange` (
	`attempt_id` text PRIMARY KEY NOT NULL,
	`message_id` text NOT NULL,
	`request` blob NOT NULL,
	`response` blob,
	`status` integer,
	FOREIGN KEY (`message_id`) REFERENCES `message`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `conversation_tag` (
	`conversation_id` text NOT NULL,
	`tag` text NOT NULL,
	PRIMARY KEY(`conversation_id`, `tag`),
	FOREIGN KEY (`conversation_id`) REFERENCES `conversation`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `conversation_tag_tag` ON `conversation_tag` (`tag`);--> statement-breakpoint
CREATE TABLE `folder` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`position` integer NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `draft_file` (
	`key` text NOT NULL,
	`position` integer NOT NULL,
	`sha256` text NOT NULL,
	`name` text NOT NULL,
	PRIMARY KEY(`key`, `position`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `file` (
	`sha256` text PRIMARY KEY NOT NULL,
	`media_type` text NOT NULL,
	`bytes` integer NOT NULL,
	`width` integer,
	`height` integer,
	`text` text,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `part_file` (
	`message_id` text NOT NULL,
	`part_index` integer NOT NULL,
	`sha256` text NOT NULL,
	PRIMARY KEY(`message_id`, `part_index`, `sha256`),
	FOREIGN KEY (`message_id`) REFERENCES `message`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `part_file_sha256` ON `part_file` (`sha256`);--> statement-breakpoint
ALTER TABLE `conversation` ADD `folder_id` text REFERENCES folder(id);--> statement-breakpoint
ALTER TABLE `conversation` ADD `pinned_at` integer;--> statement-breakpoint
ALTER TABLE `conversation` ADD `archived_at` integer;--> statement-breakpoint
ALTER TABLE `conversation` ADD `unread_at` integer;--> statement-breakpoint
ALTER TABLE `conversation` ADD `thinking_effort` text;--> statement-breakpoint
CREATE INDEX `conversation_folder` ON `conversation` (`folder_id`);--> statement-breakpoint
ALTER TABLE `message` ADD `starred_at` integer;--> statement-breakpoint
ALTER TABLE `message` ADD `inclusion` text;--> statement-breakpoint
ALTER TABLE `message` ADD `starts_context` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `message` ADD `deleted_at` integer;