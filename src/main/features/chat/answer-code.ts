import { promisify } from 'node:util';
import { gunzip, gunzipSync, gzip } from 'node:zlib';
import type { StreamPart } from '#shared/domain/stream-part';
import { z } from 'zod';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

const stateSchema = z.strictObject({ kind: z.string(), data: z.string() }).nullable();
const cachedPartSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['text', 'thinking']), text: z.string(), state: stateSchema }),
  z.strictObject({ type: z.literal('opaque'), state: stateSchema.unwrap() }),
  z.strictObject({ type: z.literal('image'), mediaType: z.string(), base64: z.string(), state: stateSchema }),
  z.strictObject({ type: z.literal('notice'), code: z.string(), text: z.string() }),
]);
const cachedAnswerSchema = z.strictObject({
  answeredBy: z.string().nullable(),
  parts: z.array(cachedPartSchema),
});
type CachedPart = z.infer<typeof cachedPartSchema>;
export type CachedAnswer = z.infer<typeof cachedAnswerSchema>;

/** Unzipped, in bytes: what is longer is no answer that Parley kept. */
const longestBody = 64_000_000;

/** In bytes: what is no longer is unzipped sooner than a thread for it is found. */
const shortBody = 500_000;

/** The last four bytes of gzip tell how long it is unzipped. */
const lengthOf = (body: Buffer): number => (body.length < 4 ? 0 : body.readUInt32LE(body.length - 4));

const unzip = (body: Buffer): Buffer | Promise<Buffer> =>
  lengthOf(body) <= shortBody
    ? gunzipSync(body, { maxOutputLength: shortBody })
    : decompress(body, { maxOutputLength: longestBody });

export const encodeAnswer = (answer: CachedAnswer): Promise<Buffer> => compress(JSON.stringify(answer));

/** Null for what this version cannot read. */
export async function decodeAnswer(body: Buffer): Promise<CachedAnswer | null> {
  try {
    const text = (await unzip(body)).toString('utf8');
    const parsed = cachedAnswerSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** The stream as it comes; when it ends complete, `onComplete` gets all of it. */
export async function* recordAnswer(
  stream: AsyncIterable<StreamPart>,
  onComplete: (answer: CachedAnswer) => void,
): AsyncGenerator<StreamPart, void, undefined> {
  const parts = new Map<number, CachedPart>();
  const notices: CachedPart[] = [];
  let answeredBy: string | null = null;
  for await (const part of stream) {
    if (part.type === 'notice') notices.push(part);
    else if (part.type === 'answered-by') answeredBy = part.modelId ?? answeredBy;
    else if (part.type === 'turn-end') {
      if (part.outcome === 'complete') onComplete({ answeredBy, parts: [...notices, ...parts.values()] });
    } else keepPart(parts, part);
    yield part;
  }
}

function keepPart(parts: Map<number, CachedPart>, part: StreamPart): void {
  switch (part.type) {
    case 'part-start':
      parts.set(part.index, { type: part.kind, text: '', state: null });
      return;
    case 'part-delta':
    case 'part-end': {
      const open = parts.get(part.index);
      if (open?.type !== 'text' && open?.type !== 'thinking') return;
      if (part.type === 'part-delta') open.text += part.delta;
      else open.state = part.state;
      return;
    }
    case 'opaque':
      parts.set(part.index, { type: 'opaque', state: part.state });
      return;
    case 'image':
      parts.set(part.index, {
        type: 'image',
        mediaType: part.mediaType,
        base64: part.base64,
        state: part.state,
      });
      return;
    default:
  }
}

/** The same answer as a stream. It tells no usage: nothing was used. */
export async function* replayAnswer({
  answeredBy,
  parts,
}: CachedAnswer): AsyncGenerator<StreamPart, void, undefined> {
  await Promise.resolve();
  yield { type: 'answered-by', modelId: answeredBy, requestId: null };
  for (const [index, part] of parts.entries()) {
    switch (part.type) {
      case 'text':
      case 'thinking':
        yield { type: 'part-start', index, kind: part.type };
        yield { type: 'part-delta', index, delta: part.text };
        yield { type: 'part-end', index, state: part.state };
        break;
      case 'opaque':
      case 'image':
        yield { ...part, index };
        break;
      case 'notice':
        yield part;
    }
  }
  yield { type: 'turn-end', outcome: 'complete', error: null };
}
