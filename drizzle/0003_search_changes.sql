CREATE TABLE `search_change` (
	`seq` integer PRIMARY KEY NOT NULL,
	`message_position` integer,
	`conversation_id` text,
	`token` integer DEFAULT (random() % 9007199254740992) NOT NULL
) STRICT;
