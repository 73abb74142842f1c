ALTER TABLE `provider_model` ADD `makes_images` integer;--> statement-breakpoint
ALTER TABLE `provider_model` ADD `thinking_levels` text;