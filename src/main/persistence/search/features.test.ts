import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesTerms } from '#shared/domain/find-term';
import { foldText } from '#shared/domain/fold-text';
import { parseSearchQuery } from '#shared/domain/search-query';
import { featuresOfTerms, joinFeatures, listFeatures } from './features';

const unit = fc.constantFrom(
  ...[
    'a',
    'b',
    'ab',
    'abc',
    'é',
    '1',
    '_',
    '*',
    '**',
    '-',
    '>',
    '"',
    "'",
    '#',
    '東',
    '京',
    'ト',
    '한',
    'ก',
    'า',
    '👍',
    'ж',
    ' ',
  ],
);
const text = fc.array(unit, { maxLength: 30 }).map((units) => units.join(''));
const split = (features: string): readonly string[] =>
  features.split(' ').filter((feature) => feature !== '');

test('the fast way over ASCII gives what the way over all of Unicode does', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 60 }), (written) => {
      const folded = foldText(written);
      expect([...split(joinFeatures(folded))].sort()).toEqual([...listFeatures(folded)].sort());
    }),
    { numRuns: 500 },
  );
});

test('a text that matches has every feature that the index is asked for', () => {
  let matched = 0;
  fc.assert(
    fc.property(text, text, (written, query) => {
      const folded = foldText(written).trim();
      const { terms } = parseSearchQuery(query);
      if (!matchesTerms(folded, terms)) return;
      matched += 1;
      const features = new Set(split(joinFeatures(folded)));
      expect(featuresOfTerms(terms).filter((feature) => !features.has(feature))).toEqual([]);
    }),
    { numRuns: 5000 },
  );
  expect(matched).toBeGreaterThan(100);
});

test.each([
  ['memory', ['mem', 'ory']],
  ['mem', ['mem']],
  ['me', ['me']],
  ['C#', ['c#']],
  ['foo->bar', ['foo', 'o-', '->', '>b', 'bar']],
  ['東京都', ['東京', '京都']],
  ['京', ['京']],
  ['"of the"', ['of', 'the']],
])('%j asks for %j', (query, features) => {
  expect(featuresOfTerms(parseSearchQuery(query).terms)).toEqual(features);
});
