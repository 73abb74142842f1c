// How text is compared in search: without case, accents, compatibility forms, invisible characters and kinds of spaces.
// A text is folded cluster by cluster (a character and the marks behind it), so that a place in the folded text can be
// traced back to the place that it came from.

/** Characters that only colour or steer others: soft hyphen, zero widths, direction marks, variation selectors. */
const invisible =
  '\\u00ad\\u034f\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufe00-\\ufe0f\\ufeff';
/** Parts of a Korean syllable that follow its first, and the voicing of narrow kana: no marks, but they join what is before. */
const joining = '\\u1160-\\u11ff\\ud7b0-\\ud7fb\\uff9e\\uff9f';
/** Kana, common Han and whole Korean syllables fold to themselves. */
const settled = '\\u3041-\\u3096\\u30a1-\\u30fa\\u4e00-\\u9fff\\uac00-\\ud7a3';

/** What folds to something else, or may do: a character with what belongs to it, or one outside of ASCII. */
const clusterPattern = new RegExp(
  `[^\\p{M}${invisible}]?[\\p{M}${invisible}${joining}]+|[^\\u0000-\\u007f${settled}]`,
  'gu',
);
const invisiblePattern = new RegExp(`[${invisible}]`, 'gu');

/**
 * Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic. Not the vowel signs of Indic scripts and Thai, nor
 * the voicing of kana, nor the breve of й: they make other letters.
 */
const accents =
  /(?<![\u0418\u0438])\u0306|[\u0300-\u0305\u0307-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u0652\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]/gu;

/** Letters that Unicode does not take apart, and the typographic forms of what a keyboard has. */
const replacements: Readonly<Record<string, string>> = {
  ß: 'ss',
  ς: 'σ',
  ı: 'i',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ħ: 'h',
  æ: 'ae',
  œ: 'oe',
  '‘': "'",
  '’': "'",
  ʼ: "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '‐': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '−': '-',
};
const replacedPattern = new RegExp(`[${Object.keys(replacements).join('')}]`, 'gu');
const loneSurrogate = /[\ud800-\udfff]/gu;

function makeFolded(cluster: string): string {
  return cluster
    .replace(loneSurrogate, '\ufffd')
    .normalize('NFKD')
    .replace(invisiblePattern, '')
    .replace(accents, '')
    .toLowerCase()
    .replace(replacedPattern, (character) => replacements[character] ?? character)
    .normalize('NFC');
}

/** Clusters repeat; a hostile text has many, so what is remembered is bounded. */
const known = new Map<string, string>();
const maxKnown = 20_000;

function foldCluster(cluster: string): string {
  const found = known.get(cluster);
  if (found !== undefined) return found;
  const folded = makeFolded(cluster);
  if (known.size >= maxKnown) known.clear();
  known.set(cluster, folded);
  return folded;
}

const spaces = /[\s\u0000-\u001f\u007f-\u009f]+/g;
const ascii = /^[\u0000-\u007f]*$/;

/** The text as search compares it; runs of spaces and control characters become one space. */
export function foldText(text: string): string {
  const plain = ascii.test(text) ? text : text.replace(clusterPattern, foldCluster);
  return plain.toLowerCase().replace(spaces, ' ');
}

/** A folded text, and for each of its UTF-16 units the range of the original that it came from. */
export interface TracedText {
  readonly folded: string;
  /** Where in the original the unit begins; one more entry for the end. */
  readonly starts: Uint32Array;
  /** Where in the original its cluster ends. */
  readonly ends: Uint32Array;
}

const lowerAscii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code).toLowerCase());

const isSpaceCode = (code: number): boolean =>
  code <= 32 || (code >= 127 && (code <= 160 || /\s/.test(String.fromCharCode(code))));

/** The same for a text in which every character but a run of spaces stays one. */
function traceAscii(text: string): TracedText {
  const folded = foldText(text);
  const starts = new Uint32Array(folded.length + 1);
  const ends = new Uint32Array(folded.length);
  let unit = -1;
  let wasSpace = false;
  for (let at = 0; at < text.length; at += 1) {
    const isSpace = isSpaceCode(text.charCodeAt(at));
    if (!isSpace || !wasSpace) {
      unit += 1;
      starts[unit] = at;
    }
    ends[unit] = at + 1;
    wasSpace = isSpace;
  }
  starts[folded.length] = text.length;
  return { folded, starts, ends };
}

/** `foldText` with the way back; slower, for what is shown. */
export function traceText(text: string): TracedText {
  if (ascii.test(text)) return traceAscii(text);
  const units: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let wasSpace = false;
  const pushUnit = (unit: string, start: number, end: number): void => {
    const isSpace = isSpaceCode(unit.charCodeAt(0));
    if (isSpace && wasSpace) ends[ends.length - 1] = end;
    else {
      units.push(isSpace ? ' ' : unit);
      starts.push(start);
      ends.push(end);
    }
    wasSpace = isSpace;
  };
  let at = 0;
  const pushPlain = (until: number): void => {
    for (; at < until; at += 1) {
      pushUnit(lowerAscii[text.charCodeAt(at)] ?? text.charAt(at).toLowerCase(), at, at + 1);
    }
  };
  for (const { 0: cluster, index } of text.matchAll(clusterPattern)) {
    pushPlain(index);
    at = index + cluster.length;
    const folded = foldCluster(cluster).toLowerCase();
    for (let unit = 0; unit < folded.length; unit += 1) pushUnit(folded.charAt(unit), index, at);
  }
  pushPlain(text.length);
  starts.push(text.length);
  return { folded: units.join(''), starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) };
}

/** Scripts that put no spaces between words: any of their characters may begin what is looked for. */
const denseScript =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{sc=Bopomofo}\p{sc=Yi}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Tibetan}\p{sc=Javanese}\p{sc=Balinese}]/u;
const wordCharacter = /[\p{L}\p{N}\p{M}]/u;

const unknownKind = 0;
const dense = 1;
const letter = 2;
const kinds = new Uint8Array(0x10000);

function kindOf(code: number): number {
  const found = kinds[code] ?? unknownKind;
  if (found !== unknownKind) return found;
  const character = String.fromCodePoint(code);
  const kind = wordCharacter.test(character) && !denseScript.test(character) ? letter : dense;
  if (code < kinds.length) kinds[code] = kind;
  return kind;
}

/** Whether a character (as a code point) is a letter or digit of a script that puts spaces between words. */
export const isWordCode = (code: number): boolean => kindOf(code) === letter;
