import { z } from 'zod';
import { appErrorSchema, errorCodes } from '../errors/app-error';
import { keyIdSchema, providerIdSchema } from './ids';

export const providerKinds = ['openai', 'anthropic', 'google', 'compatible', 'guide'] as const;
export type ProviderKind = (typeof providerKinds)[number];

export const keySources = ['none', 'keychain', 'session', 'environment'] as const;

/** The key that is used first. `session` keys live in memory until Parley quits (no keychain). */
export const keyStateSchema = z.strictObject({
  hasKey: z.boolean(),
  last4: z.string().max(4).nullable(),
  source: z.enum(keySources),
  updatedAt: z.number().nullable(),
  /** The origin of a kept key that is not used, because the provider's address is another one now. */
  savedFor: z.string().nullable(),
});
export type KeyState = z.infer<typeof keyStateSchema>;

/** All that a window may know of one of several keys. */
export const keyViewSchema = z.strictObject({
  id: keyIdSchema,
  label: z.string().nullable(),
  last4: z.string().max(4).nullable(),
  source: z.enum(keySources),
  createdAt: z.number(),
  /** When the key itself was given. */
  updatedAt: z.number(),
  lastUsedAt: z.number().nullable(),
  /** As the person was told by the provider; epoch ms. */
  expiresAt: z.number().nullable(),
  /** Where it may be sent: the origin it was tested for is the provider's own now. */
  isUsable: z.boolean(),
  /** The origin of a key that is not used, because the provider's address is another one now. */
  savedFor: z.string().nullable(),
  /** Of its last request; null when that worked, or there was none since the start. */
  lastError: z.enum(errorCodes).nullable(),
  /** Used before the others. */
  isFirst: z.boolean(),
  /** The key whose place it took, which is kept until this one is confirmed. */
  replaces: z.strictObject({ last4: z.string().max(4).nullable(), label: z.string().nullable() }).nullable(),
});
export type KeyView = z.infer<typeof keyViewSchema>;

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
  /** In the order of use; none while the environment gives the key. */
  keys: z.array(keyViewSchema).readonly(),
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
