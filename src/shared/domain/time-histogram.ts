/** Each bucket reaches a tenth further than the one before: what is read from it is right within 5 %. */
const growth = Math.log(1.1);
const lastBucket = 255;
const mostInBucket = 0xffff;
const entryBytes = 4;

export const timeKinds = ['connect', 'firstToken', 'total'] as const;
export type TimeKind = (typeof timeKinds)[number];

/** The bucket of a time in ms: bucket `b` holds what is above 1.1^(b-1) and at most 1.1^b. */
export const bucketOf = (ms: number): number =>
  ms <= 1 ? 0 : Math.min(lastBucket, Math.ceil(Math.log(ms) / growth - 1e-9));

const middleOf = (bucket: number): number => (bucket === 0 ? 1 : Math.exp((bucket - 0.5) * growth));

/** How often each time came, of one kind. */
export class TimeHistogram {
  readonly #counts = new Float64Array(lastBucket + 1);
  #total = 0;

  get total(): number {
    return this.#total;
  }

  add(bucket: number, count = 1): void {
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + count;
    this.#total += count;
  }

  addAll(other: TimeHistogram): void {
    if (other.#total === 0) return;
    for (let bucket = 0; bucket <= lastBucket; bucket += 1) {
      const count = other.#counts[bucket] ?? 0;
      if (count > 0) this.add(bucket, count);
    }
  }

  /** The time in ms that a share (0 to 1) of all is not above, within 5 %; null when there is none. */
  percentile(share: number): number | null {
    if (this.#total === 0) return null;
    const rank = Math.max(1, Math.ceil(share * this.#total - 1e-9));
    let seen = 0;
    for (const [bucket, count] of this.#counts.entries()) {
      seen += count;
      if (seen >= rank) return middleOf(bucket);
    }
    return middleOf(lastBucket);
  }
}

/**
 * The same for all kinds in few bytes, for a row of a database: four bytes an entry (kind, bucket, count as 16 bits, low
 * byte first); a count stops at 65,535. Returns a new array with one time added.
 */
export function addPacked(packed: Uint8Array, kind: TimeKind, ms: number): Uint8Array {
  const [kindAt, bucket] = [timeKinds.indexOf(kind), bucketOf(ms)];
  for (let at = 0; at + entryBytes <= packed.length; at += entryBytes) {
    if (packed[at] !== kindAt || packed[at + 1] !== bucket) continue;
    const next = packed.slice();
    const count = Math.min(mostInBucket, countAt(packed, at) + 1);
    next[at + 2] = count & 0xff;
    next[at + 3] = count >> 8;
    return next;
  }
  const next = new Uint8Array(packed.length + entryBytes);
  next.set(packed);
  next.set([kindAt, bucket, 1, 0], packed.length);
  return next;
}

/** Counts of all kinds while many times are added, to be packed at the end. */
export class PackedTimes {
  readonly #counts = new Uint32Array(timeKinds.length * (lastBucket + 1));

  add(kind: TimeKind, ms: number): void {
    const at = timeKinds.indexOf(kind) * (lastBucket + 1) + bucketOf(ms);
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
  }

  pack(): Uint8Array {
    const bytes: number[] = [];
    for (const [at, count] of this.#counts.entries()) {
      const most = Math.min(mostInBucket, count);
      if (count > 0)
        bytes.push(Math.floor(at / (lastBucket + 1)), at % (lastBucket + 1), most & 0xff, most >> 8);
    }
    return Uint8Array.from(bytes);
  }
}

const countAt = (packed: Uint8Array, at: number): number =>
  (packed[at + 2] ?? 0) + ((packed[at + 3] ?? 0) << 8);

/** Visits every entry; what is no entry is passed over. */
export function readPacked(
  packed: Uint8Array,
  visit: (kind: TimeKind, bucket: number, count: number) => void,
): void {
  for (let at = 0; at + entryBytes <= packed.length; at += entryBytes) {
    const kind = timeKinds[packed[at] ?? timeKinds.length];
    if (kind !== undefined) visit(kind, packed[at + 1] ?? 0, countAt(packed, at));
  }
}
