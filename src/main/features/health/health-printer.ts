import type { AppErrorData } from '#shared/errors/app-error';
import type { HealthFacts, HealthReport, HealthStatus, Percentiles } from '#shared/domain/health';

/** A provider, or one of its models. */
export interface HealthLine {
  readonly type: 'provider' | 'model';
  readonly providerId: string;
  readonly modelId: string | null;
  readonly name: string;
  readonly status: HealthStatus;
  readonly facts: HealthFacts;
}

export interface HealthPrinter {
  overall(overall: HealthReport['overall']): void;
  line(line: HealthLine): void;
  /** After the last line. */
  end(error: AppErrorData | null): void;
}

/** Both take whole pieces of text, line ends included. */
interface HealthOutput {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

const whole = (times: Percentiles | null) =>
  times === null
    ? null
    : {
        p50: Math.round(times.p50),
        p95: Math.round(times.p95),
        p99: Math.round(times.p99),
        count: times.count,
      };

/** One JSON object a line, then one `end`. Times in ms; uptime from 0 to 1; counts and times of the last 24 hours. */
export function createJsonHealthPrinter({ out }: HealthOutput): HealthPrinter {
  const print = (value: object): void => out(`${JSON.stringify(value)}\n`);
  return {
    overall: (overall) => print({ type: 'overall', ...overall }),
    line: ({ type, providerId, modelId, name, status, facts }) =>
      print({
        type,
        providerId,
        ...(modelId === null ? {} : { modelId }),
        name,
        state: status.state,
        why: status.why,
        answered: facts.answered,
        failed: facts.failed,
        limited: facts.limited,
        declined: facts.declined,
        errors: Object.fromEntries(facts.errors.map(({ code, count }) => [code, count])),
        connectMs: whole(facts.connect),
        firstTokenMs: whole(facts.firstToken),
        totalMs: whole(facts.total),
        tokensPerSecond: facts.tokensPerSecond === null ? null : Number(facts.tokensPerSecond.toFixed(1)),
        uptime: facts.uptime,
        lastError:
          facts.lastFailure === null
            ? null
            : { at: facts.lastFailure.at, code: facts.lastFailure.error.code },
      }),
    end: (error) =>
      print({ type: 'end', error: error === null ? null : { code: error.code, message: error.message } }),
  };
}

/** What a terminal could take for an order to itself is left out. */
const printable = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ');

const stateWords: Readonly<Record<HealthStatus['state'], string>> = {
  ok: 'working',
  slow: 'slow',
  failing: 'failing',
  down: 'DOWN',
  unknown: 'no data',
};
const share = (value: number | null): string => (value === null ? '–' : `${(value * 100).toFixed(1)}%`);
const ms = (times: Percentiles | null): string =>
  times === null ? '–' : `${(times.p50 / 1000).toFixed(1)} s (95%: ${(times.p95 / 1000).toFixed(1)} s)`;

/** The state on the left; models below their provider. */
export function createTextHealthPrinter({ out, error }: HealthOutput): HealthPrinter {
  return {
    overall: ({ sentence }) => out(`${printable(sentence)}\n`),
    line: ({ type, name, status, facts: { firstToken, uptime } }) => {
      const indent = type === 'model' ? '  ' : '';
      out(`${stateWords[status.state].padEnd(8)}  ${indent}${printable(name)}: ${status.why}\n`);
      out(
        `${''.padEnd(8)}  ${indent}first word ${ms(firstToken)}, up ${share(uptime.day)} today, ${share(uptime.week)} in a week, ${share(uptime.month)} in a month\n`,
      );
    },
    end: (failure) => {
      if (failure !== null) error(`${failure.message}\n`);
    },
  };
}
