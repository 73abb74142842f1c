import type { Client } from '../database';

/** Attempts that the ledger does not know: of a file of before it, or of one that was filled from outside. The prices are gone. */
export function fillLedger(client: Client): void {
  client.exec(`
    INSERT OR IGNORE INTO ledger (id, purpose, provider_id, model_id, model_name, answered_by, persona_id,
      conversation_id, folder_id, started_at, outcome, error_code, input_tokens, output_tokens, cached_input_tokens,
      cache_write_tokens, reasoning_tokens, cost, first_token_ms, total_ms)
    SELECT a.id, 'turn', a.provider_id, a.model_id, a.model_name, a.answered_by, a.persona_id, a.conversation_id,
      c.folder_id, a.started_at, a.outcome, CASE WHEN json_valid(a.error) THEN json_extract(a.error, '$.code') END,
      a.input_tokens, a.output_tokens, a.cached_input_tokens, a.cache_write_tokens, a.reasoning_tokens,
      CASE WHEN a.provider_id = 'guide' THEN 0 ELSE CAST(round(a.cost * 1000000000) AS INTEGER) END,
      a.first_token_ms, a.total_ms
    FROM attempt AS a LEFT JOIN conversation AS c ON c.id = a.conversation_id
    WHERE a.cached_at IS NULL AND a.id NOT IN (SELECT id FROM ledger) ORDER BY a.position`);
}
