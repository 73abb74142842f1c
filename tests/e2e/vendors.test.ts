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

const cases = [
  ['OpenAI', 'openai/gpt-6-sol', 'responses'],
  ['Anthropic', 'anthropic/claude-opus-5-5', 'anthropic'],
  ['Google Gemini', 'google/gemini-3.8-flash', 'google'],
  ['an OpenAI-compatible server', 'workshop/gpt-6-sol', 'chat'],
] as const;

test.each(cases)('%s thinks, streams and is remembered', async (_name, model, protocol) => {
  vendor.next({
    thinking: 'Let me think about it.',
    pieces: ['The answer ', 'is **forty-two**', '.'],
    holdAfter: 2,
  });
  parley = await openParley({ env: { ...allVendors(vendor), PARLEY_DEFAULT_MODEL: model } });
  const { window } = parley;
  await window.ask('What is the answer?');
  await window.answer('streaming', 'The answer is forty-two').waitFor();
  vendor.release();
  await window.answer('complete', 'The answer is forty-two.').waitFor();
  expect(await window.lastAnswer.locator('strong').innerText()).toBe('forty-two');
  expect(await window.lastAnswer.innerText()).toMatch(/thought/i);

  await window.ask('And why?');
  await window.answer('complete', 'A short reply.').waitFor();
  const asked = vendor.received.filter(
    (request) => request.protocol === protocol && !request.isTitle && request.body.includes('And why?'),
  );
  expect(asked).toHaveLength(1);
  expect(asked[0]?.body).toContain('What is the answer?');
  expect(asked[0]?.body).toContain('forty-two');
});

test('the model is switched in mid-conversation and the message says who answered', async () => {
  parley = await openParley({ env: { ...allVendors(vendor), PARLEY_DEFAULT_MODEL: 'openai/gpt-6-sol' } });
  const { window } = parley;
  await window.ask('First');
  await window.answer('complete').waitFor();
  await window.chooseModel('Claude Opus 5.5');
  await window.ask('Second');
  await expect.poll(() => window.answer('complete').count()).toBe(2);
  expect(await window.lastAnswer.innerText()).toContain('Claude Opus 5.5');
  expect(
    vendor.received.at(-1)?.protocol === 'anthropic' ||
      vendor.received.some((r) => r.protocol === 'anthropic'),
  ).toBe(true);
});

test('a wrong key says so in the message and leads to the provider’s settings', async () => {
  vendor.acceptOnly('some-other-key');
  parley = await openParley({ env: { ...allVendors(vendor), PARLEY_DEFAULT_MODEL: 'openai/gpt-6-sol' } });
  const { window } = parley;
  await window.ask('Hello?');
  await window.answer('failed').waitFor();
  const alert = window.lastAnswer.getByRole('alert');
  expect(await alert.innerText()).toMatch(/key/i);
  await alert.getByRole('button', { name: 'Open provider settings' }).click();
  await window.page.getByRole('dialog', { name: 'Settings' }).waitFor();
  expect(vendor.received).toHaveLength(0);
});

test('a rate limit is waited for as long as the provider says, visibly, and then answered', async () => {
  vendor.next({
    failure: {
      status: 429,
      headers: { 'retry-after': '4' },
      body: { error: { message: 'Rate limit reached', type: 'requests', code: 'rate_limit_exceeded' } },
    },
  });
  parley = await openParley({ env: { ...allVendors(vendor), PARLEY_DEFAULT_MODEL: 'openai/gpt-6-sol' } });
  const { window } = parley;
  await window.ask('Are you busy?');
  await window.answer('streaming', /rate|wait|again in/i).waitFor();
  await window.answer('complete', 'A short reply.').waitFor();
  expect(
    vendor.received.filter(({ body, isTitle }) => !isTitle && body.includes('Are you busy?')),
  ).toHaveLength(2);
});
