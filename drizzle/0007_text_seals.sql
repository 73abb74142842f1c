ALTER TABLE `conversation` ADD `title_sha256` text;--> statement-breakpoint
CREATE INDEX `conversation_unsealed` ON `conversation` (`id`) WHERE title_sha256 IS NULL;--> statement-breakpoint
ALTER TABLE `persona` ADD `text_sha256` text;--> statement-breakpoint
ALTER TABLE `draft` ADD `text_sha256` text;