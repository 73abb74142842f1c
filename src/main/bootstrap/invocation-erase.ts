/** `--erase conversation:ID|everything [--yes] [--json]`. */
export interface EraseInvocation {
  readonly verb: 'erase';
  /** Null: everything. */
  readonly conversationId: string | null;
  /** Without it, what would be erased is said and nothing is. */
  readonly isConfirmed: boolean;
  readonly isJson: boolean;
}

type Refused = { readonly verb: 'invalid'; readonly sentence: string };

/** Null: something else is asked for. */
export function readErase(parameters: readonly string[]): EraseInvocation | Refused | null {
  const at = parameters.findIndex((parameter) => /^--erase(=|$)/.test(parameter));
  const flag = parameters[at];
  if (flag === undefined) return null;
  const what = flag.startsWith('--erase=') ? flag.slice('--erase='.length) : (parameters[at + 1] ?? '');
  const id = /^conversation:([0-9a-f-]{36})$/.exec(what)?.[1] ?? null;
  if (what !== 'everything' && id === null) {
    return {
      verb: 'invalid',
      sentence: 'Write what to erase: --erase conversation:ID or --erase everything, with --yes to do it.',
    };
  }
  return {
    verb: 'erase',
    conversationId: id,
    isConfirmed: parameters.includes('--yes'),
    isJson: parameters.includes('--json'),
  };
}
