import { appError } from '#shared/errors/app-error';
import { AppError } from '#shared/errors/app-error';

/** Of one part of a document, and of all that are read, in bytes when unpacked. */
const mostBytes = 64 * 1024 * 1024;
const mostBytesInAll = 160 * 1024 * 1024;
const mostEntries = 20_000;
/** Text is packed to a twentieth, rarely to less: what grows more is made to do harm. */
const mostGrowth = 300;
const smallBytes = 1024 * 1024;

export const tooComplex = (): AppError =>
  new AppError(
    appError(
      'attachment.too-complex',
      'This file takes too much to read. Attach a smaller part of it, or its text.',
    ),
  );
export const damaged = (): AppError =>
  new AppError(
    appError(
      'attachment.damaged',
      'This file is damaged. Save it anew in its own program, then attach that.',
    ),
  );

/** A packed document: its parts by name, unpacked when they are asked for. */
export interface Package {
  readonly names: readonly string[];
  /** As text; empty when there is no such part. Throws `attachment.too-complex`, `attachment.damaged`. */
  read(name: string): string;
}

/** Reads a zip; what it says of its sizes is believed only as a bound. Throws `attachment.too-complex`, `attachment.damaged`. */
export async function openPackage(bytes: Uint8Array): Promise<Package> {
  const { unzipSync } = await import('fflate');
  const names: string[] = [];
  let total = 0;
  const unzip: typeof unzipSync = (data, options) => {
    try {
      return unzipSync(data, options);
    } catch (error) {
      throw error instanceof AppError ? error : damaged();
    }
  };
  unzip(bytes, {
    filter({ name }) {
      if (names.push(name) > mostEntries) throw tooComplex();
      return false;
    },
  });
  return {
    names,
    read(wanted) {
      const found = unzip(bytes, {
        filter({ name, size, originalSize }) {
          if (name !== wanted) return false;
          total += originalSize;
          const growth = originalSize / Math.max(1, size);
          const isBomb = originalSize > smallBytes && growth > mostGrowth;
          if (isBomb || originalSize > mostBytes || total > mostBytesInAll) throw tooComplex();
          return true;
        },
      });
      const content = found[wanted];
      return content === undefined ? '' : new TextDecoder().decode(content);
    },
  };
}
