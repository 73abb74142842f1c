CREATE TABLE `provider_key` (
	`id` text PRIMARY KEY NOT NULL,
	`provider_id` text NOT NULL,
	`label` text,
	`last4` text,
	`origin` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`last_used_at` integer,
	`expires_at` integer,
	`position` integer NOT NULL,
	`state` text NOT NULL,
	`replaces` text,
	`text_sha256` text
) STRICT;
--> statement-breakpoint
CREATE INDEX `provider_key_provider` ON `provider_key` (`provider_id`);--> statement-breakpoint
INSERT INTO provider_key (id, provider_id, last4, origin, created_at, updated_at, position, state)
SELECT id, id, key_last4, key_origin, coalesce(key_updated_at, 0), coalesce(key_updated_at, 0), 1, 'ready'
FROM provider WHERE key_last4 IS NOT NULL;--> statement-breakpoint
ALTER TABLE `provider` DROP COLUMN `key_last4`;--> statement-breakpoint
ALTER TABLE `provider` DROP COLUMN `key_updated_at`;--> statement-breakpoint
ALTER TABLE `provider` DROP COLUMN `key_origin`;