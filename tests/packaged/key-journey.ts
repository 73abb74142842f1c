import { join } from 'node:path';
import type { Canary } from '../harness/canary';
import { launchApp, type RunningApp } from '../harness/electron-app';
import { heapSnapshot } from '../harness/heap-snapshot';
import type { Keyring } from '../harness/keyring';
import { processTree, type ProcessInTree } from '../harness/process-tree';
import { ParleyPage } from '../e2e/parley-page';
import { Vendor } from '../e2e/vendor';
import { crashMain, crashPage } from './crash-app';
import type { PlantedKeys } from './planted-keys';
import { tapPorts, type Passed } from './port-tap';

export type Vendors = Readonly<Record<'openai' | 'anthropic' | 'google' | 'workshop', Vendor>>;

export interface JourneyParts {
  readonly executable: string;
  /** The same, watched by nothing: a process that is traced leaves no dump when it crashes. */
  readonly unwatched: string;
  readonly folders: { readonly data: string; readonly home: string; readonly temporary: string };
  readonly keyring: Keyring;
  readonly vendors: Vendors;
  readonly keys: PlantedKeys;
  /** Stands in every message. */
  readonly control: Canary;
  /** Host and port that only texts of models name. */
  readonly trap: string;
}

/** What was seen of the app on its way. */
export interface JourneyReport {
  readonly passed: Passed[];
  /** Addresses that pages of any session asked for, but for the app's own files. */
  readonly requests: string[];
  readonly processes: ProcessInTree[];
  readonly mainPids: number[];
  /** Documents with what stands in their fields, after keys were given. */
  readonly documents: string[];
  /** The memory of the page while the fields for keys were still there, and after the way. */
  readonly heaps: readonly Buffer[];
  /** What the field held after a saved key was asked back with Undo. */
  readonly undone: string;
}

/** One server for each vendor; each accepts one key and says every other one back. */
export async function startVendors(keys: PlantedKeys): Promise<Vendors> {
  const start = async (...accepted: readonly Canary[]): Promise<Vendor> => {
    const vendor = await Vendor.start();
    vendor.acceptOnly(
      accepted.map(({ text }) => text),
      (refused) => `Incorrect API key provided: ${refused}. Find yours in the console.`,
    );
    return vendor;
  };
  const vendors = {
    openai: await start(keys.openai, keys.openaiSecond),
    anthropic: await start(keys.anthropic),
    google: await start(keys.google),
    workshop: await start(keys.workshop),
  };
  vendors.workshop.offer({ object: 'list', data: [{ id: 'workshop-model', object: 'model' }] });
  return vendors;
}

/** The whole way of a person: keys in, talk with each vendor, whatever can go wrong, a restart, and crashes at the end. */
export async function travel(parts: JourneyParts): Promise<JourneyReport> {
  const report = {
    passed: [] as Passed[],
    requests: [] as string[],
    processes: [] as ProcessInTree[],
    mainPids: [] as number[],
    documents: [] as string[],
  };
  const look = async ({ app }: RunningApp): Promise<number> => {
    const pid = await app.evaluate(() => process.pid);
    report.processes.push(...processTree(pid));
    report.mainPids.push(pid);
    for (const window of app.windows()) {
      const fields = await window
        .locator('input, textarea')
        .evaluateAll((all) => all.map((field) => (field as HTMLInputElement).value));
      report.documents.push(await window.content(), ...fields);
    }
    return pid;
  };
  const end = async (running: RunningApp, passed: readonly Passed[]): Promise<void> => {
    report.passed.push(...passed);
    report.requests.push(...(await requestsOf(running)));
  };

  const first = await start(parts);
  const heaps = [await giveKeys(first.window, parts)];
  await talk(first.window, parts);
  report.documents.push(await inspect(first.window));
  await exportAll(first.running, first.window, parts.folders.home);
  await look(first.running);
  heaps.push(await heapSnapshot(first.window.page));
  const undone = await undoInKeyField(first.window);
  await first.window.page.reload();
  await first.window.ready();
  await openSecondWindow(first.running);
  await look(first.running);
  await end(first.running, first.passed);
  await first.running.close();

  const second = await start(parts);
  await second.window.sidebar.getByRole('link').first().click();
  await second.window.ask(`Do you remember? ${parts.control.text}`);
  await second.window.answer('complete', 'A short reply.').last().waitFor();
  await look(second.running);
  await end(second.running, second.passed);
  await second.running.close();

  const third = await start({ ...parts, executable: parts.unwatched });
  const pid = await look(third.running);
  await crashPage(third.running, pid);
  await crashMain(third.running, pid);
  return { ...report, heaps, undone };
}

async function start({ executable, folders, keyring, vendors, keys }: JourneyParts) {
  const running = await launchApp({
    packed: executable,
    dataFolder: folders.data,
    env: {
      ...keyring.env,
      HOME: folders.home,
      TMPDIR: folders.temporary,
      OPENAI_BASE_URL: `${vendors.openai.origin}/v1`,
      ANTHROPIC_BASE_URL: vendors.anthropic.origin,
      GEMINI_BASE_URL: vendors.google.origin,
      GEMINI_API_KEY: keys.google.text,
      PARLEY_COMPATIBLE_BASE_URL: `http://someone:${keys.passwordInEnvironment.text}@127.0.0.1:9/v1`,
    },
  });
  await new ParleyPage(running.page).ready();
  await recordRequests(running);
  const passed = await tapPorts(running.app.context());
  await running.page.reload();
  return { running, passed, window: await new ParleyPage(running.page).ready() };
}

/** Listens beside the app's own rule, which stays in force. */
const recordRequests = ({ app }: RunningApp): Promise<void> =>
  app.evaluate((electron) => {
    const requests: string[] = [];
    Object.assign(globalThis, { seenRequests: requests });
    const note = ({ url }: { readonly url: string }): void => {
      if (!/^app:\/\/parley\/(?:index\.html(?:#[\da-f-]+)?$|assets\/[\w.-]+\.(?:js|css|woff2)$)/.test(url))
        requests.push(url);
    };
    const listen = ({ webRequest }: Electron.Session): void => {
      webRequest.onCompleted(note);
      webRequest.onErrorOccurred(note);
    };
    listen(electron.session.defaultSession);
    electron.app.on('session-created', listen);
  });

const requestsOf = ({ app }: RunningApp): Promise<string[]> =>
  app.evaluate(() => (globalThis as unknown as { seenRequests: string[] }).seenRequests);

/** As a hand on the keyboard does it: no script of the page or of the test's driver holds the text. */
async function type({ page }: ParleyPage, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).last().click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

/** Leaves the fields as a person does, and gives the memory of the page from before. */
async function giveKeys(window: ParleyPage, { keys, vendors }: JourneyParts): Promise<Buffer> {
  const { page } = window;
  const says = (text: RegExp) => page.getByText(text).last().waitFor();
  await type(window, 'Key', keys.anthropic.text);
  await page.keyboard.press('Enter');
  await says(/Anthropic accepted the key/);

  const settings = await window.openSettings('Privacy');
  await settings.getByRole('switch', { name: 'Detailed log' }).click();
  await settings.getByRole('tab', { name: 'Providers' }).click();
  await type(window, 'Paste an API key', keys.refused.text);
  await page.keyboard.press('Enter');
  await says(/Find yours in the console/);
  await type(window, 'Paste an API key', keys.openai.text);
  await page.keyboard.press('Enter');
  await says(/OpenAI accepted the key/);
  await settings.getByRole('button', { name: /^OpenAI .*Ready/ }).click();
  await settings.getByRole('button', { name: 'Add another key…' }).click();
  await type(window, 'New API key', keys.openaiSecond.text);
  await page.keyboard.press('Enter');
  await settings.getByRole('button', { name: /^OpenAI .*and another/ }).click();

  await settings.getByRole('button', { name: /Add an OpenAI-compatible server/ }).click();
  await type(window, 'Name', 'Workshop');
  await type(window, 'API key (optional)', keys.refusedByServer.text);
  await type(
    window,
    'Base URL',
    `${vendors.workshop.origin.replace('//', `//someone:${keys.password.text}@`)}/v1`,
  );
  await page.keyboard.press('Enter');
  await says(/must not contain a user name or password/);
  await type(window, 'Base URL', `${vendors.workshop.origin}/v1`);
  await page.keyboard.press('Enter');
  await says(/Find yours in the console/);
  await type(window, 'API key (optional)', keys.workshop.text);
  await page.keyboard.press('Enter');
  await settings.getByRole('button', { name: /^Workshop .*Ready/ }).waitFor();
  const heap = await heapSnapshot(page);
  await page.keyboard.press('Escape');
  await settings.waitFor({ state: 'hidden' });
  return heap;
}

async function talk(window: ParleyPage, { vendors, keys, control, trap }: JourneyParts): Promise<void> {
  const pieces = [
    `![a picture](http://${trap}/markdown.png) <img src="http://${trap}/element.png"> `,
    `[a link](http://${trap}/link) http://${trap}/bare ${control.text} `,
  ];
  const models: [keyof Vendors, string][] = [
    ['openai', 'gpt-5.5'],
    ['anthropic', 'Claude Opus 5.5'],
    ['google', 'Gemini 3.8 Flash'],
    ['workshop', 'workshop-model'],
  ];
  for (const [name, model] of models) {
    vendors[name].next({
      thinking: `A thought. ${control.text}`,
      pieces: [...pieces, `The end of ${name}.`],
    });
    await window.chooseModel(model);
    await window.ask(`Question for ${name} ${control.text}`);
    await window.answer('complete', `The end of ${name}.`).waitFor();
  }
  const { workshop } = vendors;
  workshop.next({ pieces: ['Half of it, ', 'and the rest'], holdAfter: 1 });
  await window.ask(`Stop here ${control.text}`);
  await window.answer('streaming', 'Half of it').waitFor();
  await window.button('Stop').click();
  await window.answer('stopped', 'Half of it').waitFor();
  workshop.release();
  workshop.next({ pieces: ['and the rest.'] });
  await window.lastAnswer.getByRole('button', { name: 'Continue' }).click();
  await window.answer('complete', 'and the rest.').waitFor();

  const said = `Incorrect API key provided: ${keys.workshop.text}.`;
  workshop.next({ failure: { status: 401, body: { error: { message: said, code: 'invalid_api_key' } } } });
  await window.ask(`Fail ${control.text}`);
  await window.answer('failed').waitFor();
  for (const text of ['Better now.', 'Better still.']) {
    workshop.next({ pieces: [text] });
    await window.lastAnswer.hover();
    await window.lastAnswer
      .getByRole('button', { name: /^(Regenerate|Try again)/ })
      .first()
      .click();
    await window.answer('complete', text).waitFor();
  }
}

/** What was sent and came back, as the inspector shows it. */
async function inspect(window: ParleyPage): Promise<string> {
  await window.button('Inspector').click();
  const inspector = window.page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('button', { name: 'Show what was sent' }).first().click();
  await inspector.getByRole('region', { name: 'Came back' }).locator('pre').first().waitFor();
  const text = await inspector.innerText();
  await window.button('Close the inspector').click();
  return text;
}

/** Into the home folder, where it is looked through with all else. */
async function exportAll({ app }: RunningApp, window: ParleyPage, home: string): Promise<void> {
  const filePath = join(home, 'conversation.html');
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
  }, filePath);
  await window.page.keyboard.press('Control+Shift+E');
  const dialog = window.page.getByRole('dialog', { name: 'Export conversation' });
  await dialog.getByRole('combobox', { name: 'Format' }).selectOption('html');
  await dialog.getByRole('switch', { name: 'Thinking' }).click();
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

async function undoInKeyField(window: ParleyPage): Promise<string> {
  const settings = await window.openSettings('Providers');
  const field = settings.getByLabel('Paste an API key');
  await field.click();
  await window.page.keyboard.press('Control+z');
  const value = await field.inputValue();
  await window.page.keyboard.press('Escape');
  await settings.waitFor({ state: 'hidden' });
  return value;
}

async function openSecondWindow(running: RunningApp): Promise<void> {
  const appears = running.app.waitForEvent('window');
  await running.page.keyboard.press('Control+Shift+N');
  const second = await new ParleyPage(await appears).ready();
  await second.sidebar.getByRole('link').first().click();
  await second.answer('complete', 'Better still.').waitFor();
}
