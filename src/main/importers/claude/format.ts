import type { ImportFormat, ImportSource } from '../import-format';
import { headsOf, holds, type Head } from '../source/read-head';
import { read } from '../source/lenient';
import { readItems } from '../source/read-items';
import { readRecords } from '../source/read-records';
import { projectShape } from './shapes';
import { toConversation } from './to-conversation';

/** Claude's data export: a list of conversations, one a line, or one a file; with `projects.json` beside. */
export const claudeFormat: ImportFormat = {
  app: 'claude',
  name: 'Claude export',
  recognises: (source) => holds(source, isConversations),
  async *read(source, { now }) {
    const projects = await readProjects(source);
    for await (const head of headsOf(source)) {
      if (isConversations(head))
        yield* readItems(source, head, (json) => toConversation(json, projects, now));
    }
  },
};

const isConversations = ({ paths }: Head): boolean =>
  paths.has('[].chat_messages') || paths.has('chat_messages');

/** The names of projects, which become folders. */
async function readProjects(source: ImportSource): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for await (const head of headsOf(source)) {
    if (!/(?:^|\/)projects(?:\.json$|\/)/u.test(head.entry.path)) continue;
    try {
      for await (const raw of readRecords(source, head)) {
        const project = read(projectShape, JSON.parse(raw));
        const { uuid = null, name = null } = project ?? {};
        if (uuid !== null && name !== null) names.set(uuid, name);
      }
    } catch {
      // Without their names conversations come in without folders.
    }
  }
  return names;
}
