import type { Locator, Page } from 'playwright-core';
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

const model = () => page.getByRole('button', { name: /^Model:/ });
const persona = () => page.getByRole('button', { name: /^Persona:/ });
const active = () => page.locator('[role=option][data-active]');
const optionNames = (): Promise<readonly (string | null)[]> =>
  page
    .getByRole('option')
    .evaluateAll((options) => options.map((option) => option.getAttribute('aria-label')));

async function openPicker(): Promise<void> {
  await page.keyboard.press('Control+Shift+M');
  await page.getByRole('option').first().waitFor();
}

describe('how hard a model thinks', () => {
  const thinking = () => page.getByRole('button', { name: /^Thinking:/ });
  const choose = async (model: string): Promise<void> => {
    await openPicker();
    await page.keyboard.type(model);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `Model: ${model}` }).waitFor();
  };

  // Catches: a control that shows another model's levels, cannot be reached by keyboard, or is not sent.
  test('is chosen by keyboard, sent with the first message, and kept for the conversation', async () => {
    await openDirectoryWindow(page, { ready: ['openai', 'anthropic'] });
    await choose('GPT-6');
    expect(await thinking().getAttribute('aria-label')).toBe('Thinking: Auto');
    await thinking().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitemradio').first().waitFor();
    expect(await page.getByRole('menuitemradio').allInnerTexts()).toEqual([
      'Auto',
      'Off',
      'Low',
      'Medium',
      'High',
      'Extra high',
    ]);
    expect(await page.getByRole('menuitemradio', { checked: true }).innerText()).toBe('Auto');
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('menuitemradio', { name: 'Auto' }).press('l');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Thinking: Low' }).waitFor();
    await expect.poll(() => focusedName(page)).toBe('Thinking: Low');
    await page.getByRole('textbox', { name: 'Message' }).fill('Hello');
    await page.keyboard.press('Enter');
    await page.locator('article[data-status="streaming"]').waitFor();
    expect(await callsOf(page, 'chat.send')).toMatchObject([{ thinkingEffort: 'low' }]);
  });

  test('is offered as the model in use offers it, or not at all', async () => {
    await openDirectoryWindow(page, { ready: ['openai', 'anthropic'] });
    await choose('Claude Opus 5.5');
    await thinking().click();
    await page.getByRole('menuitemradio', { name: '4,096 tokens' }).click();
    await page.getByRole('button', { name: 'Thinking: 4,096 tokens' }).waitFor();
    await choose('GPT-6 mini');
    await thinking().waitFor({ state: 'detached' });
    await choose('GPT-6');
    expect(await thinking().getAttribute('aria-label')).toBe('Thinking: Auto');
  });
});

describe('choosing a model', () => {
  test('by keyboard alone: open, search, arrows, Enter; the focus goes to the message', async () => {
    await openDirectoryWindow(page, { ready: ['openai', 'anthropic'] });
    await openPicker();
    await expect.poll(() => focusedName(page)).toBe('Search models');
    expect(await optionNames()).toContain('Claude Opus 5.5 Anthropic');
    await page.keyboard.type('gpt');
    await expect.poll(optionNames).toEqual(['GPT-6 OpenAI', 'GPT-6 mini OpenAI', 'GPT-4.1 OpenAI']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await dialog(page, 'Choose a model').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Model: GPT-6 mini' }).waitFor();
    await expect.poll(() => focusedName(page)).toBe('Message');
  });

  test('Escape gives the focus back to the button', async () => {
    await openDirectoryWindow(page, { ready: ['openai'] });
    await model().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Escape');
    await dialog(page, 'Choose a model').waitFor({ state: 'hidden' });
    await expect.poll(() => focusedName(page)).toMatch(/^Model:/);
  });

  test('a favourite is marked by keyboard and stands first', async () => {
    await openDirectoryWindow(page, { ready: ['openai', 'anthropic'] });
    await openPicker();
    await page.keyboard.type('haiku');
    await expect.poll(optionNames).toEqual(['Claude Haiku 5 Anthropic']);
    await page.keyboard.press('Alt+Enter');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.getByRole('group', { name: 'Favourites' }).waitFor();
    expect((await optionNames())[0]).toBe('Claude Haiku 5 Anthropic');
    await page.keyboard.press('Home');
    expect(await active().getAttribute('aria-label')).toBe('Claude Haiku 5 Anthropic');
    await page.keyboard.press('End');
    expect(await active().getAttribute('aria-label')).toBe('Guide Guide');
  });

  test('says context and price, and calls the Guide what it is', async () => {
    await openDirectoryWindow(page, { ready: ['openai', 'anthropic'] });
    await openPicker();
    const row = (name: string): Promise<string> =>
      page.getByRole('option', { name }).locator('xpath=../..').innerText();
    expect(await row('Claude Opus 5.5')).toMatch(/200K context · \$5 \/ \$25 per M tokens/);
    expect(await row('Claude Haiku 5')).toContain('price unknown');
    expect(await row('Guide')).toContain('Offline guide, not a language model');
  });

  test('a provider that is not set up leads to its own key field', async () => {
    await openDirectoryWindow(page);
    await openPicker();
    await page.getByRole('button', { name: 'Set up Anthropic' }).click();
    await dialog(page, 'Settings').waitFor();
    await expect.poll(() => focusedName(page)).toBe('API key');
    expect(await page.getByRole('button', { name: /^Anthropic/ }).getAttribute('aria-expanded')).toBe('true');
  });

  test('of two thousand models only those in view are drawn, and every one can be reached', async () => {
    await openDirectoryWindow(page, { directory: { extraModels: many(2000) } });
    await openPicker();
    expect(await page.getByRole('option').count()).toBeLessThan(100);
    await page.keyboard.press('End');
    await expect.poll(() => active().getAttribute('aria-label')).toBe('Guide Guide');
    await expect.poll(() => active().getAttribute('aria-posinset')).toBe('2001');
    await page.keyboard.press('ArrowUp');
    await page.getByRole('option', { name: 'Model 1999 Warehouse' }).click();
    await page.getByRole('button', { name: 'Model: Model 1999' }).waitFor();
  });

  test('a long list opens at what is in use, and follows whoever scrolls it from there at once', async () => {
    await openDirectoryWindow(page, { directory: { extraModels: many(2000) } });
    await openPicker();
    await page.keyboard.type('model 1200');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Model: Model 1200' }).waitFor();
    await openPicker();
    const chosen = page.getByRole('option', { name: 'Model 1200 Warehouse' });
    await expect.poll(() => isInside(chosen)).toBe(true);
    // New rows are measured at each step: a list that still held on to its first place would go back there.
    const reached = await page.getByRole('listbox').evaluate(async (list) => {
      const places: number[] = [];
      for (let at = 0; at < 3000; at += 300) {
        list.scrollTop = at;
        for (let frame = 0; frame < 2; frame += 1) await new Promise((done) => requestAnimationFrame(done));
        places.push(Math.round(list.scrollTop - at));
      }
      return places;
    });
    expect(reached.filter((off) => Math.abs(off) > 20)).toEqual([]);
  });
});

const isInside = (option: Locator): Promise<boolean> =>
  option.evaluate((element) => {
    const list = element.closest('[role=listbox]')?.getBoundingClientRect();
    const { top, bottom } = element.getBoundingClientRect();
    return list !== undefined && top >= list.top && bottom <= list.bottom;
  });

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ref: { providerId: 'warehouse' as never, modelId: `model-${index}` },
    name: `Model ${index}`,
    providerName: 'Warehouse',
    contextWindow: 8192,
    outputLimit: null,
    supportsImages: null,
    makesImages: null,
    supportsThinking: null,
    thinking: null,
    pricing: null,
    createdAt: null,
    deprecated: false,
    isFavourite: false,
    isHidden: false,
    isCustom: false,
  }));

describe('choosing a persona', () => {
  test('by keyboard alone, and none again', async () => {
    await openDirectoryWindow(page, { ready: ['openai'] });
    await page.keyboard.press('Control+Shift+P');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.type('editor');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Persona: Careful editor' }).waitFor();
    await page.keyboard.press('Control+Shift+P');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Persona: None' }).waitFor();
  });

  test('a new one is made without leaving the picker', async () => {
    await openDirectoryWindow(page, { ready: ['openai'] });
    await persona().click();
    await page.getByRole('button', { name: 'New persona…' }).click();
    await dialog(page, 'New persona').waitFor();
    await expect.poll(() => focusedName(page)).toBe('Name');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'needs a name' }).waitFor();
    await page.getByLabel('Name').fill('Gardener');
    await page.getByLabel('Instructions').fill('Answer as a gardener.');
    await page.getByLabel('Temperature').fill('0,4');
    await page.getByRole('button', { name: 'Create persona' }).click();
    await page.getByRole('option', { name: 'Gardener' }).waitFor();
    expect(await callsOf(page, 'persona.create')).toMatchObject([
      { draft: { name: 'Gardener', instructions: 'Answer as a gardener.', temperature: 0.4 } },
    ]);
    await expect.poll(() => focusedName(page)).toBe('Search personas');
  });

  test('Escape does not throw away what was written', async () => {
    await openDirectoryWindow(page, { ready: ['openai'] });
    await persona().click();
    await page.getByRole('option').first().waitFor();
    await page.keyboard.type('teacher');
    await page.keyboard.press('Alt+Enter');
    await dialog(page, 'Edit Plain teacher').waitFor();
    await page.getByLabel('Instructions').fill('A page of careful instructions.');
    await page.keyboard.press('Escape');
    await page.getByRole('alert').filter({ hasText: 'not saved' }).waitFor();
    await expect.poll(() => focusedName(page)).toBe('Keep editing');
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('Instructions').inputValue()).toBe('A page of careful instructions.');
    await page.getByRole('button', { name: 'Save' }).click();
    await dialog(page, 'Choose a persona').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedName(page)).toMatch(/^Persona:/);
  });
});

describe.each(['light', 'dark', 'high-contrast'] as const)('in %s nothing is serious in', (theme) => {
  test('the model picker', async () => {
    await openDirectoryWindow(page, { ready: ['openai', 'anthropic'], settings: { theme } });
    await openPicker();
    expect(await seriousViolations(page)).toEqual([]);
  });
  test('the persona picker and its editor', async () => {
    await openDirectoryWindow(page, { ready: ['openai'], settings: { theme } });
    await persona().click();
    await page.getByRole('option').first().waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'New persona…' }).click();
    await page.getByRole('button', { name: 'Create persona' }).click();
    await page.getByRole('alert').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });
});
