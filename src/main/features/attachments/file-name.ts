import { plainLine } from '#shared/domain/plain-line';

const mostCharacters = 120;

/** A file's name as it is shown and sent: its last part, on one line, its ending kept when it is long. */
export function cleanFileName(name: string): string {
  const last = name.slice(-1_000).split(/[/\\]/).at(-1) ?? '';
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(last)?.[0] ?? '';
  const line = plainLine(last.slice(0, last.length - ending.length), mostCharacters) + ending;
  return line === '' ? 'file' : line.slice(0, 255);
}
