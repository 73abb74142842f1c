CREATE TABLE `breaker_event` (
	`position` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`provider_id` text NOT NULL,
	`model_id` text,
	`key_id` text,
	`key_last4` text,
	`state` text NOT NULL,
	`cause` text,
	`next_try_at` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `breaker_event_at` ON `breaker_event` (`at`);