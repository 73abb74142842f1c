-- The first row: there is always a last one.
INSERT INTO `search_change` (`message_position`, `conversation_id`) VALUES (NULL, NULL);--> statement-breakpoint
-- Text, thinking, images and files are searched; state, notices and errors are not.
CREATE TRIGGER `search_part_inserted` AFTER INSERT ON `part` WHEN new.type NOT IN ('opaque', 'notice', 'error')
BEGIN
	INSERT INTO `search_change` (`message_position`) SELECT position FROM `message` WHERE id = new.message_id;
END;--> statement-breakpoint
CREATE TRIGGER `search_part_updated` AFTER UPDATE OF `message_id`, `part_index`, `type`, `payload` ON `part`
BEGIN
	INSERT INTO `search_change` (`message_position`) SELECT position FROM `message` WHERE id IN (old.message_id, new.message_id);
END;--> statement-breakpoint
-- Of a message that goes with its parts, the trigger below tells.
CREATE TRIGGER `search_part_deleted` AFTER DELETE ON `part`
BEGIN
	INSERT INTO `search_change` (`message_position`) SELECT position FROM `message` WHERE id = old.message_id;
END;--> statement-breakpoint
CREATE TRIGGER `search_message_updated` AFTER UPDATE OF `position`, `conversation_id`, `role`, `created_at`, `starred_at` ON `message`
BEGIN
	INSERT INTO `search_change` (`message_position`) VALUES (old.position);
	INSERT INTO `search_change` (`message_position`) SELECT new.position WHERE new.position <> old.position;
END;--> statement-breakpoint
CREATE TRIGGER `search_message_deleted` AFTER DELETE ON `message`
BEGIN
	INSERT INTO `search_change` (`message_position`) VALUES (old.position);
END;--> statement-breakpoint
CREATE TRIGGER `search_part_file_inserted` AFTER INSERT ON `part_file`
BEGIN
	INSERT INTO `search_change` (`message_position`) SELECT position FROM `message` WHERE id = new.message_id;
END;--> statement-breakpoint
CREATE TRIGGER `search_part_file_deleted` AFTER DELETE ON `part_file`
BEGIN
	INSERT INTO `search_change` (`message_position`) SELECT position FROM `message` WHERE id = old.message_id;
END;--> statement-breakpoint
-- A document may be read after the message that holds it was stored.
CREATE TRIGGER `search_file_inserted` AFTER INSERT ON `file` WHEN new.text IS NOT NULL
BEGIN
	INSERT INTO `search_change` (`message_position`) SELECT DISTINCT message.position FROM `part_file` JOIN `message` ON message.id = part_file.message_id WHERE part_file.sha256 = new.sha256;
END;--> statement-breakpoint
CREATE TRIGGER `search_file_updated` AFTER UPDATE OF `text` ON `file`
BEGIN
	INSERT INTO `search_change` (`message_position`) SELECT DISTINCT message.position FROM `part_file` JOIN `message` ON message.id = part_file.message_id WHERE part_file.sha256 = new.sha256;
END;--> statement-breakpoint
CREATE TRIGGER `search_conversation_inserted` AFTER INSERT ON `conversation`
BEGIN
	INSERT INTO `search_change` (`conversation_id`) VALUES (new.id);
END;--> statement-breakpoint
CREATE TRIGGER `search_conversation_renamed` AFTER UPDATE OF `title` ON `conversation` WHEN new.title <> old.title
BEGIN
	INSERT INTO `search_change` (`conversation_id`) VALUES (new.id);
END;--> statement-breakpoint
CREATE TRIGGER `search_conversation_deleted` AFTER DELETE ON `conversation`
BEGIN
	INSERT INTO `search_change` (`conversation_id`) VALUES (old.id);
END;
