/** Enough of a text to find its first words in; what follows is not looked at. */
export const lookedCharacters = 4_000;

/** Invisible characters that reorder, hide or join text. The joiners of emoji and of Persian stay. */
const invisible =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;

/** Combining marks piled on one letter, beyond what any script writes. */
const piledMarks = /(\p{M}{4})\p{M}+/gu;

/** A text on one line without controls and invisible characters, at most `limit` characters as a person counts them. */
export const plainLine = (text: string, limit: number): string =>
  shorten(oneLine(text.slice(0, lookedCharacters)), limit);

const oneLine = (text: string): string =>
  text
    .replace(/\p{Cs}/gu, '')
    .replace(invisible, '')
    .replace(piledMarks, '$1')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .trim();

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** One character may be joined from thousands: the code units have a limit as well. */
const unitsPerCharacter = 10;

function shorten(text: string, limit: number): string {
  const line = text.slice(0, limit * unitsPerCharacter).replace(/\p{Cs}$/u, '');
  let cut = '';
  let count = 0;
  for (const { segment, index } of graphemes.segment(line)) {
    count += 1;
    if (count <= limit - 1) cut = line.slice(0, index) + segment;
    if (count > limit) return `${atWord(cut)}…`;
  }
  return line;
}

/** Ends at a word when that costs little. */
function atWord(cut: string): string {
  const space = cut.lastIndexOf(' ');
  return (space > cut.length * 0.7 ? cut.slice(0, space) : cut).trimEnd();
}
