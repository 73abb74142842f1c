import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

/** The tokens of each block that sets colours, by its selector. */
const blocks = new Map(
  [...css.matchAll(/^ *(:root[^{]*?) \{([^}]*)\}/gm)].flatMap(([, selector = '', body = '']) => {
    const tokens = Object.fromEntries(
      [...body.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
    );
    return 'ground' in tokens ? [[selector, tokens] as const] : [];
  }),
);

const themeOf = (selector: string): Readonly<Record<string, string>> => {
  const theme = blocks.get(selector);
  if (theme === undefined) throw new Error(`no theme ${selector}`);
  return theme;
};
const bySystem = ":root:not([data-theme='light']):not([data-theme='high-contrast'])";
const themes = {
  light: themeOf(':root'),
  dark: themeOf(":root[data-theme='dark']"),
  'high contrast': themeOf(":root[data-theme='high-contrast']"),
};

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** Pairs of tokens whose contrast is below what is asked for. */
const below = (
  theme: Readonly<Record<string, string>>,
  colours: readonly string[],
  grounds: readonly string[],
  least: number,
): readonly string[] =>
  colours.flatMap((colour) =>
    grounds
      .filter((ground) => contrast(theme[colour] ?? '', theme[ground] ?? '') < least)
      .map((ground) => `${colour} on ${ground}`),
  );

const words = ['text', 'muted', 'faint', 'accent', 'warn', 'bad', 'good'];

describe.each(Object.entries(themes))('the %s theme', (_, theme) => {
  test('words can be read on the ground: 7:1', () => {
    expect(below(theme, words, ['ground'], 7)).toEqual([]);
  });
  test('and on all else they stand on: 4.5:1', () => {
    const grounds = ['side', 'panel', 'hover', 'selected', 'user', 'code'];
    expect(below(theme, words, grounds, 4.5)).toEqual([]);
    const syntax = Object.keys(theme).filter((name) => name.startsWith('syntax-'));
    expect(syntax.length).toBeGreaterThan(4);
    expect(below(theme, syntax, ['code'], 4.5)).toEqual([]);
  });
  test('what is said in a colour can be read on its own ground: 7:1', () => {
    expect(below(theme, ['warn', 'text'], ['warn-soft'], 7)).toEqual([]);
    expect(below(theme, ['bad', 'text'], ['bad-soft'], 7)).toEqual([]);
    expect(below(theme, ['on-accent'], ['accent', 'accent-hover'], 7)).toEqual([]);
  });
  // Catches: a track as bright as what fills it, so that one percent looks like all of it.
  test('how full a bar is can be seen: 3:1', () => {
    expect(below(theme, ['muted', 'accent'], ['track'], 3)).toEqual([]);
  });
  test('edges of fields can be seen: 3:1', () => {
    expect(below(theme, ['line-strong'], ['ground', 'panel', 'side'], 3)).toEqual([]);
  });
});

test('dark by choice and dark by the system are the same', () => {
  expect(themeOf(bySystem)).toEqual(themes.dark);
});
