export interface SafeLink {
  readonly href: string;
  /** The address a browser would really open: punycode host, no user name in front, no invisible characters. */
  readonly title: string;
}

interface ParsedUrl {
  readonly protocol: string;
  readonly href: string;
  username: string;
  password: string;
}

/** The same parser in a window and in the main process; their types are kept out of what both load. */
const { URL: UrlParser } = globalThis as unknown as { readonly URL: new (text: string) => ParsedUrl };

const controls = /[\u0000-\u0020\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

/** The link that may be shown for an address in a reply, or null: only absolute http, https and mailto. */
export function safeLink(address: string): SafeLink | null {
  if (address.length > 2000 || controls.test(address)) return null;
  if (!/^(?:https?:\/\/|mailto:)/i.test(address)) return null;
  let url: ParsedUrl;
  try {
    url = new UrlParser(address);
  } catch {
    return null;
  }
  if (url.protocol === 'mailto:') return { href: url.href, title: url.href };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  // A user name before the host only serves to look like another host.
  url.username = '';
  url.password = '';
  return { href: url.href, title: url.href };
}

/** Direction overrides make a text read as another; they are left out of what names a link. */
export const withoutBidiControls = (text: string): string =>
  text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
