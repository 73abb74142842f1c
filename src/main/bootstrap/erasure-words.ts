import type { ErasureEnd } from '#main/features/erasure/finish-erasure';

/** What a person is told of an erasure that had been cut off; null where there was none. */
export const erasureWords: Readonly<Record<ErasureEnd['kind'], string | null>> = {
  nothing: null,
  finished: 'An erasure had been cut off. It is finished now: nothing of it is left in this folder.',
  traces:
    'An erasure is not finished: traces of it may be left in this folder. Free some space on the disk; the next start tries again.',
  failed:
    'An erasure is not finished: what was to be gone may still be in this folder. The next start tries again.',
};
