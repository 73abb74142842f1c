import type { AppErrorData } from '#shared/errors/app-error';
import { formatModelRef, type ModelInfo, type Pricing } from '#shared/domain/model';
import { isFree } from '#shared/domain/is-free';

/** Where a list of models for a terminal goes. */
export interface ModelsPrinter {
  print(models: readonly ModelInfo[]): void;
  /** After the last one. */
  end(error: AppErrorData | null): void;
}

/** Both take whole pieces of text, line ends included. */
export interface ModelsOutput {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** One JSON object a line, then one `end`; null is unknown. Prices are US dollars per million tokens, `picture` each. */
export function createJsonModelsPrinter({ out }: ModelsOutput): ModelsPrinter {
  const print = (value: object): void => out(`${JSON.stringify(value)}\n`);
  return {
    print: (models) => {
      for (const model of models) print(lineOf(model));
    },
    end: (error) =>
      print({ type: 'end', error: error === null ? null : { code: error.code, message: error.message } }),
  };
}

function lineOf(model: ModelInfo): object {
  const { seenOn = null, ...prices } = model.pricing ?? {};
  return {
    type: 'model',
    ref: formatModelRef(model.ref),
    name: model.name,
    provider: model.providerName,
    window: model.contextWindow,
    outputLimit: model.outputLimit,
    modalities: { imagesIn: model.supportsImages, imagesOut: model.makesImages },
    thinking: model.supportsThinking,
    prices: model.pricing === null ? null : prices,
    seenOn: seenOn === '' ? null : seenOn,
    deprecated: model.deprecated,
    isFavourite: model.isFavourite,
    isHidden: model.isHidden,
    isCustom: model.isCustom,
  };
}

/** What a terminal could take for an order to itself is left out. */
const printable = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ');

const unknown = 'unknown';
const tokens = (count: number | null): string => (count === null ? unknown : count.toLocaleString('en-US'));

function priceOf({ pricing }: ModelInfo): string {
  if (pricing === null) return unknown;
  if (isFree(pricing)) return 'free';
  const { input, output, picture, request, audioInput, audioOutput, source } = pricing;
  const pair = (sent: number | null, received: number | null): string =>
    `$${sent ?? '?'} / $${received ?? '?'}`;
  const parts = [
    input === null && output === null ? '' : pair(input, output),
    audioInput === null && audioOutput === null ? '' : `audio ${pair(audioInput, audioOutput)}`,
    picture === null ? '' : `$${picture} a picture`,
    request === null ? '' : `$${request} a request`,
    ofSource[source],
  ];
  return parts.filter(Boolean).join(' ');
}

const ofSource: Readonly<Record<Pricing['source'], string>> = {
  you: '(yours)',
  provider: '(its list)',
  catalogue: '',
};

/** Marks of a model, in words. */
const marksOf = (model: ModelInfo): string =>
  [
    model.isFavourite ? 'favourite' : '',
    model.supportsImages === true ? 'images in' : '',
    model.makesImages === true ? 'images out' : '',
    model.supportsThinking === true ? 'thinks' : '',
    model.deprecated ? 'being retired' : '',
    model.isHidden ? 'hidden' : '',
    model.isCustom ? 'added by you' : '',
  ]
    .filter(Boolean)
    .join(', ');

const headings = ['MODEL', 'WINDOW', 'OUTPUT', 'PRICE PER M TOKENS', ''] as const;

/** A table: how it is called in a command, then what is known of it. */
export function createTextModelsPrinter({ out, error }: ModelsOutput): ModelsPrinter {
  return {
    print: (models) => {
      if (models.length === 0) error('No provider is set up.\n');
      if (models.length === 0) return;
      const rows = models.map((model) => [
        printable(formatModelRef(model.ref)),
        tokens(model.contextWindow),
        tokens(model.outputLimit),
        priceOf(model),
        marksOf(model),
      ]);
      const table = [headings, ...rows];
      const widths = headings.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
      for (const row of table) {
        const cells = row.map((cell, column) =>
          column === 1 || column === 2
            ? cell.padStart(widths[column] ?? 0)
            : cell.padEnd(widths[column] ?? 0),
        );
        out(`${cells.join('  ').trimEnd()}\n`);
      }
    },
    end: (failure) => {
      if (failure !== null) error(`${failure.message}\n`);
    },
  };
}
