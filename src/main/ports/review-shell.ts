import type { ReviewStatus } from '#shared/domain/review';

/** What windows may ask of reviews; made by the shell, called by thin handlers. */
export interface ReviewShell {
  /** Null where nothing is reviewed. */
  status(): ReviewStatus | null;
  unlock(passphrase: string): void;
  /** Starts a review in a process of its own, after asking of what. False: the person chose nothing. */
  open(what: 'history' | 'file' | 'folder', windowId: number): Promise<boolean>;
}
