CREATE TABLE `attempt` (
	`position` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`message_id` text NOT NULL,
	`conversation_id` text NOT NULL,
	`persona_id` text,
	`provider_id` text NOT NULL,
	`model_id` text NOT NULL,
	`model_name` text NOT NULL,
	`answered_by` text,
	`outcome` text,
	`error` text,
	`request_id` text,
	`input_tokens` integer,
	`output_tokens` integer,
	`cached_input_tokens` integer,
	`cache_write_tokens` integer,
	`reasoning_tokens` integer,
	`cost` real,
	`started_at` integer NOT NULL,
	`first_token_ms` real,
	`total_ms` real
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `attempt_id_unique` ON `attempt` (`id`);--> statement-breakpoint
CREATE INDEX `attempt_message` ON `attempt` (`message_id`);--> statement-breakpoint
CREATE INDEX `attempt_started` ON `attempt` (`started_at`);--> statement-breakpoint
CREATE TABLE `conversation` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`title_source` text NOT NULL,
	`persona_id` text,
	`model_provider_id` text,
	`model_id` text,
	`head_id` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`list_position` integer NOT NULL,
	`revision` integer NOT NULL,
	`deleted_at` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `conversation_list` ON `conversation` (`list_position`);--> statement-breakpoint
CREATE INDEX `conversation_deleted` ON `conversation` (`deleted_at`);--> statement-breakpoint
CREATE TABLE `message` (
	`position` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`conversation_id` text NOT NULL,
	`parent_id` text,
	`role` text NOT NULL,
	`status` text NOT NULL,
	`depth` integer NOT NULL,
	`created_at` integer NOT NULL,
	`error` text,
	`content_sha256` text,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversation`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`parent_id`) REFERENCES `message`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `message_id_unique` ON `message` (`id`);--> statement-breakpoint
CREATE INDEX `message_depth` ON `message` (`conversation_id`,`depth`);--> statement-breakpoint
CREATE INDEX `message_parent` ON `message` (`parent_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `message_streaming` ON `message` (`conversation_id`) WHERE status = 'streaming';--> statement-breakpoint
CREATE TABLE `part` (
	`message_id` text NOT NULL,
	`part_index` integer NOT NULL,
	`type` text NOT NULL,
	`payload` text NOT NULL,
	`provider_state_kind` text,
	`provider_state` blob,
	`sha256` text NOT NULL,
	PRIMARY KEY(`message_id`, `part_index`),
	FOREIGN KEY (`message_id`) REFERENCES `message`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `part_chunk` (
	`message_id` text NOT NULL,
	`seq` integer NOT NULL,
	`part_index` integer NOT NULL,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	PRIMARY KEY(`message_id`, `seq`),
	FOREIGN KEY (`message_id`) REFERENCES `message`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `persona` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`instructions` text NOT NULL,
	`model_provider_id` text,
	`model_id` text,
	`temperature` real,
	`starters` text NOT NULL,
	`position` integer NOT NULL,
	`is_bundled` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `provider` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`base_url` text,
	`is_enabled` integer NOT NULL,
	`key_last4` text,
	`key_updated_at` integer,
	`position` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `provider_model` (
	`provider_id` text NOT NULL,
	`model_id` text NOT NULL,
	`position` integer NOT NULL,
	`name` text,
	`context_window` integer,
	`output_limit` integer,
	`supports_images` integer,
	`supports_thinking` integer,
	`created_at` integer,
	`is_deprecated` integer NOT NULL,
	`fetched_at` integer NOT NULL,
	PRIMARY KEY(`provider_id`, `model_id`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `draft` (
	`key` text PRIMARY KEY NOT NULL,
	`text` text NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `setting` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
) STRICT;
