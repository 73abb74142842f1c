import { afterEach, beforeEach, expect, test } from 'vitest';
import { allVendors, openParley, type OpenParley } from './open-parley';
import { Vendor } from './vendor';

let vendor: Vendor;
let parley: OpenParley | undefined;

beforeEach(async () => {
  vendor = await Vendor.start();
});
afterEach(async () => {
  await parley?.close();
  parley = undefined;
  await vendor.stop();
});

test('the inspector shows what the next message takes along, and for a reply exactly what was sent, without the key', async () => {
  parley = await openParley({
    env: { ...allVendors(vendor), PARLEY_DEFAULT_MODEL: 'anthropic/claude-sonnet-5-5' },
  });
  const { window } = parley;
  vendor.next({ failure: { status: 500, body: { error: { message: 'not now sk-ant-e2e-anthropic' } } } });
  vendor.next({ pieces: ['The log is ', 'written first.'] });
  await window.ask('What is written first?');
  await window.answer('complete', 'written first').waitFor();
  await window.composer.fill('And then?');
  await window.button('Inspector').click();
  const inspector = window.page.getByRole('complementary', { name: 'Inspector' });

  const next = inspector.getByRole('region', { name: 'Next message' });
  await next.getByText('And then?').waitFor();
  await next.getByText('What is written first?').waitFor();
  await next.getByText(/About [\d,]+ tokens to anthropic\/claude-sonnet-5-5/).waitFor();

  const requests = inspector.getByRole('region', { name: 'Requests of this reply' });
  const [failed, answered] = [
    requests.getByRole('article', { name: 'Request 1' }),
    requests.getByRole('article', { name: 'Request 2' }),
  ];
  await failed.getByText('error').waitFor();
  await failed.getByRole('button', { name: 'Show what was sent' }).click();
  await answered.getByRole('button', { name: 'Show what was sent' }).click();
  const sent = answered.getByRole('region', { name: 'Sent' }).locator('pre');
  await expect.poll(() => sent.innerText()).toContain('What is written first?');
  expect(await sent.innerText()).toContain('anthropic-version: 2023-06-01');
  const back = answered.getByRole('region', { name: 'Came back' }).locator('pre');
  await expect.poll(() => back.innerText()).toContain('event: message_stop');
  await failed.getByRole('region', { name: 'Came back' }).getByText('not now [key]').waitFor();
  expect(await inspector.innerText()).not.toContain('sk-ant-e2e-anthropic');
});

// Catches: "Persona: No…", because what the conversation has cost takes the room, or a long title all but a little.
test('the header of a small window names the persona and the model in full', async () => {
  parley = await openParley({
    env: { ...allVendors(vendor), PARLEY_DEFAULT_MODEL: 'anthropic/claude-opus-5-5' },
  });
  const { window, app } = parley;
  await app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(900, 600));
  const title = 'Write-ahead logging, explained more than twice';
  vendor.nextTitle(title);
  await window.ask('What is written first?');
  await window.conversation(title).waitFor();
  await window.page.getByRole('meter', { name: 'Context' }).waitFor();
  for (const name of ['Persona: None', 'Model: Claude Opus 5.5']) {
    const missing = await window
      .button(name)
      .locator('span')
      .last()
      .evaluate((span) => {
        const text = document.createRange();
        text.selectNodeContents(span);
        // Widths of elements are whole numbers; a part of one cuts the text.
        return text.getBoundingClientRect().width - span.getBoundingClientRect().width;
      });
    expect(missing, name).toBeLessThanOrEqual(0);
  }
});
