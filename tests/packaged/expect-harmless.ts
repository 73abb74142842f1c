import { expect } from 'vitest';
import {
  allowedElements,
  isAllowedAddress,
  isForbiddenAttribute,
  isForbiddenStyle,
} from '../payloads/allowlist';
import type { WatchedApp } from './watched-app';

/** Elements of the window that no text may bring; its one script and its style sheets come from its own page. */
const foreignElements =
  /^(?:iframe|frame|frameset|object|embed|applet|portal|fencedframe|webview|base|img|image|video|audio|source|track|template|foreignobject|animate|set|use|map|area|dialog|marquee)$/i;

/** Nothing ran, moved, loaded, opened or asked since the app began to be watched, and nothing on the page could. */
export async function expectHarmless(watched: WatchedApp): Promise<void> {
  await watched.lookAtAll();
  const page = await watched.pageReport();
  expect(page.elements.filter((name) => !allowedElements.has(name))).toEqual([]);
  expect(page.attributes.filter((name) => isForbiddenAttribute(name.replace(/^.*?@/, '')))).toEqual([]);
  expect(page.addresses.filter((address) => !isAllowedAddress(address))).toEqual([]);
  expect(page.styles.filter(isForbiddenStyle)).toEqual([]);
  expect(
    page.everything.filter((name) => foreignElements.test(name) || /@(?:on|srcdoc|action)/.test(name)),
  ).toEqual([]);
  expect(page).toMatchObject({ violations: [], strangeNames: [], dialogs: 0, outside: [] });
  expect(await watched.shellReport()).toMatchObject({
    asked: [],
    opened: [],
    navigations: [],
    created: [],
    permissions: [],
    requests: [],
    clipboard: [],
  });
  expect(watched.reached()).toBe(0);
  // Chromium's own word on a test that opens thousands of conversations in a row.
  expect(watched.problems.filter((problem) => !problem.startsWith('Throttling navigation'))).toEqual([]);
}
