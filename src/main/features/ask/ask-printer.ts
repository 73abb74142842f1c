import type { AppErrorData } from '#shared/errors/app-error';
import type { MessageStatus } from '#shared/domain/message';
import type { StreamOp } from '#shared/domain/stream-batch';
import type { TokenUsage } from '#shared/domain/usage';

export interface AskStart {
  readonly conversationId: string;
  readonly messageId: string;
  readonly model: string;
}

export interface AskEnd {
  readonly status: MessageStatus;
  readonly model: string | null;
  readonly error: AppErrorData | null;
  readonly usage: TokenUsage;
  /** What was stored. */
  readonly text: string;
}

export interface AskPrinter {
  start(start: AskStart): void;
  /** A step of the answer, in order. */
  step(op: StreamOp): void;
  waiting(text: string): void;
  /** An image of the answer as it was stored; sketches of it are not told. */
  image(image: { readonly sha256: string; readonly mediaType: string }): void;
  end(end: AskEnd): void;
}

/** Both take whole pieces of text, line ends included. */
export interface AskOutput {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** One JSON object a line: `start`, then `text`, `thinking`, `notice`, an `image` for each that is stored, and one `end`. */
export function createJsonPrinter({ out, error }: AskOutput): AskPrinter {
  const line = (value: object): void => out(`${JSON.stringify(value)}\n`);
  return {
    start: (start) => line({ type: 'start', ...start }),
    step(op) {
      if (op.type === 'append') {
        line({ type: op.kind, delta: op.text });
      } else if (op.part.type === 'notice') {
        line({ type: 'notice', code: op.part.code, text: op.part.text });
      }
    },
    image: ({ sha256, mediaType }) => line({ type: 'image', sha256, mediaType }),
    waiting: (text) => error(`${text}\n`),
    end: ({ error: failure, ...end }) => line({ type: 'end', ...end, error: failure && shortError(failure) }),
  };
}

const shortError = ({ code, message, retryAfterMs }: AppErrorData) =>
  retryAfterMs === undefined ? { code, message } : { code, message, retryAfterMs };

/** The answer on standard output; everything about it on standard error. */
export function createTextPrinter({ out, error }: AskOutput): AskPrinter {
  let lastIndex: number | null = null;
  let isMidLine = false;
  return {
    start: () => undefined,
    step(op) {
      if (op.type === 'append' && op.kind === 'text') {
        if (lastIndex !== null && lastIndex !== op.index) out('\n\n');
        lastIndex = op.index;
        isMidLine = !op.text.endsWith('\n');
        out(op.text);
      } else if (op.type === 'put' && op.part.type === 'notice') {
        error(`${op.part.text}\n`);
      }
    },
    image: () => error('The answer holds an image. Open the conversation in Parley to see it.\n'),
    waiting: (text) => error(`${text}\n`),
    end(end) {
      if (isMidLine) out('\n');
      if (end.error !== null) error(`${end.error.message}\n`);
      else if (end.status !== 'complete') error('The answer was stopped before its end.\n');
    },
  };
}
