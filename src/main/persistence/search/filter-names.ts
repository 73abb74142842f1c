import { foldText } from '#shared/domain/fold-text';
import type { SearchFilter } from '#shared/domain/search-query';
import type { Client } from '../database';

/** A message as the database has it now. */
export interface MessageRow {
  readonly id: string;
  readonly conversationId: string;
  readonly role: 'user' | 'assistant' | 'system';
  readonly createdAt: number;
  readonly starredAt: number | null;
}

export interface ConversationRow {
  readonly id: string;
  readonly personaId: string | null;
  readonly folderId: string | null;
  readonly pinnedAt: number | null;
  readonly archivedAt: number | null;
  readonly unreadAt: number | null;
}

export type ConversationTest = (row: ConversationRow) => boolean;

interface NamedRow {
  readonly id: string;
  readonly name: string;
}

/** What the names in filters stand for. */
export interface FilterNames {
  /** As the index knows the models whose own name or provider's name holds this. */
  readonly listModelFacets: (kind: 'model' | 'provider', value: string) => readonly string[];
  /** Null when the filter is not about conversations. */
  readonly testConversation: (filter: SearchFilter) => ConversationTest | null;
}

const idsNamed = (rows: readonly NamedRow[], value: string): ReadonlySet<string> =>
  new Set(rows.filter((row) => foldText(row.name).includes(value)).map(({ id }) => id));

const tests = {
  pinned: ({ pinnedAt }: ConversationRow) => pinnedAt !== null,
  archived: ({ archivedAt }: ConversationRow) => archivedAt !== null,
  unread: ({ unreadAt }: ConversationRow) => unreadAt !== null,
} as const;

export function createFilterNames(source: Client, index: Client): FilterNames {
  const personas = source.prepare<[], NamedRow>('SELECT id, name FROM persona');
  const folders = source.prepare<[], NamedRow>('SELECT id, name FROM folder');
  const providers = source.prepare<[], NamedRow>('SELECT id, name FROM provider');
  const tags = source
    .prepare<[string], string>('SELECT tag FROM conversation_tag WHERE conversation_id = ?')
    .pluck();
  const models = index.prepare<
    [],
    { readonly number: number; readonly providerId: string; readonly modelId: string; readonly name: string }
  >('SELECT number, provider_id AS providerId, model_id AS modelId, name FROM model');

  return {
    listModelFacets: (kind, value) => {
      const ofProvider = idsNamed(providers.all(), value);
      return models
        .all()
        .filter(({ providerId, modelId, name }) =>
          kind === 'model'
            ? foldText(`${providerId}/${modelId}\n${name}`).includes(value)
            : foldText(providerId).includes(value) || ofProvider.has(providerId),
        )
        .map(({ number }) => `model:${number}`);
    },
    testConversation: (filter) => {
      switch (filter.kind) {
        case 'persona': {
          const ids = idsNamed(personas.all(), filter.value);
          return ({ personaId }) => personaId !== null && ids.has(personaId);
        }
        case 'in': {
          const ids = idsNamed(folders.all(), filter.value);
          return ({ folderId }) => folderId !== null && ids.has(folderId);
        }
        case 'tag':
          return ({ id }) => tags.all(id).some((tag) => foldText(tag) === filter.value);
        case 'is':
          return filter.value === 'starred' ? null : tests[filter.value];
        default:
          return null;
      }
    },
  };
}
