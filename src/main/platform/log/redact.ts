/** Replaces what must never be read in a log: keys, headers that carry them, passwords in addresses, the home folder. */
export interface Redactor {
  (text: string): string;
  /** From now on this exact value never appears; values under eight characters would hide ordinary words and are ignored. */
  readonly learn: (secret: string) => void;
}

const mark = '[redacted]';

/** Keys by their shape, wherever they stand. No repetition below stands before another that takes the same characters: linear. */
const keyShapes = [
  /\bsk-[A-Za-z0-9_-]{6,}/g,
  /\bAIza[\w-]{10,}/g,
  /\bAQ\.[\w.-]{16,}/g,
  /\b(?:gsk|xai|hf|pplx|r8|nvapi|fw|key|csk|tgp|glpat|gh[opusr]|github_pat)[_-][A-Za-z0-9_-]{12,}/g,
  /\beyJ[\w-]{4,}\.[\w-]{4,}(?:\.[\w-]*)?/g,
  /\bAKIA[A-Z0-9]{12,}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
];

const headerNames =
  'authorization|proxy-authorization|x-api-key|x-goog-api-key|api-key|cookie|set-cookie|x-auth-token|x-amz-security-token|openai-organization';
/** `name: value`, `"name":"value"`, `name=value`, up to the end of the value; a scheme such as Bearer belongs to it. */
const header = new RegExp(
  String.raw`(["']?\b(?:${headerNames})["']?\s*[:=]\s*)(?:"[^"]*"?|'[^']*'?|\[[^\]]*\]?|(?:(?:bearer|basic|digest|token)\s+)?[^\s,;"'}\]]+)`,
  'gi',
);
const scheme = /\b(bearer|basic)\s+[A-Za-z0-9+/=_.~-]{8,}/gi;
const namedSecret =
  /(["']?\b[\w-]{0,40}(?:api[_-]?key|apikey|secret|password|passwd|passphrase|access[_-]?token|refresh[_-]?token|client[_-]?secret)["']?\s*[:=]\s*)(?:"[^"]*"?|'[^']*'?|[^\s,;&"'}\]]+)/gi;
const queryKey =
  /([?&;](?:key|api[_-]?key|apikey|token|access_token|auth|sig|signature|secret|password|code|x-amz-signature|x-goog-signature)=)[^&#\s"']+/gi;
const userInfo = /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#@"']{1,500}@/gi;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Every way in which a home folder is written: as it is, with the other slash, doubled in JSON, encoded in an address. */
function homePattern(home: string): RegExp | null {
  if (home.length < 3) return null;
  const forward = home.replaceAll('\\', '/');
  const forms = [home, forward, home.replaceAll('\\', '\\\\'), encodeURI(forward), encodeURIComponent(home)];
  return new RegExp(
    `(?:${[...new Set(forms)].map(escaped).join('|')})(?![\\w-])`,
    process.platform === 'win32' ? 'gi' : 'g',
  );
}

export function createRedactor(home: string): Redactor {
  const homes = homePattern(home);
  const known = new Set<string>();
  const redact = (text: string): string => {
    let clean = text;
    for (const secret of known) clean = clean.replaceAll(secret, mark);
    clean = clean
      .replace(header, `$1${mark}`)
      .replace(scheme, `$1 ${mark}`)
      .replace(namedSecret, `$1${mark}`)
      .replace(queryKey, `$1${mark}`)
      .replace(userInfo, `$1${mark}@`);
    for (const shape of keyShapes) clean = clean.replace(shape, mark);
    return homes === null ? clean : clean.replace(homes, '~');
  };
  const learn = (secret: string): void => {
    const value = secret.trim();
    if (value.length < 8) return;
    known.add(value);
    known.add(encodeURIComponent(value));
    known.add(JSON.stringify(value).slice(1, -1));
    known.add(Buffer.from(value).toString('base64'));
  };
  return Object.assign(redact, { learn });
}

const secretField =
  /(?:^|[a-z_-])(?:key|token|secret|password|passphrase|authorization|cookie)$|^(?:key|token|secret)/i;

/** Text of a field whose name says that it holds a secret. Counts (`tokens: 512`) are numbers and stay. */
export const isSecretField = (name: string): boolean => secretField.test(name);
