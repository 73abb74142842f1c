import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { damagedBackup } from './backup-error';

/** Makes frames of pieces, and pieces of frames that are what, where and in which file they were made. */
export interface FrameSeal {
  /** How many bytes a frame is longer than its piece. */
  readonly overhead: number;
  seal(index: number, isLast: boolean, piece: Uint8Array): Buffer;
  /** Throws AppError `backup.unreadable`. */
  open(index: number, isLast: boolean, frame: Buffer): Buffer;
}

/** 3 zero bytes, the number of the frame, 1 for the last one: never the same twice under one key. */
function nonceOf(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(index), 3);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

const tagBytes = 16;

/** AES-256-GCM; the header goes in as additional data. */
export function encryptedFrames(key: Buffer, headerSha256: Buffer): FrameSeal {
  return {
    overhead: tagBytes,
    seal: (index, isLast, piece) => {
      const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index, isLast), { authTagLength: tagBytes });
      cipher.setAAD(headerSha256);
      return Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
    },
    open: (index, isLast, frame) => {
      const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index, isLast), {
        authTagLength: tagBytes,
      });
      decipher.setAAD(headerSha256);
      decipher.setAuthTag(frame.subarray(frame.length - tagBytes));
      const piece = decipher.update(frame.subarray(0, frame.length - tagBytes));
      try {
        decipher.final();
      } catch {
        throw damagedBackup();
      }
      return piece;
    },
  };
}

const hashBytes = 32;

/** SHA-256 behind each piece: against accidents, not against somebody who writes a backup on purpose. */
export function plainFrames(headerSha256: Buffer): FrameSeal {
  const hashOf = (index: number, isLast: boolean, piece: Uint8Array): Buffer =>
    createHash('sha256').update(headerSha256).update(nonceOf(index, isLast)).update(piece).digest();
  return {
    overhead: hashBytes,
    seal: (index, isLast, piece) => Buffer.concat([piece, hashOf(index, isLast, piece)]),
    open: (index, isLast, frame) => {
      const piece = frame.subarray(0, frame.length - hashBytes);
      if (!hashOf(index, isLast, piece).equals(frame.subarray(frame.length - hashBytes)))
        throw damagedBackup();
      return piece;
    },
  };
}
