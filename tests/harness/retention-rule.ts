import { v7 } from 'uuid';
import type { RetentionRule } from '#shared/domain/retention';

/** A rule that takes what nobody touched for 90 days, wherever it is. */
export const ruleOf = (rule: Partial<RetentionRule> = {}): RetentionRule => ({
  id: v7(),
  folderId: null,
  personaId: null,
  days: 90,
  eraseDays: null,
  ...rule,
});
