import { z } from 'zod';
import { keyIdSchema, providerIdSchema } from '../domain/ids';
import { providerViewSchema } from '../domain/provider';
import { route } from './route';

export const keyText = z.string().min(1).max(20_000);
/** As the date ends, in epoch ms. */
const expiry = z.number().int().min(0).max(8_640_000_000_000_000).nullable();
const words = { label: z.string().trim().min(1).max(60).nullable(), expiresAt: expiry };
const ofProvider = z.strictObject({ providerId: providerIdSchema });
const byKey = ofProvider.extend({ keyId: keyIdSchema });
const tested = z.strictObject({ provider: providerViewSchema, modelCount: z.number().int() });

/** A key crosses once, in the call that gives it; no answer holds one. Each is tested with a real request first. */
export const keyRoutes = {
  /** The key that is used first, in place of what was there. `providerId` null: by the key's shape. */
  'key.save': route(z.strictObject({ providerId: providerIdSchema.nullable(), key: keyText }), tested),
  'key.add': route(ofProvider.extend({ key: keyText, ...words }), tested),
  /** The new key is used at once; the old one is kept until `key.confirm`, `key.revert`, or a reply with the new one. */
  'key.rotate': route(byKey.extend({ key: keyText, expiresAt: expiry }), tested),
  'key.confirm': route(byKey, providerViewSchema),
  'key.revert': route(byKey, providerViewSchema),
  /** Sends a key that belongs to another origin to the provider's present one, and keeps it for that when it works. */
  'key.rebind': route(byKey, tested),
  'key.describe': route(byKey.extend(words), providerViewSchema),
  'key.move': route(byKey.extend({ by: z.union([z.literal(-1), z.literal(1)]) }), providerViewSchema),
  /** Without `keyId`: every key of the provider. */
  'key.remove': route(ofProvider.extend({ keyId: keyIdSchema.optional() }), providerViewSchema),
};
