import { z } from 'zod';
import { appErrorSchema } from '../errors/app-error';
import { providerIdSchema } from './ids';

export const providerKinds = ['openai', 'anthropic', 'google', 'compatible', 'guide'] as const;
export type ProviderKind = (typeof providerKinds)[number];

export const keySources = ['none', 'keychain', 'session', 'environment'] as const;

/** All that a window may know of a key. `session` keys live in memory until Parley quits (no keychain). */
export const keyStateSchema = z.strictObject({
  hasKey: z.boolean(),
  last4: z.string().max(4).nullable(),
  source: z.enum(keySources),
  updatedAt: z.number().nullable(),
  /** The origin of a kept key that is not used, because the provider's address is another one now. */
  savedFor: z.string().nullable(),
});
export type KeyState = z.infer<typeof keyStateSchema>;

export const providerViewSchema = z.strictObject({
  id: providerIdSchema,
  kind: z.enum(providerKinds),
  name: z.string(),
  /** The address in use; null means the vendor's own. */
  baseUrl: z.string().nullable(),
  /** `builtin` providers always exist, `environment` ones are read-only, `local` ones were found on loopback. */
  origin: z.enum(['builtin', 'person', 'environment', 'local']),
  isEnabled: z.boolean(),
  needsKey: z.boolean(),
  key: keyStateSchema,
  /** A key is there (or none is needed), and it is enabled. */
  isReady: z.boolean(),
  /** Why the last model list could not be fetched, if so. */
  lastError: appErrorSchema.nullable(),
});
export type ProviderView = z.infer<typeof providerViewSchema>;

export const localServerSchema = z.strictObject({
  /** Ollama, LM Studio, llama.cpp, Jan */
  name: z.string(),
  providerId: providerIdSchema,
  baseUrl: z.string(),
  modelCount: z.number().int(),
  isAdded: z.boolean(),
});
export type LocalServer = z.infer<typeof localServerSchema>;

export { vendorOfKey } from './vendor-of-key';
