CREATE TABLE `legal_hold` (
	`scope` text NOT NULL,
	`target_id` text NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`scope`, `target_id`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `retention_rule` (
	`id` text PRIMARY KEY NOT NULL,
	`position` integer NOT NULL,
	`folder_id` text,
	`persona_id` text,
	`days` integer NOT NULL,
	`erase_days` integer,
	`sha256` text NOT NULL
) STRICT;
