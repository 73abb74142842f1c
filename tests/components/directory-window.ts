import type { Locator, Page } from 'playwright-core';
import type { Settings } from '#shared/domain/settings';
import type { FakeDirectory } from './workbench/fake-directory';

interface Start {
  readonly settings?: Partial<Settings>;
  /** Providers that have a key. */
  readonly ready?: readonly string[];
  readonly directory?: Partial<Pick<FakeDirectory, 'localServers' | 'keychain' | 'notices' | 'extraModels'>>;
}

/** A fresh window over a fresh directory. */
export async function openDirectoryWindow(
  page: Page,
  { settings = {}, ready = [], directory = {} }: Start = {},
): Promise<void> {
  await page.goto('app://workbench/index.html');
  await page.waitForFunction(() => 'workbench' in window);
  await page.evaluate(
    (start) => {
      const { engine, directory: own, mountDirectory } = window.workbench;
      engine.settings = { ...engine.settings, defaultModel: null, ...start.settings };
      Object.assign(own, start.directory);
      own.makeReady(...start.ready);
      mountDirectory();
    },
    { settings, ready, directory },
  );
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
}

/** What has the focus, as a screen reader would say it. */
export const focusedName = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    const id = element?.id ?? '';
    const label = id === '' ? null : document.querySelector(`label[for="${CSS.escape(id)}"]`);
    return element?.getAttribute('aria-label') ?? label?.textContent ?? element?.textContent ?? '';
  });

/** The calls that the window made on a route, in order. */
export const callsOf = (page: Page, route: string): Promise<readonly unknown[]> =>
  page.evaluate(
    (name) => window.workbench.engine.calls.filter((call) => call.route === name).map(({ input }) => input),
    route,
  );

export const dialog = (page: Page, name: string): Locator => page.getByRole('dialog', { name });
