CREATE TABLE `health_hour` (
	`hour` integer NOT NULL,
	`provider_id` text NOT NULL,
	`model_id` text NOT NULL,
	`model_name` text NOT NULL,
	`answered` integer NOT NULL,
	`failed` integer NOT NULL,
	`limited` integer NOT NULL,
	`declined` integer NOT NULL,
	`output_tokens` integer NOT NULL,
	`writing_ms` integer NOT NULL,
	`times` blob NOT NULL,
	`errors` text,
	`last_error` text,
	PRIMARY KEY(`hour`, `provider_id`, `model_id`)
) STRICT;
--> statement-breakpoint
ALTER TABLE `ledger` ADD `error_reason` text;--> statement-breakpoint
ALTER TABLE `ledger` ADD `error_status` integer;--> statement-breakpoint
ALTER TABLE `ledger` ADD `connect_ms` real;--> statement-breakpoint
CREATE INDEX `ledger_model` ON `ledger` (`provider_id`,`model_id`,`position`);