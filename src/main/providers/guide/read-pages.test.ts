import { describe, expect, it } from 'vitest';
import { parseAppLink } from '#shared/domain/app-link';
import { parseHelpPage } from './help-page';
import { readBundledPages } from './read-pages';

const pages = readBundledPages();
const slugs = new Set(pages.map(({ slug }) => slug));

it('there are enough pages to be of use', () => {
  expect(pages.length).toBeGreaterThanOrEqual(28);
});

describe.each(pages.map((page) => [page.slug, page] as const))('page %s', (_, page) => {
  const text = page.sections.map((section) => section.text).join('\n');

  it('has words to be found by, sections and a readable length', () => {
    expect(page.keywords.length).toBeGreaterThanOrEqual(3);
    expect(page.sections.filter(({ heading }) => heading !== null).length).toBeGreaterThanOrEqual(2);
    expect(page.sections[0]?.heading).toBeNull();
    const words = text.split(/\s+/).length;
    expect(words).toBeGreaterThanOrEqual(120);
    expect(words).toBeLessThanOrEqual(400);
  });

  it('leads only to places that exist', () => {
    const targets = [...text.matchAll(/\]\(([^)]*)\)/g)].map(([, target = '']) => target);
    for (const target of targets) {
      const link = parseAppLink(target);
      expect(link, target).not.toBeNull();
      if (link?.type === 'help') expect(slugs, target).toContain(link.page);
    }
    expect(page.seeAlso.length).toBeGreaterThanOrEqual(2);
    for (const other of page.seeAlso) {
      expect(slugs, other).toContain(other);
      expect(other).not.toBe(page.slug);
    }
  });
});

it('every page can be reached from another', () => {
  const reached = new Set(pages.flatMap(({ seeAlso }) => seeAlso));
  expect([...slugs].filter((slug) => !reached.has(slug))).toEqual([]);
});

describe('a page that is not of the form', () => {
  it.each([
    ['no front matter', '## Hello\n\ntext'],
    ['no title', '---\nkeywords: a\n---\ntext'],
    ['a line that is none', '---\ntitle: A\nkeywords\n---\ntext'],
  ])('is refused: %s', (_, source) => {
    expect(() => parseHelpPage('odd', source)).toThrow('odd: ');
  });

  it('may have other newlines', () => {
    const page = parseHelpPage('a', '---\r\ntitle: A\r\n---\r\nfirst\r\n\r\n## Two\r\n\r\nsecond\r\n');
    expect(page.sections).toEqual([
      { heading: null, text: 'first' },
      { heading: 'Two', text: 'second' },
    ]);
  });
});
