import { isAppPage } from './app-origin';

/** Knows when the first page has got the files that it cannot begin without. */
export interface FirstPage {
  /** A file was answered with these bytes; those of the page name the others. */
  answered(url: string, bytes: unknown): void;
  readonly served: Promise<void>;
}

/** Whatever the page does, nobody waits longer than that. */
const limitMs = 1_000;

/**
 * The process that serves the page is busy for a quarter of a second while it loads the engine. A page that has its files
 * before spends that time on them; one that has not waits, and begins after.
 */
export function createFirstPage(): FirstPage {
  let resolve = (): void => undefined;
  const served = new Promise<void>((settle) => (resolve = settle));
  setTimeout(resolve, limitMs).unref();
  let wanted: Set<string> | null = null;
  return {
    served,
    answered(url, bytes) {
      if (isAppPage(url) && Buffer.isBuffer(bytes)) wanted ??= new Set(listFiles(bytes.toString()));
      wanted?.delete(url.slice(url.lastIndexOf('/') + 1));
      if (wanted?.size === 0) resolve();
    },
  };
}

/** Scripts and styles that a built page names, without their folder. */
const listFiles = (html: string): readonly string[] =>
  [...html.matchAll(/(?:src|href)="[^"]*\/([^"/]+\.(?:js|css))"/g)].flatMap(([, name]) => name ?? []);
