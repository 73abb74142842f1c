import type { ImportFormat } from '../import-format';
import { headsOf, holds, type Head } from '../source/read-head';
import { readItems } from '../source/read-items';
import { toConversation } from './to-conversation';

/** Prompts that Google AI Studio keeps in a folder of Google Drive, one a file. */
export const aiStudioFormat: ImportFormat = {
  app: 'ai-studio',
  name: 'Google AI Studio prompts',
  recognises: (source) => holds(source, isPrompt),
  async *read(source, { now }) {
    for await (const head of headsOf(source)) {
      const { path } = head.entry;
      if (isPrompt(head)) yield* readItems(source, head, (json) => toConversation(json, path, now));
    }
  },
};

const isPrompt = ({ paths }: Head): boolean =>
  paths.has('chunkedPrompt.chunks') || paths.has('[].chunkedPrompt.chunks');
