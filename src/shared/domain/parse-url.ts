/** What is used of an address; without the schemas, so that windows can load it. */
export interface ParsedUrl {
  readonly protocol: string;
  readonly origin: string;
  readonly username: string;
  readonly password: string;
  readonly host: string;
  readonly hostname: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
}

/** The WHATWG parser is in Node and in windows alike, but in neither's types here. */
const { URL: UrlParser } = globalThis as unknown as { readonly URL: new (text: string) => ParsedUrl };

/** Scheme, host and port of an address; null when it is none. */
export const originOf = (address: string): string | null => parseUrl(address)?.origin ?? null;

/** Null when it is none. */
export function parseUrl(text: string): ParsedUrl | null {
  try {
    const url = new UrlParser(text);
    return url.hostname === '' && url.protocol.startsWith('http') ? null : url;
  } catch {
    return null;
  }
}
