import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { grounds, groundOf } from './window-colours';

it('paints the ground that the page will paint: another one flashes at every start', () => {
  const tokens = readFileSync(new URL('../../renderer/ui/tokens.css', import.meta.url), 'utf8');
  const ground = (selector: string): string | undefined =>
    new RegExp(`^${selector} \\{[^}]*?--ground: (#[0-9a-f]{6});`, 'm').exec(tokens)?.[1];
  expect({
    light: ground(':root'),
    dark: ground(":root\\[data-theme='dark'\\]"),
    'high-contrast': ground(":root\\[data-theme='high-contrast'\\]"),
  }).toEqual(grounds);
});

it('follows the system unless a theme was chosen', () => {
  expect(groundOf('system', true)).toBe(grounds.dark);
  expect(groundOf('system', false)).toBe(grounds.light);
  expect(groundOf('light', true)).toBe(grounds.light);
});
