/** What a file is, by its bytes. */
export type DocumentKind =
  | 'pdf'
  | 'zip'
  /** Word, Excel or PowerPoint of before 2007, or a newer one behind a password. */
  | 'compound'
  | 'picture'
  | 'sound-or-film'
  | 'archive'
  | 'program'
  | 'unknown';

const latin = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

const beginnings: readonly (readonly [start: string, kind: DocumentKind])[] = [
  ['PK\x03\x04', 'zip'],
  ['PK\x05\x06', 'zip'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'compound'],
  ['II*\0', 'picture'],
  ['MM\0*', 'picture'],
  ['BM', 'picture'],
  ['8BPS', 'picture'],
  ['\0\0\x01\0', 'picture'],
  ['\xff\x0a', 'picture'],
  ['ID3', 'sound-or-film'],
  ['OggS', 'sound-or-film'],
  ['fLaC', 'sound-or-film'],
  ['RIFF', 'sound-or-film'],
  ['\x1aE\xdf\xa3', 'sound-or-film'],
  ['\x1f\x8b', 'archive'],
  ['7z\xbc\xaf\x27\x1c', 'archive'],
  ['Rar!', 'archive'],
  ['BZh', 'archive'],
  ['\xfd7zXZ\0', 'archive'],
  ['(\xb5/\xfd', 'archive'],
  ['\x7fELF', 'program'],
  ['MZ', 'program'],
  ['\xcf\xfa\xed\xfe', 'program'],
  ['\xca\xfe\xba\xbe', 'program'],
  ['\0asm', 'program'],
];

const pictureBrands = /^(heic|heix|hevc|mif1|msf1|avif|avis)$/;

/** Tells documents and what is no text apart; `unknown` may be text. */
export function documentKindOf(bytes: Uint8Array): DocumentKind {
  // Programs that write PDF may put something before its head.
  if (latin(bytes, 0, 1_024).includes('%PDF-')) return 'pdf';
  if (latin(bytes, 4, 8) === 'ftyp')
    return pictureBrands.test(latin(bytes, 8, 12)) ? 'picture' : 'sound-or-film';
  const head = latin(bytes, 0, 8);
  const found = beginnings.find(([start]) => head.startsWith(start));
  // Two letters are little: a text may begin with them as well.
  if (found === undefined || (found[0].length === 2 && !/[\0-\x08]/.test(latin(bytes, 0, 64))))
    return 'unknown';
  return found[1];
}
