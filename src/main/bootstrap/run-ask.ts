import { v7 } from 'uuid';
import { ask } from '#main/features/ask/ask';
import { attachPath } from '#main/features/attachments/attach-path';
import { createJsonPrinter, createTextPrinter } from '#main/features/ask/ask-printer';
import { noUsage } from '#shared/domain/usage';
import { composeTerminalEngine } from './compose-terminal-engine';
import type { Invocation } from './invocation';
import { openForTerminal } from './open-for-terminal';
import { runInTerminal } from './run-in-terminal';
import type { Start } from './start';
import type { Terminal } from './terminal';

type AskInvocation = Extract<Invocation, { verb: 'ask' }>;

/** Answers one question on standard output, with the same engine as a window, and ends the process. */
export function runAsk(start: Start, invocation: AskInvocation): Promise<void> {
  return runInTerminal(start, (terminal) => answer(start, invocation, terminal));
}

/** Standard output carries the answer or the protocol and nothing else. */
async function answer(start: Start, invocation: AskInvocation, terminal: Terminal): Promise<0 | 1> {
  const printer = invocation.isJson ? createJsonPrinter(terminal) : createTextPrinter(terminal);
  const storage = await openForTerminal(start, terminal);
  if (!storage.ok) {
    printer.end({ status: 'failed', model: null, error: storage.error, usage: noUsage, text: '' });
    return 1;
  }
  const { store } = storage.value;
  const { engine, events } = composeTerminalEngine(start, store);
  start.phases.run('live replies', (atEnd) => atEnd(() => engine.registry.interruptAll()));
  return ask(
    {
      conversations: store.conversations,
      providers: engine.directory,
      newId: () => v7(),
      chooseModel: (id) => engine.chat.chooseModel(id),
      send: (input, model) => engine.chat.send(input, model),
      attach: (path) => attachPath({ blobs: store.blobs, attachments: engine.attachments }, path),
      stop: (id) => engine.chat.stop(id),
      readerLeft: terminal.readerLeft,
      events,
      printer,
    },
    invocation,
  );
}
