CREATE TABLE `ledger` (
	`position` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`purpose` text NOT NULL,
	`provider_id` text NOT NULL,
	`model_id` text NOT NULL,
	`model_name` text NOT NULL,
	`answered_by` text,
	`persona_id` text,
	`conversation_id` text,
	`folder_id` text,
	`started_at` integer NOT NULL,
	`outcome` text,
	`error_code` text,
	`input_tokens` integer,
	`output_tokens` integer,
	`cached_input_tokens` integer,
	`cache_write_tokens` integer,
	`reasoning_tokens` integer,
	`images` integer DEFAULT 0 NOT NULL,
	`input_price` integer,
	`output_price` integer,
	`cached_input_price` integer,
	`cache_write_price` integer,
	`price_seen_on` text,
	`reserved` integer,
	`cost` integer,
	`first_token_ms` real,
	`total_ms` real
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_id_unique` ON `ledger` (`id`);--> statement-breakpoint
CREATE INDEX `ledger_started` ON `ledger` (`started_at`);--> statement-breakpoint
CREATE INDEX `ledger_conversation` ON `ledger` (`conversation_id`);--> statement-breakpoint
CREATE INDEX `ledger_open` ON `ledger` (`position`) WHERE outcome IS NULL;--> statement-breakpoint
INSERT INTO ledger (id, purpose, provider_id, model_id, model_name, answered_by, persona_id, conversation_id, folder_id,
  started_at, outcome, error_code, input_tokens, output_tokens, cached_input_tokens, cache_write_tokens,
  reasoning_tokens, cost, first_token_ms, total_ms)
SELECT a.id, 'turn', a.provider_id, a.model_id, a.model_name, a.answered_by, a.persona_id, a.conversation_id, c.folder_id,
  a.started_at, a.outcome, CASE WHEN json_valid(a.error) THEN json_extract(a.error, '$.code') END,
  a.input_tokens, a.output_tokens, a.cached_input_tokens, a.cache_write_tokens, a.reasoning_tokens,
  CASE WHEN a.provider_id = 'guide' THEN 0 ELSE CAST(round(a.cost * 1000000000) AS INTEGER) END,
  a.first_token_ms, a.total_ms
FROM attempt AS a LEFT JOIN conversation AS c ON c.id = a.conversation_id
ORDER BY a.position;
