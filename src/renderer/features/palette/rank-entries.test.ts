import { describe, expect, test } from 'vitest';
import { commandIds, commands } from '#shared/domain/commands';
import { rankEntries } from './rank-entries';

const all = commandIds.map((id) => ({ id, ...commands[id] }));
const best = (query: string): string | undefined => rankEntries(all, query)[0]?.entry.id;

describe('the command that a few letters mean', () => {
  test.each([
    ['new w', 'new-window'],
    ['nw', 'new-window'],
    ['dark', 'theme-dark'],
    ['bin', 'show-trash'],
    ['rename', 'rename-conversation'],
    ['SETTINGS prov', 'settings-providers'],
    ['exprt', 'export-conversation'],
    ['pin', 'pin-conversation'],
    ['model', 'choose-model'],
    ['on hold', 'retention-rules'],
    ['export everything', 'export-everything'],
  ])('%s → %s', (query, id) => {
    expect(best(query)).toBe(id);
  });
  test('every word must be found', () => {
    expect(rankEntries(all, 'theme zebra')).toEqual([]);
  });
});

test('a title is found without its accents and its case, in any script', () => {
  const titles = ['Crème brûlée', '漢字の成り立ち', 'ΑΘΗΝΑ', '.*+?^${}()|[]\\'].map((title) => ({
    title,
    words: '',
  }));
  const find = (query: string) => rankEntries(titles, query).map(({ entry }) => entry.title);
  expect(find('creme')).toEqual(['Crème brûlée']);
  expect(find('成り')).toEqual(['漢字の成り立ち']);
  expect(find('αθη')).toEqual(['ΑΘΗΝΑ']);
  expect(find('(.*')).toEqual([]);
  expect(find('()|')).toEqual(['.*+?^${}()|[]\\']);
});

test('letters in order are found only when nothing holds them as they stand', () => {
  const entries = ['Stop the reply', 'Sort paper'].map((title) => ({ title, words: '' }));
  expect(rankEntries(entries, 'sto').map(({ entry }) => entry.title)).toEqual(['Stop the reply']);
  expect(rankEntries(entries, 'srp').map(({ entry }) => entry.title)).toEqual([
    'Stop the reply',
    'Sort paper',
  ]);
});
