import type { ImportFormat } from '../import-format';
import { headsOf, holds, type Head } from '../source/read-head';
import { readItems } from '../source/read-items';
import { toConversation } from './to-conversation';

/** A conversation that LibreChat exported as JSON, with its branches or without; one a file. */
export const librechatFormat: ImportFormat = {
  app: 'librechat',
  name: 'LibreChat export',
  recognises: (source) => holds(source, isConversation),
  async *read(source, { now }) {
    for await (const head of headsOf(source)) {
      if (isConversation(head)) yield* readItems(source, head, (json) => toConversation(json, now));
    }
  },
};

const isConversation = ({ paths }: Head): boolean =>
  ['', '[].'].some(
    (level) =>
      paths.has(`${level}conversationId`) &&
      (paths.has(`${level}messages`) || paths.has(`${level}messagesTree`)),
  );
