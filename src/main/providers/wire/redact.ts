const keyPatterns: readonly RegExp[] = [
  // Vendors' keys by their prefixes, also when a server has masked their middle with asterisks.
  /\b(?:sk|pk|rk|gsk|xai|r8|hf|ghp|gho|nvapi|pplx|tgp|csk|fw)[-_][\w*.-]{6,}/gi,
  /\bAIza[\w*-]{10,}/g,
  /\bAQ\.[\w*.-]{10,}/g,
  // JSON web tokens.
  /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g,
];
const headerPattern =
  /\b(bearer\s+|basic\s+|(?:authorization|proxy-authorization|x-api-key|x-goog-api-key|api[-_ ]?key|access[-_ ]?token|key|password|secret)["']?\s*[=:]\s*["']?(?:bearer\s+|basic\s+)?)([^\s"'&,;<>{}]{6,})/gi;
const userInfoPattern = /\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@]{1,200}@/gi;
// C0 and C1 controls but tab and newline, bidirectional controls, zero-width and line separators, the byte order mark.
const hiddenPattern =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Longest text of a provider that is kept, in characters. */
const redactedLength = 2000;

/**
 * What a stranger said, made fit to show, store and log: keys and credentials out, control and bidirectional
 * characters out, at most `limit` characters. Text that is a key by its shape is replaced, so nothing is lost but keys.
 */
export function redact(text: string, limit: number = redactedLength): string {
  // Cut first, with room for what is replaced: the patterns then never see a long text.
  let clean = text.slice(0, limit * 2).replace(hiddenPattern, '');
  for (const pattern of keyPatterns) clean = clean.replace(pattern, '[redacted]');
  clean = clean
    .replace(headerPattern, (_, name: string) => `${name}[redacted]`)
    .replace(userInfoPattern, (_, scheme: string) => `${scheme}[redacted]@`)
    .trim();
  return clean.length <= limit ? clean : `${clean.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
