import type { Part } from './part';

/** The shape of `StreamOp`, said here so that a window can use this without loading the schemas. */
type Operation =
  | {
      readonly type: 'append';
      readonly index: number;
      readonly kind: 'text' | 'thinking';
      readonly text: string;
    }
  | { readonly type: 'put'; readonly index: number; readonly part: Part };

/** The parts after an operation: a pure function used by every sink. */
export function applyStreamOp(parts: readonly Part[], op: Operation): readonly Part[] {
  const next = parts.slice();
  if (op.type === 'put') {
    next[op.index] = op.part;
    return next;
  }
  const current = next[op.index];
  if (current?.type === op.kind) {
    next[op.index] = { ...current, text: current.text + op.text };
  } else {
    next[op.index] =
      op.kind === 'text'
        ? { type: 'text', text: op.text }
        : { type: 'thinking', text: op.text, durationMs: null };
  }
  return next;
}
