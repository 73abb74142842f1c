import type { ConversationId } from '#shared/domain/ids';
import type { Hold, HoldTarget, RetentionPreview, RetentionRule } from '#shared/domain/retention';

/** What a run of the rules would do now. */
export interface RetentionDue {
  /** To the trash. */
  readonly trash: readonly ConversationId[];
  /** Long enough in the trash, by a rule that erases. */
  readonly erase: readonly ConversationId[];
  /** On hold: they stay where they are. */
  readonly held: number;
  /** All conversations that are not in the trash. */
  readonly all: number;
}

/** Rules that empty by themselves, and holds that nothing passes. Throws AppError `storage.*`. */
export interface RetentionRepository {
  /** A rule that was changed outside of Parley is not among them: it deletes nothing. */
  listRules(): readonly RetentionRule[];
  countDamagedRules(): number;
  saveRules(rules: readonly RetentionRule[]): void;
  preview(rule: RetentionRule, now: number): RetentionPreview;
  findDue(now: number): RetentionDue;
  listHolds(): readonly Hold[];
  /** False when it was so already. */
  setHold(target: HoldTarget, isHeld: boolean): boolean;
  /** The newest time that stands in the database: a clock that is before it was set back. */
  newestTime(): number;
}
