import { hash } from 'node:crypto';
import type { AuditVerdict } from '#shared/domain/audit';

/** An entry as it is stored. */
export interface StoredAuditEntry {
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  readonly facts: string;
  readonly previous: string;
  readonly hash: string;
}

/** The last entry, as it is kept outside of the database. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

/** JSON with its names in order, so that the same facts have the same hash. Facts are flat. */
export const canonicalFacts = (facts: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(facts).sort(([one], [two]) => (one < two ? -1 : 1))));

/** SHA-256 (hex) over all that an entry says and the hash of the one before. */
export const hashEntry = (entry: Omit<StoredAuditEntry, 'hash'>): string =>
  hash('sha256', JSON.stringify([entry.seq, entry.at, entry.kind, entry.facts, entry.previous]));

type Broken = Extract<AuditVerdict, { isWhole: false }>;
type Found = Pick<Broken, 'seq' | 'reason' | 'sentence'>;

const span = (first: number, last: number): string =>
  first === last ? `Entry ${first} is` : `Entries ${first} to ${last} are`;

/** Looks at entries in their order, one by one; the first that is not as it was written ends it. */
export interface ChainCheck {
  /** False: it is broken here, nothing after it says anything. */
  take(entry: StoredAuditEntry): boolean;
  end(head: AuditHead | null): AuditVerdict;
}

/** `longest`: the last number that an entry may have had, for one that stands in the place of another. */
export function checkChain(longest: number): ChainCheck {
  let last: AuditHead = { seq: 0, hash: '' };
  let broken: Found | null = null;
  let noted: Found | null = null;
  let headHash: string | null = null;
  let headSeq: number | null = null;
  const hashes = new Map<number, string>();

  return {
    take(entry) {
      if (broken !== null) return false;
      broken = judge(entry, last, longest);
      if (broken !== null) return false;
      last = entry;
      hashes.set(entry.seq, entry.hash);
      if (noted === null && entry.kind === 'log.broken') noted = notedAt(entry);
      return true;
    },
    end(head) {
      headSeq = head?.seq ?? null;
      headHash = head?.hash ?? null;
      const found = broken ?? noted ?? judgeHead(last, headSeq, headHash, hashes);
      if (found !== null) return { isWhole: false, entries: last.seq, ...found };
      return { isWhole: true, entries: last.seq, headHash: last.seq === 0 ? null : last.hash };
    },
  };
}

function judge(entry: StoredAuditEntry, last: AuditHead, longest: number): Found | null {
  const expected = last.seq + 1;
  if (entry.seq !== expected) {
    const sentence = `${span(expected, entry.seq - 1)} not there: removed.`;
    return { seq: expected, reason: 'removed', sentence };
  }
  if (hashEntry(entry) !== entry.hash) {
    const from = findOwnPlace(entry, longest);
    return from === null
      ? {
          seq: entry.seq,
          reason: 'changed',
          sentence: `Entry ${entry.seq} is not as it was written: changed.`,
        }
      : {
          seq: entry.seq,
          reason: 'moved',
          sentence: `In the place of entry ${entry.seq} stands what was entry ${from}: the order was changed.`,
        };
  }
  if (entry.previous === last.hash) return null;
  return {
    seq: entry.seq,
    reason: 'changed',
    sentence: `Entry ${entry.seq} does not follow the entry before it: one of them was replaced.`,
  };
}

/** The number with which this entry would be as it was written. */
function findOwnPlace(entry: StoredAuditEntry, longest: number): number | null {
  for (let seq = 1; seq <= longest; seq += 1) if (hashEntry({ ...entry, seq }) === entry.hash) return seq;
  return null;
}

function judgeHead(
  last: AuditHead,
  seq: number | null,
  headHash: string | null,
  hashes: ReadonlyMap<number, string>,
): Found | null {
  if (seq === null) {
    // A kill may come between the very first entry and its note.
    return last.seq <= 1
      ? null
      : {
          seq: last.seq + 1,
          reason: 'head-missing',
          sentence: `The file audit-head.json is not there, so entries after ${last.seq} could have been cut off unseen.`,
        };
  }
  if (seq > last.seq) {
    return {
      seq: last.seq + 1,
      reason: 'cut-off',
      sentence: `${span(last.seq + 1, seq)} not there: the end was cut off.`,
    };
  }
  // Behind is how a kill between an entry and its note leaves it.
  if (hashes.get(seq) === headHash) return null;
  return {
    seq,
    reason: 'differs',
    sentence: `Entry ${seq} is not the one that audit-head.json knows: the log was written anew.`,
  };
}

function notedAt({ seq, facts }: StoredAuditEntry): Found {
  return {
    seq,
    reason: 'noted',
    sentence: `Entry ${seq} says that the log was broken when it was written: ${facts}`,
  };
}
