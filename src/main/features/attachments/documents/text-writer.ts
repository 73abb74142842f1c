import { mostCharacters } from '#shared/domain/attachment-limits';

/** Gathers text up to what is sent of a file; the rest need not be read. */
export interface TextWriter {
  add(text: string): void;
  isFull(): boolean;
  text(): string;
}

export function createTextWriter(): TextWriter {
  const pieces: string[] = [];
  let length = 0;
  return {
    add(text) {
      if (length >= mostCharacters) return;
      pieces.push(text);
      length += text.length;
    },
    isFull: () => length >= mostCharacters,
    text: () =>
      pieces
        .join('')
        .replace(/[ \t]+\n/g, '\n')
        .replace(/\n{3,}/g, '\n\n')
        .trim(),
  };
}
