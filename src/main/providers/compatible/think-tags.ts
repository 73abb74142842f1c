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

  const readStart = (): readonly ThoughtPiece[] => {
    const begin = held.trimStart();
    const tag = opening.find((candidate) => begin.startsWith(candidate));
    if (tag !== undefined) {
      mode = 'opened';
      closing = tag.replace('<', '</');
      held = begin.slice(tag.length);
      return readOpened();
    }
    if (opening.some((candidate) => candidate.startsWith(begin))) return [];
    mode = 'text';
    return release('text');
  };
  /** Blank lines before the thought are its tag's. */
  const readOpened = (): readonly ThoughtPiece[] => {
    held = held.trimStart();
    if (held === '') return [];
    mode = 'thinking';
    return readThinking();
  };
  const readThinking = (): readonly ThoughtPiece[] => {
    const end = held.indexOf(closing);
    if (end !== -1) {
      const thought = held.slice(0, end);
      held = held.slice(end + closing.length);
      mode = 'after';
      return [...piece('thinking', thought), ...readAfter()];
    }
    const sure = held.length - tagPrefixLength(held, closing);
    const thought = held.slice(0, sure);
    held = held.slice(sure);
    return piece('thinking', thought);
  };
  /** Blank lines between the thought and the answer belong to neither. */
  const readAfter = (): readonly ThoughtPiece[] => {
    held = held.trimStart();
    if (held === '') return [];
    mode = 'text';
    return release('text');
  };
  const release = (kind: ThoughtPiece['kind']): readonly ThoughtPiece[] => {
    const text = held;
    held = '';
    return piece(kind, text);
  };

  return {
    push(text) {
      held += text;
      if (mode === 'start') return readStart();
      if (mode === 'opened') return readOpened();
      if (mode === 'thinking') return readThinking();
      if (mode === 'after') return readAfter();
      return release('text');
    },
    flush() {
      if (held.trim() === '') held = mode === 'text' || mode === 'thinking' ? held : '';
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
