import { z } from 'zod';
import { autoChoices, autoConditions, autoPools } from './auto-model';
import { modelRefSchema } from './model';

/** What is chosen when: the first rule that fits counts. Models that a message does not fit are never chosen. */
export const autoRuleSchema = z.strictObject({
  /** `images`: there are some in what is sent; `long`: more than `tokens` are sent. */
  when: z.enum(autoConditions),
  tokens: z.number().int().min(1).max(10_000_000).nullable(),
  /** `first`: in the order of the pool; or this model, when it fits. */
  choose: z.union([z.enum(autoChoices), modelRefSchema]),
});
export type AutoRule = z.infer<typeof autoRuleSchema>;

export const autoSettingsSchema = z.strictObject({
  /** What is chosen from; `defaults`: the default model of each provider. Favourites fall back to them when there are none. */
  pool: z.enum(autoPools),
  rules: z.array(autoRuleSchema).max(20).readonly(),
});
export type AutoSettings = z.infer<typeof autoSettingsSchema>;

export const defaultAuto: AutoSettings = {
  pool: 'favourites',
  rules: [
    { when: 'images', tokens: null, choose: 'cheapest' },
    { when: 'long', tokens: 100_000, choose: 'cheapest' },
    { when: 'always', tokens: null, choose: 'first' },
  ],
};
