import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import type { Store } from '#main/persistence/store';
import { conversationIdSchema } from '#shared/domain/ids';
import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import { composeTerminalEngine } from './compose-terminal-engine';
import type { EraseInvocation } from './invocation-erase';
import { endStartedErasure } from './end-started-erasure';
import { openForTerminal } from './open-for-terminal';
import { endThenExit } from './quit';
import type { Start } from './start';
import { openTerminal, type Terminal } from './terminal';

interface End {
  readonly error: AppErrorData | null;
  readonly sentence: string;
  readonly receipt: string | null;
}

const failed = (error: AppErrorData): End => ({ error, sentence: error.message, receipt: null });

/** Erases for good and ends the process. Everything has been taken from the folder before, by the start. */
export async function runErase(start: Start, invocation: EraseInvocation): Promise<void> {
  const terminal = openTerminal(process);
  const end = await erase(start, terminal, invocation);
  const { error, receipt } = end;
  if (invocation.isJson) {
    const shown = error === null ? null : { code: error.code, message: error.message };
    terminal.out(`${JSON.stringify({ type: 'end', error: shown, receipt })}\n`);
  } else if (error === null) terminal.out(`${end.sentence}\n`);
  else terminal.error(`${end.sentence}\n`);
  await terminal.flush();
  await endThenExit(start.phases, start.logger, error === null ? 0 : 1);
}

async function erase(
  start: Start,
  terminal: Terminal,
  { conversationId, isConfirmed }: EraseInvocation,
): Promise<End> {
  try {
    const receipt = conversationId === null && isConfirmed ? await endStartedErasure(start) : null;
    const opening = await openForTerminal(start, terminal);
    if (!opening.ok) return failed(opening.error);
    const { store, mode, hasErased } = opening.value;
    if (receipt !== null) return { error: null, sentence: `Everything was erased. ${receipt}`, receipt };
    if (mode === 'read-only') return failed(appError('storage.read-only', 'Nothing can be written here.'));
    if (!isConfirmed) return failed(describe(store, conversationId));
    return conversationId === null
      ? failed(appError('erasure.refused', 'Everything could not be erased. Try again.'))
      : await eraseConversation(start, store, conversationId, hasErased);
  } catch (error) {
    if (error instanceof AppError) return failed(error.data);
    throw error;
  }
}

/** What it would do, without `--yes`. */
function describe(store: Store, conversationId: string | null): AppErrorData {
  const { conversations, messages } = store.eraser.countEverything();
  const what =
    conversationId === null
      ? `everything in this folder: ${conversations} conversations with ${messages} messages, all files, snapshots, logs, settings and keys`
      : `the conversation ${conversationId} (${store.conversations.find(conversationIdSchema.parse(conversationId)) === null ? 'not there, or in the trash' : 'there'})`;
  return appError('erasure.refused', `This would erase ${what}, for good. Add --yes to do it.`);
}

/** `hasErased`: one that was cut off has just been ended, which may have been of this conversation. */
async function eraseConversation(start: Start, store: Store, text: string, hasErased: boolean): Promise<End> {
  const id = conversationIdSchema.parse(text);
  const { engine } = composeTerminalEngine(start, store);
  if (store.organisation.listRows([id]).length === 0) {
    return failed(
      hasErased
        ? appError(
            'conversation.not-found',
            'There is no such conversation. An erasure that had been cut off is finished now.',
          )
        : appError('conversation.not-found', 'There is no such conversation.'),
    );
  }
  const erased = await engine.erasure.eraseConversations([id], 'terminal');
  const finishedAt = new Date().toISOString();
  const receipt = join(start.folders.data, `erasure-receipt-${finishedAt.replaceAll(/[-:.]/g, '')}.json`);
  const content = { program: 'Parley', what: `conversation:${id}`, finishedAt, ...erased };
  writeFileSync(receipt, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  const rest = erased.isCompacted
    ? ''
    : ' The disk is too full to write the database anew: a start with more space ends it.';
  return {
    error: null,
    sentence: `Erased: ${erased.messages} messages and ${erased.files} files.${rest} ${receipt}`,
    receipt,
  };
}
