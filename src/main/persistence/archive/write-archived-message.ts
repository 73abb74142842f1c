import type { ArchivedAttempt, ArchivedMessage } from '#shared/domain/archive';
import type { ConversationId } from '#shared/domain/ids';
import { hashMessage } from '../content-hash';
import { encodePart } from '../part-codec';
import type { ArchiveStatements } from './archive-statements';

/** Writes one message with its parts and attempts, hashed as normal writing hashes them. Runs inside a transaction. */
export function writeArchivedMessage(
  statements: ArchiveStatements,
  conversationId: ConversationId,
  message: ArchivedMessage,
  depth: number,
): void {
  const { id, parentId, role, status, createdAt } = message;
  const error = message.error === null ? null : JSON.stringify(message.error);
  const rows = message.parts.map(({ part, state }, index) => encodePart(id, { index, part, state }));
  const hashed = { id, conversationId, parentId, role, status, depth, createdAt, error };
  statements.insertMessage.run({
    id,
    conversation_id: conversationId,
    parent_id: parentId,
    role,
    status,
    depth,
    created_at: createdAt,
    error,
    content_sha256: hashMessage(
      hashed,
      rows.map(({ sha256 }) => sha256),
    ),
    starred_at: message.starredAt,
    inclusion: message.inclusion,
    starts_context: Number(message.startsContext),
    deleted_at: message.deletedAt,
    copied_from: message.copiedFrom,
  });
  for (const { index, type, payload, providerStateKind, providerState, sha256 } of rows) {
    statements.insertPart.run({
      message_id: id,
      part_index: index,
      type,
      payload,
      provider_state_kind: providerStateKind,
      provider_state: providerState,
      sha256,
    });
  }
  for (const [index, { part }] of message.parts.entries()) {
    if (part.type !== 'image' && part.type !== 'file') continue;
    statements.insertPartFile.run({ message_id: id, part_index: index, sha256: part.sha256 });
  }
  // Nothing was asked for a copy: its attempts are those of the message that it was copied from.
  const owner = message.copiedFrom ?? id;
  for (const attempt of message.attempts) insertAttempt(statements, conversationId, owner, attempt);
}

function insertAttempt(
  statements: ArchiveStatements,
  conversationId: string,
  messageId: string,
  attempt: ArchivedAttempt,
): void {
  const { id, model, modelName, answeredBy, outcome, error, requestId, usage, cost } = attempt;
  statements.insertAttempt.run({
    id,
    message_id: messageId,
    conversation_id: conversationId,
    provider_id: model.providerId,
    model_id: model.modelId,
    model_name: modelName,
    answered_by: answeredBy,
    outcome,
    error: error === null ? null : JSON.stringify(error),
    request_id: requestId,
    input_tokens: usage.input,
    output_tokens: usage.output,
    cached_input_tokens: usage.cachedInput,
    cache_write_tokens: usage.cacheWrite,
    reasoning_tokens: usage.reasoning,
    image_input_tokens: usage.imageInput,
    image_output_tokens: usage.imageOutput,
    cost,
    started_at: attempt.startedAt,
    first_token_ms: attempt.firstTokenMs,
    total_ms: attempt.totalMs,
    cached_at: attempt.cachedAt,
  });
}
