import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTerm, listTermPlaces } from './find-term';
import { foldText, traceText } from './fold-text';
import { parseSearchQuery } from './search-query';

describe('folding', () => {
  it.each([
    ['İSTANBUL', 'istanbul'],
    ['ıstanbul', 'istanbul'],
    ['Straße STRASSE', 'strasse strasse'],
    ['ẞ', 'ss'],
    ['Ångström', 'angstrom'],
    ['e\u0301 é', 'e e'],
    ['Łódź, Ærø, Đorđe', 'lodz, aero, dorde'],
    ['ΟΔΟΣ οδός', 'οδοσ οδοσ'],
    ['Ёлка', 'елка'],
    ['Мой', 'мой'],
    ['ﬁn ① Ａｂ', 'fin 1 ab'],
    ['ｶﾞ が か\u3099', 'ガ が が'],
    ['\u1112\u1161\u11ab\u1100\u1173\u11af', '한글'],
    ['สวัสดี', 'สวัสดี'],
    ['हिन्दी', 'हिन्दी'],
    ['שָׁלוֹם', 'שלום'],
    ['مُحَمَّد', 'محمد'],
    ['co\u00adoper\u200bate', 'cooperate'],
    ['“don’t” – yes', '"don\'t" - yes'],
    ['a\n\t \u00a0b', 'a b'],
    ['x\ud800y', 'x\ufffdy'],
  ])('%j compares as %j', (text, folded) => {
    expect(foldText(text)).toBe(folded);
    expect(foldText(folded)).toBe(folded);
  });

  it('is the same with and without the way back, and every place leads into the text', () => {
    const words = fc.constantFrom(
      'İ',
      'ß',
      'é',
      'e\u0301',
      '한',
      '\u1112\u1161',
      'ﬁ',
      ' ',
      '\n',
      '👍🏽',
      '\u200d',
      'Σ',
      'a',
      'が',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (written) => {
        const { folded, starts, ends } = traceText(written);
        expect(folded).toBe(foldText(written));
        expect(starts).toHaveLength(folded.length + 1);
        for (let at = 0; at < folded.length; at += 1) {
          const [start = -1, end = -1] = [starts[at], ends[at]];
          expect(start).toBeGreaterThanOrEqual(starts[at - 1] ?? 0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(written.length);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a term', () => {
  const term = (text: string, startsWord = false, endsWord = false) => ({ text, startsWord, endsWord });

  const phrase = term('in the air', true, true);
  it.each([
    ['in the air', 'in the air'],
    ['we met in **the** air.', 'in **the** air'],
    ['**in** _the_ `air`', 'in** _the_ `air'],
    ['in ***~~the~~*** air', 'in ***~~the~~*** air'],
    ['**in the** air', 'in the** air'],
    ['in [the](https://x.test/in_the "of it") air', 'in [the](https://x.test/in_the "of it") air'],
    ['within the air, in the _air_', 'in the _air'],
    ['in the airs or in *the air*', 'in *the air'],
  ])('of several words is found around what Markdown marks, in %j', (text, found) => {
    const { start, end } = findTerm(text, phrase) ?? { start: 0, end: 0 };
    expect(text.slice(start, end)).toBe(found);
  });

  it.each([
    'in * the air',
    'in - the air',
    'in the, air',
    'in thee air',
    'in**the** air',
    'in (the) air',
    'begin **the** air',
  ])('of several words is not found in %j', (text) => expect(findTerm(text, phrase)).toBeNull());

  it('of signs and words is looked for as it stands', () => {
    expect(findTerm('a * b', term('a * b'))).toEqual({ start: 0, end: 5 });
    expect(findTerm('x **a b** c', term('**a b**'))).toEqual({ start: 2, end: 9 });
    expect(findTerm('f(a, b) [c] d', term('f(a, b) [c]'))).toEqual({ start: 0, end: 11 });
  });

  it('is looked for in a hostile text in a time that grows with its length', () => {
    const hostile = ['in '.repeat(300_000), `in${'*'.repeat(1_000_000)}`, 'in]('.repeat(250_000)];
    const start = performance.now();
    for (const text of [...hostile, '*'.repeat(1_000_000)]) {
      expect(findTerm(text, phrase)).toBeNull();
      expect(findTerm(text, term('* air'))).toBeNull();
    }
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it('of letters alone is found where a word begins when it has to', () => {
    expect(findTerm('concat the cat', term('cat'))).toEqual({ start: 3, end: 6 });
    expect(findTerm('concat the cat', term('cat', true))).toEqual({ start: 11, end: 14 });
    expect(findTerm('cats', term('cat', true, true))).toBeNull();
    expect(findTerm('東京都', term('京', true, true))).toEqual({ start: 1, end: 2 });
    expect(findTerm('𝔞cat', term('cat', true))).toBeNull();
  });

  it('has places that do not overlap', () => {
    expect(listTermPlaces('aaaa', term('aa'))).toEqual([
      { start: 0, end: 2 },
      { start: 2, end: 4 },
    ]);
  });
});

describe('what is written into the box', () => {
  const texts = (written: string) =>
    parseSearchQuery(written).terms.map(({ text, isNegated }) => (isNegated ? `NOT ${text}` : text));

  it.each([
    ['Two  Words', ['two', 'words']],
    ['C# -> foo_bar', ['c#', '->', 'foo_bar']],
    ['"Two words" three', ['two words', 'three']],
    ['“Curly quotes”', ['curly quotes']],
    ['"not closed yet', ['not closed yet']],
    ['-word -"two words" --limit - -> -', ['NOT word', 'NOT two words', '--limit', '-', '->', '-']],
    ['-京都', ['NOT 京都']],
    ['std::vector http://a.b note: a:b', ['std::vector', 'http://a.b', 'note:', 'a:b']],
    ['say"hi"', ['say"hi"']],
    ['" "', []],
    ['   ', []],
  ])('%j looks for %j', (written, terms) => {
    expect(texts(written)).toEqual(terms);
  });

  it('short words and quotations are bound to the edges of words', () => {
    expect(parseSearchQuery('of "whole" "ope C# 京').terms).toMatchObject([
      { text: 'of', startsWord: true, endsWord: false },
      { text: 'whole', startsWord: true, endsWord: true },
      { text: 'ope c# 京', startsWord: true, endsWord: false },
    ]);
    expect(parseSearchQuery('C# 京').terms.map(({ startsWord }) => startsWord)).toEqual([false, false]);
  });

  it('takes filters out, with their values', () => {
    const { filters, terms, problems } = parseSearchQuery(
      'FROM:me -from:model has:code is:starred model:"GPT 5" -persona:writer in:work tag:Reçu after:2026-01 before:2026-01-31 x',
    );
    expect(problems).toEqual([]);
    expect(terms.map(({ text }) => text)).toEqual(['x']);
    expect(filters).toEqual([
      { kind: 'from', value: 'user', isNegated: false },
      { kind: 'from', value: 'assistant', isNegated: true },
      { kind: 'has', value: 'code', isNegated: false },
      { kind: 'is', value: 'starred', isNegated: false },
      { kind: 'model', value: 'gpt 5', isNegated: false },
      { kind: 'persona', value: 'writer', isNegated: true },
      { kind: 'in', value: 'work', isNegated: false },
      { kind: 'tag', value: 'recu', isNegated: false },
      { kind: 'after', time: new Date(2026, 0, 1).getTime(), isNegated: false },
      { kind: 'before', time: new Date(2026, 0, 31).getTime(), isNegated: false },
    ]);
  });

  it.each([
    'before:yesterday',
    'after:2026-13',
    'before:2026-02-30',
    'has:cat',
    'from:them',
    'is:blue',
    'model:',
    'in:""',
  ])('says how %s is written', (written) => {
    const { problems, filters } = parseSearchQuery(`word ${written}`);
    expect(filters).toEqual([]);
    expect(problems).toEqual([{ token: written, hint: expect.stringMatching(/^Write /) as string }]);
  });

  it('is never too much, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 1000 }), (written) => {
        const { terms, filters } = parseSearchQuery(written);
        expect(terms.length + filters.length).toBeLessThanOrEqual(40);
      }),
      { numRuns: 500 },
    );
  });
});
