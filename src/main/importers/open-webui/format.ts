import type { ImportFormat } from '../import-format';
import { headsOf, holds, type Head } from '../source/read-head';
import { readItems } from '../source/read-items';
import { toConversation } from './to-conversation';

/** Open WebUI's export of one or all conversations. */
export const openWebuiFormat: ImportFormat = {
  app: 'open-webui',
  name: 'Open WebUI export',
  recognises: (source) => holds(source, isConversations),
  async *read(source, { now }) {
    for await (const head of headsOf(source)) {
      if (isConversations(head)) yield* readItems(source, head, (json) => toConversation(json, now));
    }
  },
};

const isConversations = ({ paths }: Head): boolean =>
  ['', '[].'].some((level) => paths.has(`${level}chat.history`) || paths.has(`${level}chat.messages`));
