CREATE TABLE `own_model` (
	`provider_id` text NOT NULL,
	`model_id` text NOT NULL,
	`facts` text,
	`prices` text,
	`is_hidden` integer NOT NULL,
	`text_sha256` text NOT NULL,
	PRIMARY KEY(`provider_id`, `model_id`)
) STRICT;
--> statement-breakpoint
ALTER TABLE `attempt` ADD `image_input_tokens` integer;--> statement-breakpoint
ALTER TABLE `attempt` ADD `image_output_tokens` integer;--> statement-breakpoint
ALTER TABLE `ledger` ADD `image_input_tokens` integer;--> statement-breakpoint
ALTER TABLE `ledger` ADD `image_output_tokens` integer;--> statement-breakpoint
ALTER TABLE `ledger` ADD `image_input_price` integer;--> statement-breakpoint
ALTER TABLE `ledger` ADD `image_output_price` integer;--> statement-breakpoint
ALTER TABLE `ledger` ADD `picture_price` integer;--> statement-breakpoint
ALTER TABLE `ledger` ADD `price_source` text;