import type { Locator, Page } from 'playwright-core';

type Status = 'streaming' | 'complete' | 'stopped' | 'failed' | 'interrupted' | 'truncated';

/** A Parley window as a person meets it: only roles and names that are promised (README, "names on the screen"). */
export class ParleyPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: 'Message', exact: true });
  }

  get sidebar(): Locator {
    return this.page.getByRole('navigation', { name: 'Conversations' });
  }

  get transcript(): Locator {
    return this.page.getByRole('log', { name: 'Transcript' });
  }

  get answers(): Locator {
    return this.page.locator('article[data-role="assistant"]');
  }

  get questions(): Locator {
    return this.page.locator('article[data-role="user"]');
  }

  get lastAnswer(): Locator {
    return this.answers.last();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  conversation(title: string | RegExp): Locator {
    return this.sidebar.getByRole('link', { name: title });
  }

  /** An answer with this status that holds this text. */
  answer(status: Status, text?: string | RegExp): Locator {
    const found = this.page.locator(`article[data-role="assistant"][data-status="${status}"]`);
    return text === undefined ? found : found.filter({ hasText: text });
  }

  async ready(): Promise<this> {
    await this.composer.waitFor();
    return this;
  }

  async ask(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.button('Send').click();
  }

  async chooseModel(name: string): Promise<void> {
    await this.button(/^Model:/).click();
    const dialog = this.page.getByRole('dialog', { name: 'Choose a model' });
    await dialog.getByRole('searchbox', { name: 'Search models' }).fill(name);
    await dialog.getByRole('option', { name }).first().click();
    await dialog.waitFor({ state: 'hidden' });
  }

  async openSettings(tab: string): Promise<Locator> {
    await this.page.getByRole('button', { name: 'Settings', exact: true }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Settings' });
    await dialog.getByRole('tab', { name: tab }).click();
    return dialog;
  }
}
