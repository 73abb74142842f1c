import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { archivedConversationSchema } from '#shared/domain/archive';
import { corpora } from '../../../tests/fixtures/exports/corpus';
import { memorySource } from '../../../tests/fixtures/exports/memory-source';
import { itemsOf } from '../../../tests/fixtures/exports/observe';
import { allFormats } from './all-formats';
import type { ImportedConversation } from './import-format';

/** What nobody should write into an export, and somebody will. */
const strange = fc.oneof(
  fc.constantFrom(
    null,
    true,
    -1,
    1e308,
    0.5,
    '',
    '\ud800',
    '\u0000x',
    [],
    {},
    [[]],
    '__proto__',
    '2026-99-99T00:00:00Z',
  ),
  fc.constantFrom<unknown>(
    JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":2},"length":3}'),
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

const change = fc.record({
  /** Which of all values of the document, counted from its beginning. */
  at: fc.nat(400),
  how: fc.constantFrom('replace', 'remove', 'repeat', 'swap'),
  value: strange,
  other: fc.nat(400),
});
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

interface Place {
  readonly owner: Record<string, unknown>;
  readonly key: string;
}

function placesIn(value: unknown): readonly Place[] {
  const places: Place[] = [];
  const open: unknown[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    for (const key of Object.keys(next)) {
      places.push({ owner: next as Record<string, unknown>, key });
      open.push((next as Record<string, unknown>)[key]);
    }
  }
  return places;
}

function apply(json: unknown, { at, how, value, other }: Change): void {
  const places = placesIn(json);
  const place = places[at % Math.max(1, places.length)];
  const source = places[other % Math.max(1, places.length)];
  if (place === undefined || source === undefined) return;
  const { owner, key } = place;
  const copy = (taken: unknown): unknown => structuredClone(taken);
  if (how === 'replace') owner[key] = copy(value);
  else if (how === 'swap') owner[key] = copy(source.owner[source.key]);
  else if (how === 'remove') Reflect.deleteProperty(owner, key);
  else if (Array.isArray(owner)) owner.push(copy(owner[Number(key)]));
  else owner[`${key}2`] = copy(owner[key]);
}

/** JSON is changed as what it says, anything else as its letters. */
function changed(text: string, changes: readonly Change[], cut: number): string {
  try {
    const json: unknown = JSON.parse(text);
    for (const one of changes) apply(json, one);
    return JSON.stringify(json);
  } catch {
    const at = Math.floor(text.length * cut);
    return `${text.slice(0, at)}${String(changes[0]?.value)}${text.slice(at + 20)}`;
  }
}

/** As the engine will store it: everything that later pieces rely on. */
function expectSound(conversation: ImportedConversation): void {
  const { assets, ...rest } = conversation;
  const ids = new Set<string>();
  for (const { id, parentId, parts } of conversation.messages) {
    expect(ids.has(id)).toBe(false);
    expect(parentId === null || ids.has(parentId)).toBe(true);
    ids.add(id);
    for (const { part } of parts) if (part.type === 'asset') expect(assets.has(part.key)).toBe(true);
  }
  expect(
    conversation.headId === null ? conversation.messages.length : Number(ids.has(conversation.headId)),
  ).toBe(conversation.headId === null ? 0 : 1);
  const messages = rest.messages.map((message) => ({
    ...message,
    parts: message.parts.map((part) =>
      part.part.type === 'asset' ? { part: { type: 'text', text: 'x' }, state: null } : part,
    ),
  }));
  expect(archivedConversationSchema.safeParse({ ...rest, messages }).error).toBeUndefined();
  // A half character is another one when a database gives it back.
  expect(JSON.stringify(messages)).not.toMatch(/\\ud[89a-f][0-9a-f]{2}/u);
}

describe('exports that somebody changed', () => {
  const cases = corpora.flatMap(([app, corpus]) => Object.values(corpus).map((files) => ({ app, files })));

  it.each(allFormats.map((format) => [format.app, format] as const))(
    '%s: nothing is thrown, and what comes is sound',
    async (app, format) => {
      const own = cases.filter((one) => one.app === app);
      await fc.assert(
        fc.asyncProperty(
          fc.nat(own.length - 1),
          fc.array(change, { minLength: 1, maxLength: 6 }),
          fc.double({ min: 0, max: 1, noNaN: true }),
          async (index, changes, cut) => {
            const files = Object.entries(own[index]?.files ?? {}).map(([path, content]) => [
              path,
              typeof content === 'string' ? changed(content, changes, cut) : content,
            ]);
            const source = memorySource(Object.fromEntries(files) as Record<string, string>);
            await format.recognises(source);
            for (const item of await itemsOf(format, source)) {
              if (item.kind === 'conversation') expectSound(item.conversation);
              else expect(item.name !== '' && item.reason !== '').toBe(true);
            }
          },
        ),
        { numRuns: Number(process.env['FUZZ_RUNS'] ?? 40) },
      );
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    },
  );

  it('are not read as another program’s', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(cases.length - 1), change, async (index, one) => {
        const files = Object.entries(cases[index]?.files ?? {}).map(([path, content]) => [
          path,
          typeof content === 'string' ? changed(content, [one], 0.5) : content,
        ]);
        const source = memorySource(Object.fromEntries(files) as Record<string, string>);
        const known = await Promise.all(allFormats.map((format) => format.recognises(source)));
        expect(known.filter(Boolean).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 100 },
    );
  });
});
