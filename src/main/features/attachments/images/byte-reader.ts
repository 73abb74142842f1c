/** Numbers out of bytes; beyond the end everything is 0. */
export const readUint16 = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
export const readUint32 = (bytes: Uint8Array, at: number): number =>
  readUint16(bytes, at) * 0x1_0000 + readUint16(bytes, at + 2);
export const readUint16Little = (bytes: Uint8Array, at: number): number =>
  (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
export const readUint24Little = (bytes: Uint8Array, at: number): number =>
  readUint16Little(bytes, at) | ((bytes[at + 2] ?? 0) << 16);
export const readUint32Little = (bytes: Uint8Array, at: number): number =>
  readUint16Little(bytes, at) + readUint16Little(bytes, at + 2) * 0x1_0000;

/** Latin text of so many bytes. */
export const readAscii = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, Math.min(at + length, at + 64)));

/** Joins pieces to one array. */
export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}
