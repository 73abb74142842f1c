import type { StreamOp } from '#shared/domain/stream-batch';

/** Operations that wait to be sent; text for the same part becomes one operation. */
export interface OpBuffer {
  add(op: StreamOp): void;
  /** UTF-16 units of text that wait. */
  size(): number;
  /** All that waits; empties the buffer. */
  take(): readonly StreamOp[];
}

export function createOpBuffer(): OpBuffer {
  let ops: StreamOp[] = [];
  let size = 0;
  return {
    add(op) {
      const last = ops.at(-1);
      if (op.type === 'append') size += op.text.length;
      if (op.type === 'append' && last?.type === 'append' && last.index === op.index) {
        ops[ops.length - 1] = { ...last, text: last.text + op.text };
      } else {
        ops.push(op);
      }
    },
    size: () => size,
    take() {
      const taken = ops;
      ops = [];
      size = 0;
      return taken;
    },
  };
}
