import type { ImportFormat } from '../import-format';
import { headsOf, holds, type Head } from '../source/read-head';
import { readItems } from '../source/read-items';
import { findAssets } from './find-assets';
import { toConversation } from './to-conversation';

/** ChatGPT's data export: `conversations.json`, or many `conversations-000.json`, with files beside. */
export const chatgptFormat: ImportFormat = {
  app: 'chatgpt',
  name: 'ChatGPT export',
  recognises: (source) => holds(source, isConversations),
  async *read(source, { now }) {
    const finder = await findAssets(source);
    for await (const head of headsOf(source)) {
      if (isConversations(head)) yield* readItems(source, head, (json) => toConversation(json, finder, now));
    }
  },
};

/** Another program's export has `mapping` as well, with `fragments` in its messages. */
const isConversations = ({ paths, text }: Head): boolean =>
  (paths.has('[].mapping') || paths.has('mapping')) && !/"fragments"\s*:/u.test(text);
