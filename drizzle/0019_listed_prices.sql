ALTER TABLE `ledger` ADD `reasoning_price` integer;--> statement-breakpoint
ALTER TABLE `ledger` ADD `request_price` integer;--> statement-breakpoint
ALTER TABLE `provider_key` ADD `last_error` text;--> statement-breakpoint
ALTER TABLE `provider_model` ADD `prices` text;--> statement-breakpoint
ALTER TABLE `provider_model` ADD `prices_sha256` text;