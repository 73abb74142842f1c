/** A call that came over the bus, as much of it as a fake service needs. */
export interface BusCall {
  readonly serial: number;
  readonly sender: string;
  readonly member: string;
  /** A call, and not an answer or a signal. */
  readonly isCall: boolean;
  readonly body: Buffer;
}

const padded = (length: number, to: number): number => Math.ceil(length / to) * to;

/** Writes values as the D-Bus specification has them on the wire (little endian). */
export class BusWriter {
  #bytes = Buffer.alloc(0);

  get bytes(): Buffer {
    return this.#bytes;
  }

  align(to: number): this {
    return this.#add(Buffer.alloc(padded(this.#bytes.length, to) - this.#bytes.length));
  }

  byte(value: number): this {
    return this.#add(Buffer.from([value]));
  }

  number(value: number): this {
    this.align(4);
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return this.#add(bytes);
  }

  /** A string or the path of an object. */
  text(value: string): this {
    return this.number(Buffer.byteLength(value)).#add(Buffer.from(`${value}\0`));
  }

  signature(value: string): this {
    return this.byte(value.length).#add(Buffer.from(`${value}\0`));
  }

  blob(value: Buffer): this {
    return this.number(value.length).#add(value);
  }

  /** `to`: what the type of the items is aligned to. The length does not count the bytes in front of the first. */
  array(to: number, write: (writer: BusWriter) => void): this {
    this.number(0);
    const lengthAt = this.#bytes.length - 4;
    this.align(to);
    const start = this.#bytes.length;
    write(this);
    this.#bytes.writeUInt32LE(this.#bytes.length - start, lengthAt);
    return this;
  }

  #add(more: Buffer): this {
    this.#bytes = Buffer.concat([this.#bytes, more]);
    return this;
  }
}

/** Type 1: a call, 2: its answer, 3: an error. `fields`: number of the field, its type and its value. */
export function busMessage(
  type: 1 | 2 | 3,
  serial: number,
  fields: readonly (readonly [field: number, type: 's' | 'o' | 'g' | 'u', value: string | number])[],
  body: Buffer = Buffer.alloc(0),
): Buffer {
  const writer = new BusWriter().byte(0x6c).byte(type).byte(0).byte(1).number(body.length).number(serial);
  writer.array(8, (inner) => {
    for (const [field, kind, value] of fields) {
      inner.align(8).byte(field).signature(kind);
      if (typeof value === 'number') inner.number(value);
      else if (kind === 'g') inner.signature(value);
      else inner.text(value);
    }
  });
  return Buffer.concat([writer.align(8).bytes, body]);
}

/** Takes the first whole message off the bytes; null while there is none. */
export function takeBusMessage(bytes: Buffer): { readonly call: BusCall; readonly rest: Buffer } | null {
  if (bytes.length < 16) return null;
  const fieldsEnd = 16 + bytes.readUInt32LE(12);
  const start = padded(fieldsEnd, 8);
  const end = start + bytes.readUInt32LE(4);
  if (bytes.length < end) return null;
  const texts = new Map<number, string>();
  for (let at = 16; at < fieldsEnd;) {
    at = padded(at, 8);
    const [field = 0, , kind = 0] = bytes.subarray(at);
    at += 4;
    const isText = kind === 0x73 || kind === 0x6f;
    const length = isText ? bytes.readUInt32LE(at) : (bytes[at] ?? 0);
    if (isText) texts.set(field, bytes.toString('utf8', at + 4, at + 4 + length));
    // A number takes four bytes; a signature its length in one byte, itself and a zero.
    at += isText ? 5 + length : kind === 0x67 ? 2 + length : 4;
  }
  return {
    call: {
      serial: bytes.readUInt32LE(8),
      sender: texts.get(7) ?? '',
      member: texts.get(3) ?? '',
      isCall: bytes[1] === 1,
      body: bytes.subarray(start, end),
    },
    rest: bytes.subarray(end),
  };
}
