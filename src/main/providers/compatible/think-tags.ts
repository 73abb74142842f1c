const opening = ['<think>', '<thinking>'] as const;

/** A piece of text by what it is. */
export interface ThoughtPiece {
  readonly kind: 'text' | 'thinking';
  readonly text: string;
}

/**
 * Tells thinking from text where a server leaves a model's `<think>…</think>` in its content. Only at the very beginning
 * of an answer: later on, the tag is something that the answer writes about. Tags may be cut anywhere.
 */
export interface ThinkTags {
  push(text: string): readonly ThoughtPiece[];
  /** What was held back because it could have become a tag. */
  flush(): readonly ThoughtPiece[];
}

export function createThinkTags(): ThinkTags {
  let mode: 'start' | 'opened' | 'thinking' | 'after' | 'text' = 'start';
  let closing = '</think>';
  let held = '';

  const release = (kind: ThoughtPiece['kind'], length = held.length): readonly ThoughtPiece[] => {
    const text = held.slice(0, length);
    held = held.slice(length);
    return piece(kind, text);
  };
  /** Goes from one mode to the next as far as the text held allows. */
  const read = (): readonly ThoughtPiece[] => {
    if (mode === 'start') {
      const begin = held.trimStart();
      const tag = opening.find((candidate) => begin.startsWith(candidate));
      if (tag === undefined && opening.some((candidate) => candidate.startsWith(begin))) return [];
      mode = tag === undefined ? 'text' : 'opened';
      if (tag !== undefined) {
        closing = tag.replace('<', '</');
        held = begin.slice(tag.length);
      }
    }
    if (mode === 'opened' || mode === 'after') {
      // Blank lines around a thought are its tags'.
      held = held.trimStart();
      if (held === '') return [];
      mode = mode === 'opened' ? 'thinking' : 'text';
    }
    if (mode === 'text') return release('text');
    const end = held.indexOf(closing);
    if (end === -1) return release('thinking', held.length - tagPrefixLength(held, closing));
    const thought = release('thinking', end);
    held = held.slice(closing.length);
    mode = 'after';
    return [...thought, ...read()];
  };

  return {
    push(text) {
      held += text;
      return read();
    },
    flush() {
      if (mode !== 'thinking' && held.trim() === '') held = '';
      return release(mode === 'thinking' ? 'thinking' : 'text');
    },
  };
}

const piece = (kind: ThoughtPiece['kind'], text: string): readonly ThoughtPiece[] =>
  text === '' ? [] : [{ kind, text }];

/** How many characters at the end of a text could be the beginning of a tag. */
function tagPrefixLength(text: string, tag: string): number {
  for (let length = Math.min(tag.length - 1, text.length); length > 0; length -= 1) {
    if (text.endsWith(tag.slice(0, length))) return length;
  }
  return 0;
}
