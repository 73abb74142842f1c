import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callsOf, dialog, focusedName, openDirectoryWindow } from './directory-window';
import { openWorkbench, type OpenWorkbench } from './open-workbench';
import { seriousViolations } from './serious-violations';

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench.close());

const button = (name: string | RegExp) => page.getByRole('button', { name });
const alert = (text: string | RegExp) => page.getByRole('alert').filter({ hasText: text });
const openSettings = async (tab: string): Promise<void> => {
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: tab }).click();
};
const ollama = {
  name: 'Ollama',
  providerId: 'ollama' as never,
  baseUrl: 'http://127.0.0.1:11434/v1',
  modelCount: 7,
  isAdded: false,
};

describe('settings', () => {
  test('open and close by keyboard; arrows turn the pages; the focus returns', async () => {
    await openDirectoryWindow(page);
    await button('Settings').focus();
    await page.keyboard.press('Enter');
    await dialog(page, 'Settings').waitFor();
    await expect.poll(() => focusedName(page)).toBe('General');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('tabpanel', { name: 'Providers' }).waitFor();
    expect(await page.getByRole('tab').allInnerTexts()).toEqual([
      'General',
      'Providers',
      'Models',
      'Personas',
      'Shortcuts',
      'Data',
      'Usage',
      'Health',
      'Privacy',
      'About',
    ]);
    await page.keyboard.press('Escape');
    await dialog(page, 'Settings').waitFor({ state: 'hidden' });
    await expect.poll(() => focusedName(page)).toBe('Settings');
  });

  test('a change is made at once: theme, text size, motion', async () => {
    await openDirectoryWindow(page, { settings: { motion: 'system' } });
    await openSettings('General');
    await page.getByLabel('Theme').selectOption('High contrast');
    await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'high-contrast');
    await page.getByLabel('Text size').selectOption('18 px');
    await page.waitForFunction(
      () => document.documentElement.style.getPropertyValue('--reading-size') === '18px',
    );
    const written = page.locator('textarea[aria-label="Message"]');
    expect(await written.evaluate((field) => getComputedStyle(field).fontSize)).toBe('18px');
    await page.getByRole('switch', { name: 'Reduce motion' }).click();
    await page.waitForFunction(() => document.documentElement.dataset['motion'] === 'reduced');
  });

  test('the key that sends is the same everywhere it is said', async () => {
    await openDirectoryWindow(page, { settings: { sendKey: 'mod-enter' } });
    await page.getByText('Ctrl+Enter to send, Enter for a new line').waitFor();
    await page.keyboard.press('Control+/');
    const keys = dialog(page, 'Keyboard shortcuts').locator('dl > div');
    await keys.filter({ hasText: /^Send.*Ctrl\+Enter$/ }).waitFor();
    await keys.filter({ hasText: /^New lineEnter$/ }).waitFor();
  });

  test('a page with long names does not slide sideways', async () => {
    await openDirectoryWindow(page, { ready: ['openai'] });
    await openSettings('Providers');
    await button(/^OpenAI/).click();
    const slid = await dialog(page, 'Settings').evaluate((popup) => [
      popup.scrollLeft,
      popup.scrollWidth - popup.clientWidth,
    ]);
    expect(slid).toEqual([0, 0]);
  });
});

describe('keys', () => {
  test('one is recognised while it is pasted, tested, and not kept in the field', async () => {
    await openDirectoryWindow(page);
    await openSettings('Providers');
    const field = page.getByLabel('Paste an API key');
    await field.fill('sk-ant-api03-abcdefgh9f3A');
    await page.getByText('Looks like an Anthropic key.').waitFor();
    expect(await field.getAttribute('type')).toBe('password');
    await page.keyboard.press('Enter');
    await page.getByText('Anthropic accepted the key: 2 models.').waitFor();
    expect(await field.inputValue()).toBe('');
    await button(/^Anthropic Key ending in 9f3A, in the system’s keychain Ready/).waitFor();
    expect(await page.content()).not.toContain('sk-ant-api03');
  });

  test('one that is refused stays in the field with the reason', async () => {
    await openDirectoryWindow(page);
    await openSettings('Providers');
    await page.getByLabel('Paste an API key').fill('sk-proj-abcdefghbad');
    await button('Test and save').first().click();
    await alert('Incorrect API key provided.').waitFor();
    expect(await page.getByLabel('Paste an API key').inputValue()).toBe('sk-proj-abcdefghbad');
  });

  test('one is not erased by a single click', async () => {
    await openDirectoryWindow(page, { ready: ['openai'] });
    await openSettings('Providers');
    await button(/^OpenAI/).click();
    await button('Remove the key').click();
    expect(await callsOf(page, 'key.remove')).toEqual([]);
    await page
      .getByRole('group', { name: /erased/ })
      .getByRole('button', { name: 'Cancel' })
      .click();
    await expect.poll(() => focusedName(page)).toBe('Remove the key');
    await page.keyboard.press('Enter');
    await page
      .getByRole('group', { name: /erased/ })
      .getByRole('button', { name: 'Remove the key' })
      .click();
    await button(/^OpenAI No key yet/).waitFor();
    expect(await callsOf(page, 'key.remove')).toEqual([{ providerId: 'openai', keyId: 'openai' }]);
  });

  test('another address says beforehand that it detaches the key', async () => {
    await openDirectoryWindow(page, { ready: ['openai'] });
    await openSettings('Providers');
    await button(/^OpenAI/).click();
    await page.getByLabel('Base URL').fill('https://proxy.example/v1');
    await page.getByText('The key stays with the old address').waitFor();
    await button('Save address').click();
    await button(/^OpenAI https:\/\/proxy\.example\/v1 · The key was saved for api\.openai\.com\./).waitFor();
  });

  test('without a keychain, how long keys last is said, calmly', async () => {
    await openDirectoryWindow(page, { directory: { keychain: 'absent' } });
    await openSettings('Providers');
    await dialog(page, 'Settings').getByRole('status').filter({ hasText: 'until Parley quits' }).waitFor();
    await page.getByLabel('Paste an API key').fill('sk-proj-abcdefgh9f3A');
    await page.keyboard.press('Enter');
    await page.getByText('It is kept until Parley quits.').waitFor();
  });
});

describe('servers', () => {
  test('an own one is added by keyboard, refused with a sentence first, and removed', async () => {
    await openDirectoryWindow(page);
    await openSettings('Providers');
    await button(/Add an OpenAI-compatible server/).click();
    await expect.poll(() => focusedName(page)).toBe('Name');
    await page.keyboard.type('Workshop');
    await page.getByLabel('Base URL').last().fill('http://example.com/v1');
    await page.keyboard.press('Enter');
    await alert('https://').waitFor();
    await page.getByLabel('Base URL').last().fill('https://workshop.example/v1');
    await page.keyboard.press('Enter');
    await button(/^Workshop/).waitFor();
    await expect.poll(() => focusedName(page)).toContain('Add an OpenAI-compatible server');
    await button('Remove Workshop').click();
    await page.getByRole('group').getByRole('button', { name: 'Remove Workshop' }).click();
    await button(/^Workshop/).waitFor({ state: 'detached' });
  });

  test('a known service brings its name and its address', async () => {
    await openDirectoryWindow(page);
    await openSettings('Providers');
    await button(/Add an OpenAI-compatible server/).click();
    const service = page.getByLabel('Service');
    const filled = async () => [
      await page.getByLabel('Name', { exact: true }).inputValue(),
      await page.getByLabel('Base URL').last().inputValue(),
    ];
    await service.selectOption('OpenRouter');
    expect(await filled()).toEqual(['OpenRouter', 'https://openrouter.ai/api/v1']);
    await service.selectOption('Azure OpenAI');
    await page.getByText('in place of your-resource').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Mine');
    await service.selectOption('Groq');
    expect(await filled()).toEqual(['Mine', 'https://api.groq.com/openai/v1']);
    await page.getByLabel('Base URL').last().fill('https://groq.example/v1');
    expect(await service.inputValue()).toBe('');
    expect(await seriousViolations(page)).toEqual([]);
    await button('Add server').click();
    await button(/^Mine/).waitFor();
  });

  test('one found on this computer is added by one click', async () => {
    await openDirectoryWindow(page, { directory: { localServers: [ollama] } });
    await openSettings('Providers');
    await button('Use Ollama').click();
    await page.getByText('Ollama was added: 7 models').waitFor();
    await button(/^Ollama http:\/\/127\.0\.0\.1:11434\/v1 · No key Ready/).waitFor();
  });

  test('the environment’s cannot be changed', async () => {
    await openDirectoryWindow(page);
    await page.evaluate(() => {
      const { directory, engine } = window.workbench;
      const key = {
        hasKey: true,
        last4: '9f3A',
        source: 'environment',
        updatedAt: null,
        savedFor: null,
      } as const;
      directory.providers = directory.providers.map((provider) =>
        provider.kind === 'openai' ? { ...provider, key, isReady: true } : provider,
      );
      engine.emit({ type: 'providers.changed' });
    });
    await openSettings('Providers');
    await button(/from the environment \(OPENAI_API_KEY\)/).click();
    expect(await page.getByLabel('Replace the key').count()).toBe(0);
    expect(await button('Remove the key').count()).toBe(0);
    expect(await page.getByLabel('Base URL').isDisabled()).toBe(true);
  });
});

describe('personas', () => {
  test('one is deleted, and brought back by Undo', async () => {
    await openDirectoryWindow(page);
    await openSettings('Personas');
    await button('Delete Careful editor').click();
    await button('Edit Careful editor').waitFor({ state: 'detached' });
    await button('Undo').click();
    await button('Edit Careful editor').waitFor();
  });

  test('turning the page asks before what was written is lost; the focus returns to where it was opened', async () => {
    await openDirectoryWindow(page);
    await openSettings('Personas');
    await button('Edit Plain teacher').click();
    await page.getByLabel('Description').fill('Another line');
    await page.getByRole('tab', { name: 'Data' }).click();
    await alert('not saved').waitFor();
    await button('Keep editing').click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Another line').waitFor();
    await expect.poll(() => focusedName(page)).toBe('Edit Plain teacher');
    await page.getByRole('tab', { name: 'Data' }).click();
    await page.getByText('parley.db').waitFor();
  });
});

/** As it is listed wherever there is a model to choose. */
const auto = {
  ...{ ref: { providerId: 'auto' as never, modelId: 'auto' }, name: 'Auto', providerName: 'Parley' },
  ...{ contextWindow: null, outputLimit: null, supportsImages: true, makesImages: false, thinking: null },
  ...{ supportsThinking: null, pricing: null, createdAt: null, deprecated: false },
  ...{ isFavourite: false, isHidden: false, isCustom: false },
};

// Catches: rules that cannot be read or changed by keyboard alone.
test('the rules of Auto read as sentences, and are changed, moved, added and removed', async () => {
  const images = { when: 'images', tokens: null, choose: 'cheapest' } as const;
  const always = { when: 'always', tokens: null, choose: 'first' } as const;
  await openDirectoryWindow(page, {
    ready: ['openai'],
    settings: { auto: { pool: 'favourites', rules: [images, always] } },
    directory: { extraModels: [auto] },
  });
  await openSettings('Models');
  await button('Auto…').click();
  const rules = page.getByRole('list', { name: 'Rules' }).getByRole('listitem');
  await expect.poll(() => rules.count()).toBe(2);
  await page.getByLabel('Rule 1: when').selectOption('more is sent than');
  await page.getByLabel('Rule 1: tokens').fill('50,000');
  await page.keyboard.press('Tab');
  await button('Move rule 1 down').focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Rule 1: take').selectOption('the fastest lately');
  await button('Add a rule').click();
  await button('Remove rule 3').click();
  await page.getByLabel('Choose from').selectOption('all models');
  await expect
    .poll(async () => (await callsOf(page, 'settings.update')).at(-1))
    .toEqual({
      patch: {
        auto: {
          pool: 'all',
          rules: [
            { ...always, choose: 'fastest' },
            { when: 'long', tokens: 50_000, choose: 'cheapest' },
          ],
        },
      },
    });
  await expect.poll(() => rules.count()).toBe(2);
});

// Catches: an order that cannot be made by keyboard, a focus that is lost with the button, a problem that nobody sees.
test('fallbacks of a provider are added, ordered and removed by keyboard, with what stands in their way', async () => {
  await openDirectoryWindow(page, {
    ready: ['openai', 'anthropic'],
    settings: {
      routing: {
        openai: {
          defaultModel: null,
          fallbacks: [{ providerId: 'google' as never, modelId: 'gemini-3-pro' }],
          requestsPerMinute: null,
          tokensPerMinute: null,
        },
      },
    },
  });
  await openSettings('Providers');
  await button(/^OpenAI/).click();
  const chain = page.getByRole('region', { name: 'When a model of OpenAI does not answer' });
  await chain.getByText('Google Gemini needs a key.').waitFor();
  const names = () => chain.getByRole('listitem').locator('p:first-child').allInnerTexts();
  await chain.getByLabel('Another model').focus();
  await page.keyboard.type('Claude');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(names).toHaveLength(2);
  const [first = '', second = ''] = await names();
  const claude = second.split(' ·')[0] ?? '';
  await button(`Move ${claude} up`).focus();
  await page.keyboard.press('Enter');
  await expect.poll(names).toEqual([second, first]);
  // At the top it cannot go on: the keyboard stays with the row.
  await expect.poll(() => focusedName(page)).toBe(`Move ${claude} down`);
  await button('Remove gemini-3-pro').focus();
  await page.keyboard.press('Space');
  await expect.poll(names).toEqual([second]);
  await expect.poll(() => focusedName(page)).toBe(`Remove ${claude}`);
  await page.getByLabel('Requests a minute').fill('many');
  await page.keyboard.press('Enter');
  await alert('Write a whole number').waitFor();
  await page.getByLabel('Requests a minute').fill('30');
  await page.keyboard.press('Tab');
  await page.getByLabel('Default model').first().selectOption({ index: 1 });
  await expect
    .poll(async () => (await callsOf(page, 'routing.save')).at(-1))
    .toMatchObject({
      providerId: 'openai',
      routing: {
        fallbacks: [{ providerId: 'anthropic' }],
        requestsPerMinute: 30,
        tokensPerMinute: null,
        defaultModel: expect.any(String) as string,
      },
    });
  expect(await seriousViolations(page)).toEqual([]);
});

// Catches: answers that stay when the person has emptied the cache.
test('the answers that are kept are counted, limited and emptied', async () => {
  await openDirectoryWindow(page);
  await openSettings('Data');
  await page.getByText('3 answers, 12 kB.').waitFor();
  await page.getByLabel('Use answers again for').selectOption('1 day');
  await page.getByLabel('Keep at most').selectOption('200 MB');
  expect(await callsOf(page, 'settings.update')).toEqual([
    { patch: { cacheDays: 1 } },
    { patch: { cacheMegabytes: 200 } },
  ]);
  await button('Empty').click();
  await button('Empty').last().click();
  await page.getByText('No answers.').waitFor();
});

describe('the first run', () => {
  const firstRun = { settings: { isWelcomeDone: false }, directory: { localServers: [ollama] } };

  test('asks the Guide with one click', async () => {
    await openDirectoryWindow(page, firstRun);
    await button('How do I add an API key?').click();
    await page.getByRole('log', { name: 'Transcript' }).waitFor();
    expect(await callsOf(page, 'chat.send')).toMatchObject([
      { text: 'How do I add an API key?', model: { providerId: 'guide', modelId: 'guide' } },
    ]);
  });

  test('the composer can be written in at once; a key that works says which model is next', async () => {
    await openDirectoryWindow(page, firstRun);
    await page.getByRole('heading', { name: 'Welcome to Parley' }).waitFor();
    await page.getByRole('textbox', { name: 'Message' }).fill('Hello');
    await page.getByLabel('Key', { exact: true }).fill('sk-proj-abcdefgh9f3A');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'goes to GPT-6' }).waitFor();
    await page.getByRole('button', { name: 'Model: GPT-6' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('Hello');
  });

  test('is hidden for good when asked', async () => {
    await openDirectoryWindow(page, firstRun);
    await button('Hide the welcome').click();
    await page.getByRole('heading', { name: 'Welcome to Parley' }).waitFor({ state: 'detached' });
    expect(await callsOf(page, 'settings.update')).toEqual([{ patch: { isWelcomeDone: true } }]);
  });
});

test('what happened at the start is said once and can be dismissed', async () => {
  const text = '2 replies were interrupted when Parley last closed.';
  await openDirectoryWindow(page, { directory: { notices: [{ code: 'interrupted', text, error: null }] } });
  await page.getByRole('status').filter({ hasText: text }).waitFor();
  await button('Dismiss').click();
  await page.getByText(text).waitFor({ state: 'detached' });
});

test('the list of shortcuts opens and closes by keyboard', async () => {
  await openDirectoryWindow(page);
  await page.keyboard.press('Control+/');
  await dialog(page, 'Keyboard shortcuts').getByText('Ctrl+Shift+M').waitFor();
  await page.keyboard.press('Escape');
  await dialog(page, 'Keyboard shortcuts').waitFor({ state: 'hidden' });
  await expect.poll(() => focusedName(page)).toBe('Message');
});

test('an icon says what it is to who comes to it by keyboard', async () => {
  await openDirectoryWindow(page);
  await page.getByRole('searchbox', { name: 'Search' }).focus();
  await page.keyboard.press('Tab');
  await page.locator('.tip').filter({ hasText: 'New conversation' }).waitFor();
  await page.keyboard.press('Tab');
  await page.locator('.tip').filter({ hasText: 'New conversation' }).waitFor({ state: 'detached' });
});

describe.each(['light', 'dark', 'high-contrast'] as const)('in %s nothing is serious in', (theme) => {
  test.each(['General', 'Providers', 'Models', 'Personas', 'Data', 'Privacy', 'About'])('%s', async (tab) => {
    await openDirectoryWindow(page, {
      ready: ['openai'],
      settings: { theme },
      directory: { localServers: [ollama], keychain: 'locked' },
    });
    await openSettings(tab);
    if (tab === 'Providers') await button(/^Anthropic/).click();
    if (tab === 'Personas') await button('Edit Plain teacher').click();
    expect(await seriousViolations(page)).toEqual([]);
  });
  test('the first run and the notices', async () => {
    await openDirectoryWindow(page, {
      ready: ['openai'],
      settings: { theme, isWelcomeDone: false },
      directory: {
        localServers: [ollama],
        notices: [
          {
            code: 'read-only',
            text: 'The folder cannot be written.',
            error: { code: 'storage.read-only', message: '' },
          },
        ],
      },
    });
    await page.getByRole('heading', { name: 'Welcome to Parley' }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });
  test('the shortcuts', async () => {
    await openDirectoryWindow(page, { settings: { theme } });
    await page.keyboard.press('Control+/');
    await dialog(page, 'Keyboard shortcuts').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });
});
