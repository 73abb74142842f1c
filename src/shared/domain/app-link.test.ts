import { describe, expect, it } from 'vitest';
import { appLinks, parseAppLink } from './app-link';

describe('a link into the app', () => {
  it.each(Object.entries(appLinks))('%s is read', (href, link) => {
    expect(parseAppLink(href)).toEqual(link);
  });

  it('names a page of the help', () => {
    expect(parseAppLink('parley:help/add-a-key')).toEqual({ type: 'help', page: 'add-a-key' });
  });

  // A model writes links too: whatever is not on the list must lead nowhere.
  it.each([
    'parley:',
    'parley:quit',
    'parley:settings/',
    'parley:settings/../../etc',
    'parley:help/',
    'parley:help/../secret',
    'parley:help/a%2f',
    'parley:help/A',
    `parley:help/${'a'.repeat(61)}`,
    'PARLEY:settings',
    ' parley:settings',
    'parley:settings?key=1',
    'parley://settings',
    'parley:__proto__',
    'constructor',
    'https://parley.example/settings',
    'javascript:alert(1)',
    '',
  ])('%j leads nowhere', (href) => {
    expect(parseAppLink(href)).toBeNull();
  });
});
