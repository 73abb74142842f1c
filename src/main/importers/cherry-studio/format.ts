import type { ImportFormat, ImportItem, ImportSource } from '../import-format';
import { indexFiles } from '../source/file-index';
import { dictionary, list, read } from '../source/lenient';
import { headsOf, holds, type Head } from '../source/read-head';
import { mapJson, reasonOf } from '../source/read-items';
import { readText } from '../source/read-text';
import {
  assistantShape,
  assistantsShape,
  blockShape,
  dataShape,
  topicNameShape,
  topicShape,
  type Block,
  type TopicName,
} from './shapes';
import { toConversation } from './to-conversation';

/** A backup of Cherry Studio 1: `data.json` with files beside. Those of Cherry Studio 2 are known, and not read. */
export const cherryStudioFormat: ImportFormat = {
  app: 'cherry-studio',
  name: 'Cherry Studio backup',
  recognises: async (source) => isSecond(source) || (await holds(source, isData)),
  async *read(source, { now }) {
    if (isSecond(source)) {
      yield {
        kind: 'unreadable',
        name: 'Backup of Cherry Studio 2',
        reason:
          'Parley reads backups of Cherry Studio 1 only. Make one there, or export the topics one by one.',
      };
    }
    for await (const head of headsOf(source)) if (isData(head)) yield* readTopics(source, head, now);
  },
};

const isData = ({ paths, text }: Head): boolean =>
  (paths.has('localStorage') || paths.has('indexedDB')) &&
  (paths.has('indexedDB.topics') || /^.{0,2000}"persist:cherry-studio"/su.test(text));

/** A database instead of JSON, with a list of what is in the archive. */
const isSecond = ({ entries }: ImportSource): boolean =>
  entries.some(({ path }) => /(?:^|\/)backup\.sqlite$/u.test(path)) &&
  entries.some(({ path }) => /(?:^|\/)manifest\.json$/u.test(path));

async function* readTopics(source: ImportSource, head: Head, now: number): AsyncIterable<ImportItem> {
  try {
    const data = read(dataShape, JSON.parse(await readText(source, head.entry)));
    const names = namesIn(data?.localStorage?.get('persist:cherry-studio'));
    const blocks = blocksIn(data?.indexedDB?.message_blocks ?? []);
    const files = indexFiles(source.entries, (_path, name) => [name, name.replace(/\.[^.]*$/u, '')]);
    for (const [index, value] of (data?.indexedDB?.topics ?? []).entries()) {
      const name = names.get(read(topicShape, value)?.id ?? '') ?? null;
      const place = name?.name ?? `${head.entry.path}, topic ${String(index + 1)}`;
      const raw = (): string => rawOf(value, name, blocks);
      yield mapJson(value, raw, place, (json) => toConversation(json, name, { blocks, files }, now));
    }
  } catch (error) {
    const reason =
      error instanceof SyntaxError ? 'It is not whole: its JSON ends early or is damaged.' : reasonOf(error);
    yield { kind: 'unreadable', name: head.entry.path, reason };
  }
}

/** The names of topics, out of the one slice of the settings that holds them: the others hold providers and keys. */
function namesIn(persisted: unknown): ReadonlyMap<string, TopicName> {
  const names = new Map<string, TopicName>();
  try {
    const slices = dictionary.parse(parsed(persisted));
    const { assistants = [] } = read(assistantsShape, parsed(slices?.get('assistants'))) ?? {};
    for (const assistant of assistants) {
      for (const value of read(assistantShape, assistant)?.topics ?? []) {
        const topic = read(topicNameShape, value);
        if (topic !== null && topic.id !== null) names.set(topic.id, topic);
      }
    }
  } catch {
    // Without names topics are called after their first words.
  }
  return names;
}

const parsed = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value);

function blocksIn(values: readonly unknown[]): ReadonlyMap<string, Block> {
  const blocks = new Map<string, Block>();
  for (const value of values) {
    const block = read(blockShape, value);
    if (block !== null && block.id !== null) blocks.set(block.id, block);
  }
  return blocks;
}

/** The topic with its blocks: they lie apart in the backup. */
function rawOf(value: unknown, name: TopicName | null, blocks: ReadonlyMap<string, Block>): string {
  const messages = read(topicShape, value)?.messages ?? [];
  const own = messages.flatMap((message) => {
    const ids =
      typeof message === 'object' && message !== null && 'blocks' in message
        ? list.parse(message.blocks)
        : [];
    return ids.flatMap((id) => (typeof id === 'string' ? (blocks.get(id) ?? []) : []));
  });
  return JSON.stringify({ topic: value, name, blocks: own });
}
