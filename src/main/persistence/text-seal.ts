import { hash } from 'node:crypto';
import type { persona } from './schema/persona';
import type { ownModel, provider } from './schema/provider';
import type { providerKey } from './schema/provider-key';

/** Stands before a text that is not as it was stored. */
const damagedMark = '[damaged] ';

/** SHA-256 (hex) over texts of a row; its id is in it, so that they cannot change their owner unnoticed. */
const sealOf = (id: string, texts: readonly (string | number | null)[]): string =>
  hash('sha256', JSON.stringify([id, ...texts]));

/** The seal of a title, a draft, a folder's name, a tag or a setting. */
export const sealText = (id: string, text: string): string => sealOf(id, [text]);

/** The text as a person is shown it: one that was changed outside of Parley says so. Without a seal nothing is known. */
export const sealedText = (id: string, text: string, seal: string | null): string =>
  isSound(id, text, seal) ? text : `${damagedMark}${text}`;

/** Whether a text is as it was stored, as far as is known. */
export const isSound = (id: string, text: string, seal: string | null): boolean =>
  seal === null || seal === sealText(id, text);

/** The text without the mark: what a person sees of a damaged name still finds it. */
export const withoutMark = (text: string): string =>
  text.startsWith(damagedMark) ? text.slice(damagedMark.length) : text;

type ProviderRow = Pick<typeof provider.$inferSelect, 'id' | 'kind' | 'name' | 'baseUrl'>;

/** The seal of what a provider is and where. */
export const sealProvider = (row: ProviderRow): string => sealOf(row.id, [row.kind, row.name, row.baseUrl]);

/** Its name, marked when it or its address is not as it was stored. */
export const sealedProviderName = (row: ProviderRow, seal: string | null): string =>
  seal === null || seal === sealProvider(row) ? row.name : `${damagedMark}${row.name}`;

type KeyRow = Pick<typeof providerKey.$inferSelect, 'id' | 'label' | 'last4' | 'origin' | 'expiresAt'>;

/** The seal of what a person is shown of a key. */
export const sealKey = (row: KeyRow): string =>
  sealOf(row.id, [row.label, row.last4, row.origin, row.expiresAt]);

/** Its label, marked when anything that is shown of the key is not as it was stored. */
export const sealedKeyLabel = (row: KeyRow, seal: string | null): string | null =>
  seal === null || seal === sealKey(row) ? row.label : `${damagedMark}${row.label ?? ''}`.trim();

type PersonaRow = Pick<
  typeof persona.$inferSelect,
  'id' | 'name' | 'description' | 'instructions' | 'modelProviderId' | 'modelId' | 'temperature' | 'starters'
>;

/** The seal of all that a persona says and asks for. */
export const sealPersona = (row: PersonaRow): string =>
  sealOf(row.id, [
    row.name,
    row.description,
    row.instructions,
    row.modelProviderId,
    row.modelId,
    row.temperature,
    row.starters,
  ]);

/** Its name, marked when anything of the persona is not as it was stored; at most `longest` characters. */
export const sealedPersonaName = (row: PersonaRow, seal: string | null, longest: number): string =>
  seal === null || seal === sealPersona(row) ? row.name : `${damagedMark}${row.name}`.slice(0, longest);

type OwnModelRow = Pick<typeof ownModel.$inferSelect, 'providerId' | 'modelId' | 'facts' | 'prices'>;

/** The seal of what a person says of a model. */
export const sealOwnModel = (row: OwnModelRow): string =>
  sealOf(`${row.providerId}/${row.modelId}`, [row.facts, row.prices]);

export const isSoundOwnModel = (row: OwnModelRow & { readonly textSha256: string }): boolean =>
  row.textSha256 === sealOwnModel(row);

/** The seal of what a provider's list says that a model costs. */
export const sealListedPrices = (providerId: string, modelId: string, prices: string): string =>
  sealOf(`${providerId}/${modelId}`, [prices]);

/** A name that is not as it was stored, of at most `longest` characters. */
export const markDamaged = (name: string, longest: number): string =>
  `${damagedMark}${name}`.slice(0, longest);
