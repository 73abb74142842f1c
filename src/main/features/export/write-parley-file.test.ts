import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ArchivedConversation } from '#shared/domain/archive';
import { conversationIdSchema, messageIdSchema } from '#shared/domain/ids';
import { parleyFileItemSchema } from '#shared/domain/parley-file';
import { writeParleyFile } from './write-parley-file';

const bytes = Buffer.alloc(900_001, 'Zürich');
const sha256 = createHash('sha256').update(bytes).digest('hex');
const ids = ['0199aaaa-0000-7000-8000-000000000001', '0199aaaa-0000-7000-8000-000000000002'].map((id) =>
  conversationIdSchema.parse(id),
);

/** With its keys in an order that is not the schema's. */
const conversationWith = (id: ArchivedConversation['id']): ArchivedConversation => ({
  files: [{ sha256, mediaType: 'image/png', bytes: bytes.length, width: 1, height: 1, text: null }],
  messages: [
    {
      attempts: [],
      parts: [
        { part: { type: 'text', text: 'lone \ud800 and “quoted”\u2028' }, state: null },
        {
          part: { type: 'image', sha256, mediaType: 'image/png', width: 1, height: 1, name: null },
          state: null,
        },
      ],
      id: messageIdSchema.parse(id.replace('0199', '0198')),
      parentId: null,
      role: 'user',
      status: 'complete',
      createdAt: 5,
      error: null,
      starredAt: null,
      inclusion: null,
      startsContext: false,
      deletedAt: null,
      copiedFrom: null,
    },
  ],
  id,
  title: 'Rivers',
  titleSource: 'manual',
  createdAt: 5,
  updatedAt: 6,
  headId: null,
  folder: null,
  tags: [],
  pinnedAt: null,
  archivedAt: null,
  deletedAt: null,
  persona: null,
  model: null,
  thinkingEffort: null,
  reusesAnswers: null,
  origin: null,
});

async function write(findFile: (sha256: string) => Promise<Uint8Array | null>): Promise<string> {
  let text = '';
  const archive = { listIds: () => ids, read: conversationWith };
  for await (const piece of writeParleyFile({ archive, findFile }, ids)) text += piece;
  return text;
}

test('the file is one document and one item a line; a stored file stands once, before what needs it', async () => {
  const text = await write(() => Promise.resolve(bytes));
  const lines = text.trimEnd().split('\n');
  expect(lines[0]).toBe('{"format":"parley-conversations","version":1,"items":[');
  expect(lines.at(-1)).toBe(']}');
  const items = lines.slice(1, -1).map((line): unknown => JSON.parse(line.replace(/,$/, '')));
  expect(JSON.parse(text)).toEqual({ format: 'parley-conversations', version: 1, items });
  const read = items.map((item) => parleyFileItemSchema.parse(item));
  expect(read.map((item) => Object.keys(item)[0])).toEqual(['file', 'conversation', 'conversation']);
  const [first, second] = read;
  if (first === undefined || !('file' in first) || second === undefined || !('conversation' in second))
    throw new Error('a file and a conversation were written');
  expect(Buffer.from(first.file.base64, 'base64').equals(bytes)).toBe(true);
  const [id] = ids;
  const written = JSON.stringify(id === undefined ? null : conversationWith(id)).replace('\\ud800', '\ufffd');
  expect(second.conversation).toEqual(JSON.parse(written));
  expect(Object.keys(second.conversation)[0]).toBe('id');
});

test('a file whose bytes are gone is named and has none', async () => {
  const text = await write(() => Promise.resolve(null));
  expect(text).not.toContain('base64');
  expect(text.match(new RegExp(`"files":\\[\\{"sha256":"${sha256}"`, 'g'))).toHaveLength(2);
});
