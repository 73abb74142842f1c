import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { appOrigin } from './app-origin';

export interface AppFile {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly mediaType: string;
  /** Its name carries a hash of its contents. */
  readonly isImmutable: boolean;
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.json': 'application/json',
};

// Names as the build makes them. No percent sign, so nothing encoded is ever decoded; no segment begins with a dot.
const plainPath = /^(?:\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+$/;

/**
 * The file of the page that an address names, or null: another host, any name that the build would not make, what is not
 * there, and what a link leads out of the folder to. `root` is the folder of the built page.
 */
export async function findAppFile(root: string, url: string): Promise<AppFile | null> {
  if (!url.startsWith(`${appOrigin}/`)) return null;
  const path = url.slice(appOrigin.length).replace(/[?#].*$/s, '');
  const mediaType = mediaTypes[extname(path)];
  if (!plainPath.test(path) || mediaType === undefined) return null;
  // The page that draws diagrams is of another host.
  if (path.startsWith('/diagram/')) return null;
  try {
    const [base, file] = await Promise.all([realpath(root), realpath(join(root, path))]);
    if (!file.startsWith(base + sep)) return null;
    return { bytes: await readFile(file), mediaType, isImmutable: path.startsWith('/assets/') };
  } catch {
    return null;
  }
}
