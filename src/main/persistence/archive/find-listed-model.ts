import type { ArchivedConversation } from '#shared/domain/archive';
import type { ModelRef } from '#shared/domain/model';
import type { Client, Database } from '../database';

const findListed = (client: Client) =>
  client
    .prepare<[string, string]>('SELECT 1 FROM provider_model WHERE provider_id = ? AND model_id = ?')
    .pluck();

const prepared = new WeakMap<Client, ReturnType<typeof findListed>>();

/** The model that answered last on the shown branch, when a provider that is here lists it; else null. */
export function findListedModel({ client }: Database, conversation: ArchivedConversation): ModelRef | null {
  const model = lastModel(conversation);
  if (model === null) return null;
  const statement = prepared.get(client) ?? findListed(client);
  prepared.set(client, statement);
  return statement.get(model.providerId, model.modelId) === undefined ? null : model;
}

function lastModel({ headId, messages }: ArchivedConversation): ModelRef | null {
  const byId = new Map(messages.map((message) => [message.id, message]));
  let at = headId === null ? undefined : byId.get(headId);
  while (at !== undefined) {
    const model = at.attempts.at(-1)?.model;
    if (model !== undefined) return model;
    at = at.parentId === null ? undefined : byId.get(at.parentId);
  }
  return null;
}
