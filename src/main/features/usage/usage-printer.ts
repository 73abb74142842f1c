import type { AppErrorData } from '#shared/errors/app-error';
import type { UsageSum } from '#shared/domain/ledger';
import { dollarsOf } from '#shared/domain/money';

/** A line of what was used: of everything, of a day, or of one group. */
export interface UsageLine {
  readonly type: 'total' | 'day' | 'provider' | 'model' | 'persona' | 'conversation' | 'folder' | 'purpose';
  /** The day, or what names the group; null for the total. */
  readonly key: string | null;
  readonly name: string | null;
  readonly sum: UsageSum;
}

/** Where the figures for a terminal go. */
export interface UsagePrinter {
  line(line: UsageLine): void;
  /** After the last line. */
  end(error: AppErrorData | null): void;
}

/** Both take whole pieces of text, line ends included. */
export interface UsageOutput {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** One JSON object a line, then one `end`. Money is `cost` in US dollars, exact in `costNanos`. */
export function createJsonUsagePrinter({ out }: UsageOutput): UsagePrinter {
  const print = (value: object): void => out(`${JSON.stringify(value)}\n`);
  return {
    line: ({ type, key, name, sum }) =>
      print({
        type,
        ...(type === 'total' ? {} : type === 'day' ? { day: key } : { key, name }),
        requests: sum.requests,
        failed: sum.failed,
        inputTokens: sum.input,
        outputTokens: sum.output,
        cachedInputTokens: sum.cachedInput,
        cacheWriteTokens: sum.cacheWrite,
        reasoningTokens: sum.reasoning,
        images: sum.images,
        cost: dollarsOf(sum.nanos),
        costNanos: sum.nanos,
        unpriced: sum.unpriced,
      }),
    end: (error) =>
      print({ type: 'end', error: error === null ? null : { code: error.code, message: error.message } }),
  };
}

/** What a terminal could take for an order to itself is left out. */
const printable = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ');

const headings: Readonly<Record<UsageLine['type'], string>> = {
  total: 'In all',
  day: 'By day',
  provider: 'By provider',
  model: 'By model',
  persona: 'By persona',
  conversation: 'By conversation',
  folder: 'By folder',
  purpose: 'By purpose',
};

const nameless: Readonly<Partial<Record<UsageLine['type'], string>>> = {
  persona: 'No persona',
  conversation: 'Temporary conversations',
  folder: 'No folder',
};

const count = (value: number): string => value.toLocaleString('en-US');

/** A block for each kind, the money on the left. */
export function createTextUsagePrinter({ out, error }: UsageOutput): UsagePrinter {
  let last: UsageLine['type'] | null = null;
  let isEmpty = true;
  return {
    line: ({ type, key, name, sum }) => {
      if (type === 'total') isEmpty = sum.requests === 0;
      if (isEmpty) return;
      if (type !== last) out(`${last === null ? '' : '\n'}${headings[type]}\n`);
      last = type;
      const label = key === '' ? nameless[type] : (name ?? (type === 'conversation' ? 'Deleted' : key));
      const unknown = sum.unpriced === 0 ? '' : `, ${count(sum.unpriced)} at an unknown price`;
      const facts = `${count(sum.requests)} request${sum.requests === 1 ? '' : 's'}, ${count(sum.input)} tokens in, ${count(sum.output)} out${unknown}`;
      // Never 0 for what nobody knows.
      const isUnknown = sum.nanos === 0 && sum.unpriced > 0;
      const money = (isUnknown ? 'unknown' : `$${dollarsOf(sum.nanos).toFixed(4)}`).padStart(12);
      out(`${money}  ${label === null || label === undefined ? '' : `${printable(label)}: `}${facts}\n`);
    },
    end: (failure) => {
      if (failure !== null) error(`${failure.message}\n`);
      else if (isEmpty) error('Nothing was asked of a model in this time.\n');
    },
  };
}
