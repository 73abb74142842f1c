import { parseModelRef, formatModelRef } from '#shared/domain/model-ref';
import type { Persona, PersonaDraft } from '#shared/domain/persona';

/** What stands in the fields of the editor. */
export interface PersonaFields {
  readonly name: string;
  readonly description: string;
  readonly instructions: string;
  /** `provider/model`; empty follows the default. */
  readonly model: string;
  /** Empty leaves it to the provider. */
  readonly temperature: string;
  /** One starter a line. */
  readonly starters: string;
  readonly reusesAnswers: boolean;
}

export const fieldsOf = (persona: Persona | null): PersonaFields => ({
  name: persona?.name ?? '',
  description: persona?.description ?? '',
  instructions: persona?.instructions ?? '',
  model: persona?.model ? formatModelRef(persona.model) : '',
  temperature: persona?.temperature?.toString() ?? '',
  starters: persona?.starters.join('\n') ?? '',
  reusesAnswers: persona?.reusesAnswers ?? false,
});

export const sameFields = (a: PersonaFields, b: PersonaFields): boolean =>
  a.name === b.name &&
  a.description === b.description &&
  a.instructions === b.instructions &&
  a.model === b.model &&
  a.temperature === b.temperature &&
  a.starters === b.starters &&
  a.reusesAnswers === b.reusesAnswers;

export type FieldErrors = Partial<Record<keyof PersonaFields, string>>;

/** The draft that the fields make, or a sentence for each field that is wrong. */
export function draftOf(
  fields: PersonaFields,
):
  | { readonly draft: PersonaDraft; readonly errors: null }
  | { readonly draft: null; readonly errors: FieldErrors } {
  const errors: FieldErrors = {};
  const name = fields.name.trim();
  if (name === '') errors.name = 'A persona needs a name.';
  else if (name.length > 80) errors.name = 'At most 80 characters.';
  if (fields.description.length > 300) errors.description = 'At most 300 characters.';
  if (fields.instructions.length > 100_000) errors.instructions = 'At most 100,000 characters.';
  const temperature = fields.temperature.trim() === '' ? null : Number(fields.temperature.replace(',', '.'));
  if (temperature !== null && !(temperature >= 0 && temperature <= 2)) {
    errors.temperature = 'A number from 0 to 2, or nothing.';
  }
  const starters = fields.starters
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  if (starters.length > 8) errors.starters = 'At most eight starters, one a line.';
  else if (starters.some((starter) => starter.length > 500)) errors.starters = 'At most 500 characters each.';
  if (Object.keys(errors).length > 0) return { draft: null, errors };
  return {
    errors: null,
    draft: {
      name,
      description: fields.description.trim(),
      instructions: fields.instructions,
      model: fields.model === '' ? null : parseModelRef(fields.model),
      temperature,
      starters,
      reusesAnswers: fields.reusesAnswers,
    },
  };
}
