import { z } from 'zod';
import { conversationIdSchema, personaIdSchema } from '../domain/ids';
import { erasureWord } from '../domain/erasure-word';
import {
  holdSchema,
  holdTargetSchema,
  retentionPreviewSchema,
  retentionRuleSchema,
  retentionStateSchema,
  type RetentionRule,
} from '../domain/retention';
import { nothing, route } from './route';

const count = z.number().int();

const haveOwnIds = (rules: readonly RetentionRule[]): boolean =>
  new Set(rules.map(({ id }) => id)).size === rules.length;

/** What an erasure took, and where something may be left. */
const erasedSchema = z.strictObject({
  conversations: count,
  messages: count,
  files: count,
  snapshotsRewritten: count,
  snapshotsRemoved: count,
  isCompacted: z.boolean(),
  /** Places outside of the data folder that are known to hold copies. */
  remains: z.array(z.string()).readonly(),
});

/** Deletion that leaves nothing, and what keeps deletion away. There is no way back from an erasure. */
export const erasureRoutes = {
  /** What everything is, and where copies are that an erasure does not reach. */
  'erasure.about': route(
    nothing,
    z.strictObject({
      conversations: count,
      messages: count,
      personas: count,
      files: count,
      remains: z.array(z.string()).readonly(),
    }),
  ),
  'erasure.conversation': route(z.strictObject({ conversationId: conversationIdSchema }), erasedSchema),
  'erasure.persona': route(z.strictObject({ personaId: personaIdSchema }), erasedSchema),
  /** Asks where the receipt goes, and restarts: the next start erases before it does anything else. False: no place was chosen. */
  'erasure.everything': route(z.strictObject({ word: z.literal(erasureWord) }), z.boolean()),

  'retention.read': route(
    nothing,
    z.strictObject({
      rules: z.array(retentionRuleSchema).readonly(),
      /** Rules that are not as they were saved: they do nothing. */
      damaged: count,
      holds: z.array(holdSchema).readonly(),
      state: retentionStateSchema,
    }),
  ),
  'retention.preview': route(retentionRuleSchema, retentionPreviewSchema),
  /** All rules, in their order; each has an id of its own. */
  'retention.save': route(
    z.strictObject({ rules: z.array(retentionRuleSchema).max(100).refine(haveOwnIds).readonly() }),
    nothing,
  ),
  /** Runs them, also where they would take much: a person has seen what. */
  'retention.run': route(nothing, retentionStateSchema),
  'hold.set': route(z.strictObject({ target: holdTargetSchema, isHeld: z.boolean() }), nothing),
};
