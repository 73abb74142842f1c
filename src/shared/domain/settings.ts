import { z } from 'zod';
import { cacheDayChoices, cacheMegabyteChoices } from './answer-cache';
import { autoSettingsSchema, defaultAuto } from './auto';
import { budgetSchema } from './budget';
import { probeMinuteChoices } from './health';
import { folderIdSchema, personaIdSchema } from './ids';
import { keyReminderChoices } from './key-age';
import { parseBinding } from './key-binding';
import { modelRefSchema } from './model';
import { providerRoutingSchema } from './routing';
import { trashDayChoices } from './trash-days';

export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark', 'high-contrast']).default('system'),
  /** Reading size of replies in px. */
  textSize: z.number().int().min(12).max(24).default(15),
  motion: z.enum(['system', 'reduced']).default('system'),
  sendKey: z.enum(['enter', 'mod-enter']).default('enter'),
  isSidebarOpen: z.boolean().default(true),
  defaultModel: modelRefSchema.nullable().default(null),
  defaultPersonaId: personaIdSchema.nullable().default(null),
  favouriteModels: z.array(modelRefSchema).max(500).readonly().default([]),
  /** Titles are made by the model that answered; off means by the first words. */
  autoTitle: z.boolean().default(true),
  /** Of a long reply that ends out of sight; without text it names neither the conversation nor a word of it. */
  replyNotifications: z.enum(['with-text', 'without-text', 'off']).default('with-text'),
  /** How long the trash keeps; null never empties it by itself. */
  trashDays: z.literal(trashDayChoices).nullable().default(30),
  /** Folders whose conversations are shown in the sidebar. */
  openFolders: z.array(folderIdSchema).max(1000).readonly().default([]),
  /** Keys that were chosen, by command; null: none. A command of another version keeps its key. */
  shortcuts: z.record(z.string().max(60), z.string().max(40).nullable()).readonly().default({}),
  /** A key that opens the quick window from any program. Off until it is asked for: other programs lose it. */
  isQuickKeyOn: z.boolean().default(false),
  quickKey: z.string().max(40).default('Mod+Shift+Space'),
  /** How long, and up to how much, answers are kept to be used again, where a persona or a conversation asks for it. */
  cacheDays: z.literal(cacheDayChoices).default(7),
  cacheMegabytes: z.literal(cacheMegabyteChoices).default(50),
  /** How “Auto” chooses a model. */
  auto: autoSettingsSchema.default(defaultAuto),
  /** Limits on what is spent. */
  budgets: z.array(budgetSchema).max(50).readonly().default([]),
  /** Default model, fallbacks and own limits, by provider id. */
  routing: z.record(z.string().max(64), providerRoutingSchema).readonly().default({}),
  /** After how many days a key is old enough to be replaced; null never says so. */
  keyReminderDays: z.literal(keyReminderChoices).nullable().default(null),
  /** How often every provider is checked with a light request; null: never by itself. */
  probeMinutes: z.literal(probeMinuteChoices).nullable().default(null),
  /** A person is told when a provider goes down, and when it is back. */
  healthAlerts: z.boolean().default(true),
  /** Servers on this computer that were added are looked at while a window is seen. */
  watchesLocalServers: z.boolean().default(true),
  isWelcomeDone: z.boolean().default(false),
  /** What was sent and what came back is kept with each reply. */
  keepExchanges: z.boolean().default(true),
  debugLog: z.boolean().default(false),
});
export type Settings = z.infer<typeof settingsSchema>;

/** What a person can set: keys that can be pressed, for at most so many commands. */
const chosenKeysSchema = z
  .record(
    z.string().max(60),
    z
      .string()
      .max(40)
      .refine((text) => parseBinding(text) !== null)
      .nullable(),
  )
  .refine((chosen) => Object.keys(chosen).length <= 500)
  .readonly();

export const settingsPatchSchema = z.strictObject({
  theme: settingsSchema.shape.theme.unwrap().optional(),
  textSize: settingsSchema.shape.textSize.unwrap().optional(),
  motion: settingsSchema.shape.motion.unwrap().optional(),
  sendKey: settingsSchema.shape.sendKey.unwrap().optional(),
  isSidebarOpen: z.boolean().optional(),
  defaultModel: modelRefSchema.nullable().optional(),
  defaultPersonaId: personaIdSchema.nullable().optional(),
  favouriteModels: settingsSchema.shape.favouriteModels.unwrap().optional(),
  autoTitle: z.boolean().optional(),
  replyNotifications: settingsSchema.shape.replyNotifications.unwrap().optional(),
  trashDays: settingsSchema.shape.trashDays.unwrap().optional(),
  openFolders: settingsSchema.shape.openFolders.unwrap().optional(),
  shortcuts: chosenKeysSchema.optional(),
  isQuickKeyOn: z.boolean().optional(),
  quickKey: z
    .string()
    .max(40)
    .refine((text) => parseBinding(text) !== null)
    .optional(),
  cacheDays: settingsSchema.shape.cacheDays.unwrap().optional(),
  cacheMegabytes: settingsSchema.shape.cacheMegabytes.unwrap().optional(),
  auto: autoSettingsSchema.optional(),
  budgets: settingsSchema.shape.budgets.unwrap().optional(),
  routing: settingsSchema.shape.routing.unwrap().optional(),
  keyReminderDays: settingsSchema.shape.keyReminderDays.unwrap().optional(),
  probeMinutes: settingsSchema.shape.probeMinutes.unwrap().optional(),
  healthAlerts: z.boolean().optional(),
  watchesLocalServers: z.boolean().optional(),
  isWelcomeDone: z.boolean().optional(),
  keepExchanges: z.boolean().optional(),
  debugLog: z.boolean().optional(),
});
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;
