import { endThenExit } from './quit';
import type { Start } from './start';
import { openTerminal, type Terminal } from './terminal';

/** Runs what a terminal asked for, waits until all of it is printed, and ends the process; with 1 when nobody read on. */
export async function runInTerminal(
  start: Start,
  run: (terminal: Terminal) => Promise<0 | 1> | 0 | 1,
): Promise<void> {
  const terminal = openTerminal(process);
  const exitCode = await run(terminal);
  await terminal.flush();
  await endThenExit(start.phases, start.logger, terminal.readerLeft.aborted ? 1 : exitCode);
}
