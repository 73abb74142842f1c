import type { InputOf } from '#shared/contracts/index';

type CustomModel = InputOf<'model.saveCustom'>['custom'];

/** A model as it is written in its form. */
export interface CustomDraft {
  readonly providerId: string;
  readonly modelId: string;
  readonly name: string;
  readonly contextWindow: string;
  readonly outputLimit: string;
  readonly supportsImages: Ability;
  readonly makesImages: Ability;
  readonly supportsThinking: Ability;
}
export type Ability = 'unknown' | 'yes' | 'no';

export const abilityNames: Readonly<Record<Ability, string>> = { unknown: 'Not said', yes: 'Yes', no: 'No' };

const abilityOf = (value: boolean | null): Ability => (value === null ? 'unknown' : value ? 'yes' : 'no');
const valueOf = (ability: Ability): boolean | null => (ability === 'unknown' ? null : ability === 'yes');

export const customDraftOf = (
  ref: { readonly providerId: string; readonly modelId: string },
  custom: CustomModel | null,
): CustomDraft => ({
  ...ref,
  name: custom?.name ?? '',
  contextWindow: custom?.contextWindow?.toString() ?? '',
  outputLimit: custom?.outputLimit?.toString() ?? '',
  supportsImages: abilityOf(custom?.supportsImages ?? null),
  makesImages: abilityOf(custom?.makesImages ?? null),
  supportsThinking: abilityOf(custom?.supportsThinking ?? null),
});

/** `200000`, `200,000`, `200K`, `1M`; null for nothing, undefined for what is no number of tokens. */
export function tokensOf(text: string): number | null | undefined {
  const bare = text
    .trim()
    .toLowerCase()
    .replaceAll(/[,_\s]/g, '');
  if (bare === '') return null;
  const [, digits, unit] = /^(\d{1,9}(?:\.\d+)?)([km]?)$/.exec(bare) ?? [];
  if (digits === undefined) return undefined;
  const tokens = Number(digits) * (unit === 'm' ? 1_000_000 : unit === 'k' ? 1000 : 1);
  return Number.isInteger(tokens) && tokens > 0 && tokens <= 1_000_000_000 ? tokens : undefined;
}

export type CustomProblem = 'modelId' | 'contextWindow' | 'outputLimit';

/** Null when something is wrong; without a name it is called by its id. */
export function readCustom(draft: CustomDraft): {
  readonly custom: CustomModel | null;
  readonly wrong: readonly CustomProblem[];
} {
  const contextWindow = tokensOf(draft.contextWindow);
  const outputLimit = tokensOf(draft.outputLimit);
  const id = draft.modelId.trim();
  const wrong: CustomProblem[] = [];
  if (id === '' || id.length > 300) wrong.push('modelId');
  if (contextWindow === undefined) wrong.push('contextWindow');
  if (outputLimit === undefined) wrong.push('outputLimit');
  if (wrong.length > 0) return { custom: null, wrong };
  return {
    custom: {
      name: (draft.name.trim() === '' ? id : draft.name.trim()).slice(0, 200),
      contextWindow: contextWindow ?? null,
      outputLimit: outputLimit ?? null,
      supportsImages: valueOf(draft.supportsImages),
      makesImages: valueOf(draft.makesImages),
      supportsThinking: valueOf(draft.supportsThinking),
    },
    wrong,
  };
}
