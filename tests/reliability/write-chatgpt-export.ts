import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

export interface GeneratedExport {
  readonly conversations: number;
  /** Of each. */
  readonly messages: number;
  /** UTF-16 units of each message, about. */
  readonly length: number;
}

const words =
  'river stone window letter quiet market garden engine paper silver north orchard winter bridge copper island signal harbour meadow lantern'.split(
    ' ',
  );

/** The same each time (mulberry32), so that a second run finds what a first one brought. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function textOf(random: () => number, length: number): string {
  let text = '';
  while (text.length < length)
    text += `${words[Math.floor(random() * words.length)] ?? ''}${Math.floor(random() * 99)} `;
  return text;
}

/** One conversation as ChatGPT exports it: a line of questions and answers below an empty root. */
export function generatedConversation(index: number, { messages, length }: GeneratedExport): string {
  const random = randomOf(index + 1);
  const start = 1_600_000_000 + index * 700;
  const mapping: Record<string, unknown> = {
    root: { id: 'root', message: null, parent: null, children: ['m0'] },
  };
  for (let at = 0; at < messages; at += 1) {
    const role = at % 2 === 0 ? 'user' : 'assistant';
    mapping[`m${at}`] = {
      id: `m${at}`,
      parent: at === 0 ? 'root' : `m${at - 1}`,
      children: at + 1 < messages ? [`m${at + 1}`] : [],
      message: {
        id: `m${at}`,
        author: { role, name: null, metadata: {} },
        create_time: start + at * 30,
        content: { content_type: 'text', parts: [textOf(random, length)] },
        status: 'finished_successfully',
        metadata: role === 'assistant' ? { model_slug: 'gpt-4o' } : {},
        recipient: 'all',
      },
    };
  }
  const id = `generated-${index}`;
  const times = { create_time: start, update_time: start + messages * 30 };
  return JSON.stringify({
    title: `Generated ${index}`,
    ...times,
    mapping,
    current_node: `m${messages - 1}`,
    conversation_id: id,
    id,
  });
}

/** Writes a `conversations.json`; its size in bytes. */
export async function writeChatgptExport(path: string, generated: GeneratedExport): Promise<number> {
  const stream = createWriteStream(path);
  let bytes = 0;
  const write = async (text: string): Promise<void> => {
    bytes += Buffer.byteLength(text);
    if (!stream.write(text)) await once(stream, 'drain');
  };
  for (let index = 0; index < generated.conversations; index += 1) {
    await write((index === 0 ? '[' : ',\n') + generatedConversation(index, generated));
  }
  await write(']');
  stream.end();
  await once(stream, 'close');
  return bytes;
}
