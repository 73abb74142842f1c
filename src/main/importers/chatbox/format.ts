import type { ImportFormat, ImportItem, ImportSource } from '../import-format';
import { dictionary, read } from '../source/lenient';
import { headsOf, holds, type Head } from '../source/read-head';
import { mapJson, reasonOf } from '../source/read-items';
import { readText } from '../source/read-text';
import { sessionShape, threadShape } from './shapes';
import { toConversation, type Thread } from './to-conversation';

/** Chatbox's exported data: one object of everything by its keys. Only its sessions are looked at. */
export const chatboxFormat: ImportFormat = {
  app: 'chatbox',
  name: 'Chatbox export',
  recognises: (source) => holds(source, isData),
  async *read(source, { now }) {
    for await (const head of headsOf(source)) if (isData(head)) yield* readSessions(source, head, now);
  },
};

const isData = ({ paths }: Head): boolean =>
  paths.has('chat-sessions-list') ||
  paths.has('__exported_items') ||
  [...paths].some((path) => /^session:[^.]+\.(?:messages|threads)$/u.test(path));

async function* readSessions(source: ImportSource, head: Head, now: number): AsyncIterable<ImportItem> {
  try {
    const data = dictionary.parse(JSON.parse(await readText(source, head.entry)));
    for (const [key, value] of data ?? []) {
      if (!key.startsWith('session:')) continue;
      for (const thread of threadsOf(key.slice('session:'.length), value)) {
        // Settings, where keys may lie, stay behind.
        const raw = (): string =>
          JSON.stringify({
            id: thread.sourceId,
            name: thread.title,
            messages: thread.messages,
            messageForksHash: Object.fromEntries(thread.forks ?? []),
          });
        yield mapJson(value, raw, key, () => toConversation(thread, now));
      }
    }
  } catch (error) {
    const reason =
      error instanceof SyntaxError ? 'It is not whole: its JSON ends early or is damaged.' : reasonOf(error);
    yield { kind: 'unreadable', name: head.entry.path, reason };
  }
}

/** What was begun anew within a session is a conversation of its own. */
function threadsOf(id: string, value: unknown): readonly Thread[] {
  const session = read(sessionShape, value);
  if (session === null) return [{ sourceId: id, title: null, isStarred: false, messages: [], forks: null }];
  const before = session.threads.flatMap((entry, index): readonly Thread[] => {
    const thread = read(threadShape, entry);
    if (thread === null || thread.messages.length === 0) return [];
    return [
      {
        sourceId: `${id}/${thread.id ?? String(index)}`,
        title: thread.name === null || thread.name === '' ? session.name : thread.name,
        isStarred: false,
        messages: thread.messages,
        forks: session.messageForksHash,
      },
    ];
  });
  const own = {
    sourceId: id,
    title: session.name,
    isStarred: session.starred === true,
    messages: session.messages,
    forks: session.messageForksHash,
  };
  return session.messages.length === 0 && before.length > 0 ? before : [...before, own];
}
