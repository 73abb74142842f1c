import type { ImportOutcome, ImportSummary } from '#shared/domain/import';
import type { ImportedConversation, ImportFormat } from '../import-format';

/** Adds up what is in a source, record by record. */
export interface Summing {
  addFormat(format: ImportFormat): void;
  addConversation(conversation: ImportedConversation): void;
  addOutcome(outcome: ImportOutcome, newMessages: number, hasNotes: boolean): void;
  sum(): ImportSummary;
}

const mostModels = 10;

export function createSumming(): Summing {
  const formats: ImportFormat[] = [];
  const models = new Map<string, number>();
  const outcomes = { new: 0, added: 0, existing: 0, failed: 0 };
  const totals = { conversations: 0, messages: 0, branches: 0, files: 0, newMessages: 0, noted: 0 };
  let [from, to] = [Infinity, -Infinity];

  const addMessage = ({ createdAt, parts, attempts }: ImportedConversation['messages'][number]): void => {
    from = Math.min(from, createdAt);
    to = Math.max(to, createdAt);
    totals.files += parts.filter(
      ({ part }) => part.type === 'asset' || part.type === 'image' || part.type === 'file',
    ).length;
    const name = attempts.at(-1)?.modelName;
    if (name !== undefined) models.set(name, (models.get(name) ?? 0) + 1);
  };
  return {
    addFormat: (format) => formats.push(format),
    addConversation: ({ messages }) => {
      totals.conversations += 1;
      totals.messages += messages.length;
      totals.branches += branchesOf(messages);
      messages.forEach(addMessage);
    },
    addOutcome: (outcome, newMessages, hasNotes) => {
      outcomes[outcome] += 1;
      totals.newMessages += newMessages;
      if (hasNotes) totals.noted += 1;
    },
    sum: () => ({
      ...totals,
      apps: formats.map(({ app }) => app),
      formats: formats.map(({ name }) => name),
      from: from === Infinity ? null : from,
      to: to === -Infinity ? null : to,
      models: [...models]
        .map(([name, messages]) => ({ name, messages }))
        .sort((a, b) => b.messages - a.messages)
        .slice(0, mostModels),
      outcomes: { ...outcomes },
    }),
  };
}

/** Messages that nothing follows, but for the first of them. */
function branchesOf(messages: ImportedConversation['messages']): number {
  const followed = new Set(messages.map(({ parentId }) => parentId));
  return Math.max(0, messages.filter(({ id }) => !followed.has(id)).length - 1);
}
