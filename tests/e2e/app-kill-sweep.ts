import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { examineFolder } from '../reliability/examine-folder';
import type { Loss } from '../reliability/kill-journal';
import { seededRandom } from '../reliability/kill-labels';
import { killStart, newKillableApp, patienceMs, type KillableApp } from './killable-app';
import type { ParleyPage } from './parley-page';
import type { StoredMessage } from './screen-journal';

/** When the app is killed, as a person at its window would tell it. */
export const killMoments = [
  'when a message is acknowledged',
  'in mid-reply',
  // After a reply that was cut off.
  'while a reply is continued',
  'when a reply is shown as complete',
  'when a reply is shown as stopped',
  'while a title is made',
  'while a conversation is deleted',
  'while it starts',
  'at any time after a message was sent',
] as const;
export type KillMoment = (typeof killMoments)[number];

export interface AppKillOptions {
  readonly kills: number;
  readonly seed: number;
  /** Apps at a time, each with its own data folder. */
  readonly lanes: number;
  readonly onKill?: (done: number) => void;
}

export interface AppKillFigures {
  readonly kills: number;
  /** By moment. */
  readonly killsByLabel: Readonly<Record<string, number>>;
  readonly acknowledgedMessages: number;
  readonly lostMessages: number;
  /** Replies that were on the screen and coming in when the app was killed. */
  readonly liveReplies: number;
  /** Replies that the next start showed as interrupted, with Continue. */
  readonly continuable: number;
  readonly losses: readonly Loss[];
  readonly problems: readonly string[];
}

/** Kills in one data folder, one after the other, before a new one is begun. */
const mostKillsPerFolder = 20;

/**
 * Kills the real app with all its processes again and again, starts it after each on the same folder, and compares what
 * its window shows and its file holds with what had been on the screen.
 */
export async function sweepAppKills(options: AppKillOptions): Promise<AppKillFigures> {
  const random = seededRandom(options.seed);
  const plan = Array.from(
    { length: options.kills },
    (_, index): KillMoment => killMoments[index % killMoments.length] ?? 'in mid-reply',
  );
  const killsByLabel: Record<string, number> = {};
  const problems: string[] = [];
  const losses: Loss[] = [];
  let [acknowledgedMessages, lostMessages, continuable, done] = [0, 0, 0, 0];
  const killsPerFolder = Math.min(mostKillsPerFolder, Math.ceil(options.kills / options.lanes));
  const runLane = async (): Promise<void> => {
    while (plan.length > 0) {
      const lane = await beginFolder(random);
      try {
        for (const moment of plan.splice(0, killsPerFolder)) {
          await lane.kill(moment);
          const findings = await lane.startAndCheck();
          killsByLabel[moment] = (killsByLabel[moment] ?? 0) + 1;
          problems.push(...findings.problems.map((problem) => `killed ${moment}: ${problem}`));
          losses.push(...findings.losses);
          lostMessages += findings.lostMessages;
          continuable += findings.cutOff.length;
          done += 1;
          options.onKill?.(done);
        }
      } finally {
        acknowledgedMessages += lane.journal.sentCount;
        await lane.end();
      }
    }
  };
  await Promise.all(Array.from({ length: options.lanes }, runLane));
  const liveReplies = losses.length;
  return {
    kills: done,
    killsByLabel,
    acknowledgedMessages,
    lostMessages,
    liveReplies,
    continuable,
    losses,
    problems,
  };
}

async function beginFolder(random: () => number) {
  const lane = await newKillableApp(random);
  await lane.start();
  return {
    journal: lane.journal,
    kill: (moment: KillMoment) => killAt(lane, moment, random),
    async startAndCheck() {
      const trouble = await startAtLast(lane);
      const findings = await checkStart(lane);
      return { ...findings, problems: [...trouble, ...findings.problems] };
    },
    end: () => lane.end(),
  };
}

/** A start that does not come is told, and tried once more. */
async function startAtLast(lane: KillableApp): Promise<readonly string[]> {
  try {
    await lane.start();
    return [];
  } catch (error) {
    await lane.kill();
    await lane.start();
    return [`the app did not start the first time: ${String(error)}`];
  }
}

/** Brings the app to a moment, and kills it there. */
async function killAt(lane: KillableApp, moment: KillMoment, random: () => number): Promise<void> {
  if (moment === 'while it starts') {
    await lane.kill();
    await killStart(lane, random() * 2_000);
    return;
  }
  await inTime(moment, reach(lane, moment, random));
  await lane.kill();
}

async function reach(lane: KillableApp, moment: KillMoment, random: () => number): Promise<void> {
  const { window, journal } = lane;
  if (moment === 'while a reply is continued' && (await goOn(lane, random))) return;
  const wasTitleAsked = lane.titleAsked();
  // A title is asked for the first reply alone; what is deleted should be more than one message.
  const isNew = moment === 'while a title is made' || random() < 0.4;
  if (isNew) await window.button('New conversation').click();
  else await openNewest(window);
  const question =
    `Question ${random().toString(36).slice(2)} 🙂 ${'long '.repeat(Math.floor(random() * 100))}`.trimEnd();
  const isAcknowledged = journal.seen(({ text, isAnswered }) => text === question && isAnswered);
  const isBegun = isAcknowledged.then(() => journal.seen(isReplyOf(1 + random() * 8_000)));
  const isSettled = isAcknowledged.then(() =>
    journal.seen((message) => isReplyOf(1)(message) && message.status !== 'streaming'),
  );
  await window.ask(question);
  const isUnderWay = Promise.race([isBegun, isSettled]);
  switch (moment) {
    case 'at any time after a message was sent':
      await after(random() * 1_500);
      break;
    case 'when a message is acknowledged':
      await isAcknowledged;
      break;
    case 'when a reply is shown as complete':
      await isSettled;
      break;
    case 'when a reply is shown as stopped':
      await isUnderWay;
      // The reply may have come to its end by itself: then there is no Stop.
      await Promise.race([window.button('Stop').click(), isSettled]);
      await isSettled;
      break;
    case 'while a title is made':
      await Promise.all([wasTitleAsked, isSettled]);
      await after(random() * 500);
      break;
    case 'while a conversation is deleted':
      await isUnderWay;
      await deleteNewest(lane, random);
      break;
    case 'in mid-reply':
    // There was nothing to go on with.
    case 'while a reply is continued':
    case 'while it starts':
      await isUnderWay;
  }
}

const isReplyOf =
  (characters: number) =>
  (message: { readonly role: string; readonly pieces: readonly { readonly length: number }[] }): boolean =>
    message.role === 'assistant' && message.pieces.reduce((sum, { length }) => sum + length, 0) >= characters;

async function openNewest(window: ParleyPage): Promise<void> {
  const newest = window.sidebar.getByRole('link').first();
  if ((await newest.count()) === 0) return;
  await newest.click();
  await window.answers.first().waitFor();
}

/** Goes on with the reply that the last kill cut off; false when there is none. */
async function goOn({ window, journal }: KillableApp, random: () => number): Promise<boolean> {
  await openNewest(window);
  const button = window.lastAnswer.getByRole('button', { name: 'Continue' });
  if ((await button.count()) === 0) return false;
  const goesOn = journal.seen(({ role, status }) => role === 'assistant' && status === 'streaming');
  await button.click();
  await goesOn;
  await after(random() * 600);
  return true;
}

async function deleteNewest({ window, journal }: KillableApp, random: () => number): Promise<void> {
  const newest = window.sidebar.getByRole('link').first();
  const id = ((await newest.getAttribute('href')) ?? '').slice(1);
  await newest.focus();
  await window.page.keyboard.press('Delete');
  if (random() < 0.5) {
    await after(random() * 60);
    return;
  }
  await window.button('Undo').waitFor();
  journal.deleted(id);
}

/** What the file holds and what the window says, after a start. */
async function checkStart(lane: KillableApp) {
  const findings = lane.journal.check(lane.folder);
  const problems = [...findings.problems, ...examineFolder(lane.folder)];
  const quarantine = join(lane.folder, 'quarantine');
  if (existsSync(quarantine) && readdirSync(quarantine).length > 0)
    problems.push('a file was taken for damaged and set aside');
  for (const message of findings.cutOff) {
    if (!message.isTrashed) problems.push(...(await inTime('the reply is shown', sayCutOff(lane, message))));
  }
  if ((await lane.window.answer('streaming').count()) > 0)
    problems.push('the window shows a reply as coming in after a start');
  return { ...findings, problems };
}

/** The window says that the reply was cut off, shows what is stored of it, and offers to go on. */
async function sayCutOff({ window }: KillableApp, message: StoredMessage): Promise<string[]> {
  await window.sidebar.locator(`a[href="#${message.conversationId}"]`).click();
  const article = window.page.locator(`article[data-message-id="${message.id}"]`);
  await article.waitFor();
  const status = await article.getAttribute('data-status');
  const texts = await article.locator('.md').allTextContents();
  const text = texts.map((piece) => piece.trimEnd()).join('');
  const problems: string[] = [];
  if (status !== 'interrupted')
    problems.push(`${message.id} is shown as ${String(status)}, not as interrupted`);
  if (text !== message.text) problems.push(`${message.id} is not shown as it is stored`);
  if ((await article.getByRole('button', { name: 'Continue' }).count()) !== 1)
    problems.push(`${message.id} was cut off and cannot be continued`);
  return problems;
}

async function inTime<T>(what: string, work: Promise<T>): Promise<T> {
  const controller = new AbortController();
  const late = after(patienceMs, undefined, { signal: controller.signal }).then(
    () => Promise.reject(new Error(`${what}: it did not happen within ${patienceMs / 1_000} s`)),
    () => new Promise<never>(() => undefined),
  );
  try {
    return await Promise.race([work, late]);
  } finally {
    controller.abort();
  }
}
