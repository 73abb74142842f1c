export interface ElementLimits {
  /** Of one element, in bytes: what fits in one string with room to spare. */
  readonly mostBytes: number;
  /** Levels within one element. */
  readonly mostDepth: number;
}

export interface ElementScan {
  /** The elements that end in this piece. */
  take(piece: Uint8Array): readonly string[];
  /** What was begun and did not end; null when there is nothing. */
  end(): string | null;
  /** Elements beyond the limits so far. */
  skipped(): number;
}

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];

/** `[` or `{`, and `]` or `}`. */
const opens = (byte: number): boolean => byte === 0x5b || byte === 0x7b;
const closes = (byte: number): boolean => byte === 0x5d || byte === 0x7d;

/** The bytes of one element as they come; beyond the limits only their number. */
function createElement({ mostBytes }: ElementLimits) {
  let [held, size, isTooDeep]: [Buffer[], number, boolean] = [[], 0, false];
  const isOver = (): boolean => isTooDeep || size > mostBytes;
  return {
    add: (slice: Uint8Array): void => {
      size += slice.length;
      if (isOver()) held = [];
      // Copied: whoever gives the bytes may use their memory again.
      else if (slice.length > 0) held.push(Buffer.from(slice));
    },
    tooDeep: (): void => {
      isTooDeep = true;
      held = [];
    },
    /** Null when it is beyond the limits; empty for nothing but space. */
    finish: (): string | null => {
      const text = isOver() ? null : Buffer.concat(held).toString('utf8').trim();
      [held, size, isTooDeep] = [[], 0, false];
      return text;
    },
  };
}

/** Finds where the wanted list begins. UTF-8 never has a byte of JSON's own signs within another character. */
function createSearch(within: string | null) {
  const wanted = within === null ? null : Buffer.from(JSON.stringify(within));
  let [depth, isInString, isEscaped, isWanted]: [number, boolean, boolean, boolean] = [
    0,
    false,
    false,
    false,
  ];
  let key: number[] = [];
  /** Whether this byte opens the list. */
  return (byte: number): boolean => {
    if (isInString) {
      if (depth === 1 && wanted !== null && key.length <= wanted.length) key.push(byte);
      if (isEscaped) isEscaped = false;
      else if (byte === backslash) isEscaped = true;
      else if (byte === quote) isInString = false;
    } else if (byte === quote) {
      isInString = true;
      key = [byte];
    } else if (byte === colon && depth === 1) {
      isWanted = wanted?.equals(Buffer.from(key)) ?? false;
    } else if (opens(byte)) {
      if (byte === 0x5b && (wanted === null ? depth === 0 : depth === 1 && isWanted)) return true;
      depth += 1;
      isWanted = false;
    } else if (closes(byte)) {
      depth -= 1;
    } else if (byte === comma) {
      isWanted = false;
    }
    return false;
  };
}

/** Splits the list of a JSON text into the texts of its elements. */
export function createElementScan(limits: ElementLimits, within: string | null): ElementScan {
  const opensList = createSearch(within);
  const element = createElement(limits);
  let place: 'before' | 'within' | 'after' = 'before';
  let [depth, isInString, isEscaped, skipped]: [number, boolean, boolean, number] = [0, false, false, 0];

  const finish = (found: string[]): void => {
    const text = element.finish();
    if (text === null) skipped += 1;
    else if (text !== '') found.push(text);
  };
  /** Where the list begins in a piece; its length when it does not. */
  const skipTo = (piece: Uint8Array): number => {
    for (let index = 0; index < piece.length; index += 1) {
      if (!opensList(piece[index] ?? 0)) continue;
      place = 'within';
      return index + 1;
    }
    return piece.length;
  };
  return {
    take: (piece) => {
      const found: string[] = [];
      let from = place === 'before' ? skipTo(piece) : 0;
      for (let index = from; place === 'within' && index < piece.length; index += 1) {
        const byte = piece[index] ?? 0;
        if (isInString) {
          if (isEscaped) isEscaped = false;
          else if (byte === backslash) isEscaped = true;
          else if (byte === quote) isInString = false;
        } else if (byte === quote) {
          isInString = true;
        } else if (opens(byte)) {
          depth += 1;
          if (depth === limits.mostDepth) element.tooDeep();
        } else if (closes(byte) || (byte === comma && depth === 0)) {
          if (depth > 0) depth -= 1;
          else {
            element.add(piece.subarray(from, index));
            finish(found);
            from = index + 1;
            if (byte !== comma) place = 'after';
          }
        }
      }
      if (place === 'within') element.add(piece.subarray(from));
      return found;
    },
    end: () => {
      const rest: string[] = [];
      if (place === 'within') finish(rest);
      return rest[0] ?? null;
    },
    skipped: () => skipped,
  };
}
