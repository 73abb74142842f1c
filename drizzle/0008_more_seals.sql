ALTER TABLE `conversation_tag` ADD `tag_sha256` text;--> statement-breakpoint
ALTER TABLE `folder` ADD `name_sha256` text;--> statement-breakpoint
ALTER TABLE `provider` ADD `text_sha256` text;--> statement-breakpoint
ALTER TABLE `setting` ADD `value_sha256` text;