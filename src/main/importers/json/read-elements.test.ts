import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readElements, readLines } from './read-elements';
import type { ElementOptions } from './read-elements';

/** A text as bytes in pieces of a size, all in the same memory, as a file is read. */
async function* inPieces(text: string, size: number): AsyncIterable<Uint8Array> {
  const bytes = Buffer.from(text);
  const piece = Buffer.alloc(size);
  for (let from = 0; from < bytes.length; from += size) {
    yield await Promise.resolve(piece.subarray(0, bytes.copy(piece, 0, from, from + size)));
  }
}

async function all(texts: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const text of texts) found.push(text);
  return found;
}

const elementsOf = (text: string, options?: ElementOptions, size = 7): Promise<string[]> =>
  all(readElements(inPieces(text, size), options));

// A quote, a bracket or an escape at the edge of a piece is where such a reader breaks.
test('any list is read as JSON.parse reads it, in pieces of any size', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.jsonValue({ stringUnit: 'binary' }), { maxLength: 6 }),
      fc.integer({ min: 1, max: 64 }),
      fc.constantFrom('', '\t', '\uFEFF', '\uFEFF\n '),
      async (values, size, before) => {
        const list = JSON.stringify(values, null, size % 3);
        const read = (texts: readonly string[]): unknown[] =>
          texts.map((text) => JSON.parse(text) as unknown);
        expect(read(await elementsOf(before + list, {}, size))).toEqual(JSON.parse(list));
        const within = `{"a": ["sessions", {"sessions": [0]}], "s\\"": [1], "sessions": ${list}, "z": [2]}`;
        expect(read(await elementsOf(within, { within: 'sessions' }, size))).toEqual(JSON.parse(list));
      },
    ),
    { numRuns: 200 },
  );
});

test('one that is cut off by the end of the file comes as it is, and what is no list has no elements', async () => {
  expect(await elementsOf('[{"a":1},{"b":"never ends')).toEqual(['{"a":1}', '{"b":"never ends']);
  for (const text of ['', '   ', '{}', '"[1]"', '{"other":[1]}']) {
    expect(await elementsOf(text, text.startsWith('{') ? { within: 'list' } : {})).toEqual([]);
  }
  expect(await elementsOf('[1] [2] trailing')).toEqual(['1']);
});

test('one that is too large or too deep is left out, the others come, and the end says so', async () => {
  const deep = `${'['.repeat(60)}${']'.repeat(60)}`;
  const texts: string[] = [];
  const reading = async (): Promise<void> => {
    const source = inPieces(`[1,"${'x'.repeat(5_000)}",${deep},{"y":2}]`, 100);
    for await (const text of readElements(source, { mostBytes: 1_000, mostDepth: 50 })) texts.push(text);
  };
  await expect(reading()).rejects.toMatchObject({ data: { code: 'import.too-large' } });
  expect(texts).toEqual(['1', '{"y":2}']);
});

test('a million levels cost no stack, and their length no square of time', async () => {
  const started = performance.now();
  await expect(elementsOf(`[${'['.repeat(1_000_000)}`, {}, 65_536)).rejects.toThrow('too deep');
  expect(performance.now() - started).toBeLessThan(2_000);
});

test('lines come one by one, whatever ends them', async () => {
  const lines = all(readLines(inPieces('\uFEFF{"a":1}\r\n\n  {"b":"é"}\n{"c":3}', 5)));
  expect(await lines).toEqual(['{"a":1}', '{"b":"é"}', '{"c":3}']);
});
