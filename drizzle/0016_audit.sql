CREATE TABLE `audit_entry` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`facts` text NOT NULL,
	`previous` text NOT NULL,
	`hash` text NOT NULL
) STRICT;--> statement-breakpoint
CREATE TRIGGER `audit_entry_changed` BEFORE UPDATE ON `audit_entry`
BEGIN
	SELECT RAISE(ABORT, 'entries of the audit log are never changed');
END;--> statement-breakpoint
CREATE TRIGGER `audit_entry_removed` BEFORE DELETE ON `audit_entry`
BEGIN
	SELECT RAISE(ABORT, 'entries of the audit log are never removed');
END;--> statement-breakpoint
-- REPLACE would remove without telling the trigger above.
CREATE TRIGGER `audit_entry_replaced` BEFORE INSERT ON `audit_entry` WHEN EXISTS (SELECT 1 FROM `audit_entry` WHERE seq = new.seq)
BEGIN
	SELECT RAISE(ABORT, 'entries of the audit log are never replaced');
END;
