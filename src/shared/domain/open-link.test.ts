import { expect, test } from 'vitest';
import type { ConversationId } from './ids';
import { findOpenLink, openLinkTo, parseOpenLink } from './open-link';

const id = '0199a3a0-1234-7abc-89ab-0123456789ab' as ConversationId;
const link = `parley://open?conversation=${id}`;

test('a link leads back to its conversation', () => {
  expect(openLinkTo(id)).toBe(link);
  expect(parseOpenLink(link)).toBe(id);
  expect(parseOpenLink(`parley://open/?conversation=${id}`)).toBe(id);
});

test.each([
  ['another verb', `parley://ask?conversation=${id}`],
  ['a text to fill in', `${link}&text=hello`],
  ['a text before it', `parley://open?text=hello&conversation=${id}`],
  ['twice', `${link}&conversation=${id}`],
  ['a fragment', `${link}#x`],
  ['a path', `parley://open/settings?conversation=${id}`],
  ['a user', `parley://me@open?conversation=${id}`],
  ['a port', `parley://open:80?conversation=${id}`],
  ['another scheme', `https://open?conversation=${id}`],
  ['the link of a help page', 'parley:settings/providers'],
  ['no id', 'parley://open?conversation='],
  ['an id of another kind', 'parley://open?conversation=1234'],
  ['an id of another version', `parley://open?conversation=${id.replace('-7', '-4')}`],
  ['a space', ` ${link}`],
  ['a line end', `${link}\n`],
  ['a null', `${link}\0`],
  ['written otherwise', link.toUpperCase()],
  ['encoded', link.replace('conversation', 'conversatio%6e')],
  ['a full-width question mark', link.replace('?', '？')],
  ['a mark that turns the text around', `${link}\u202e`],
  ['very long', `${link}${'a'.repeat(10_000)}`],
])('%s is no link', (_name, text) => {
  expect(parseOpenLink(text)).toBeNull();
});

test('of five hundred mangled links, none leads anywhere but to the one conversation', () => {
  let seed = 20;
  const random = (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const odd = [
    '&',
    '?',
    '#',
    '/',
    '\\',
    '%00',
    '\n',
    ' ',
    '--ask',
    '"',
    "'",
    ';',
    '..',
    '\u202e',
    '｡',
    'A',
    '0',
    '@',
  ];
  const found = new Set<string | null>();
  for (let run = 0; run < 500; run += 1) {
    let text = link;
    for (let edits = 1 + random(4); edits > 0; edits -= 1) {
      const at = random(text.length + 1);
      const piece = odd[random(odd.length)] ?? '';
      const cut = random(3);
      text = text.slice(0, at) + (random(3) === 0 ? '' : piece) + text.slice(at + cut);
    }
    const parsed = parseOpenLink(text);
    found.add(parsed);
    // What is taken is exactly of the one form, and shorter than it may be.
    if (parsed !== null)
      expect([openLinkTo(parsed), `parley://open/?conversation=${parsed}`]).toContain(text);
    expect(findOpenLink(['/app', '--user-data-dir=/x', text])).toBe(
      text.startsWith('parley:') ? parsed : null,
    );
  }
  expect(found.has(null)).toBe(true);
});

test('a command line holds one link or none', () => {
  expect(findOpenLink(['/app', '--no-sandbox', link])).toBe(id);
  expect(findOpenLink(['/app', link, link])).toBeNull();
  expect(findOpenLink(['/app', `--x=${link}`])).toBeNull();
  expect(findOpenLink([])).toBeNull();
});
