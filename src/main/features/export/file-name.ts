import { plainLine } from '#shared/domain/plain-line';

/** Names of devices on Windows, with any ending. */
const devices = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;

/** Leaves room below the 255 bytes that file systems take for a number and an ending. */
const mostBytes = 180;
const mostCharacters = 100;

/** A file name made from a title that every system takes: no path in it, no device, no dot or space at its ends. */
export function fileNameFor(title: string, ending: string): string {
  const bare = plainLine(title.normalize('NFC'), mostCharacters)
    .replace(/[/\\:|]+/g, '-')
    .replace(/[<>"?*]+/g, '')
    .replace(/\.{2,}/g, '')
    .replace(/-{2,}/g, '-')
    .replace(/\s+/g, ' ');
  const name = trimEnds(withinBytes(trimEnds(bare)));
  if (name === '') return `Conversation.${ending}`;
  return `${devices.test(name) ? '_' : ''}${name}.${ending}`;
}

const trimEnds = (name: string): string => name.replace(/^[\s.\-~]+|[\s.\-]+$/g, '');

function withinBytes(name: string): string {
  let kept = '';
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name)) {
    if (Buffer.byteLength(kept + segment) > mostBytes) break;
    kept += segment;
  }
  return kept;
}

/** Names for the files of one folder: no two are the same on a disk that knows no case. */
export function createFileNames(ending: string): (title: string) => string {
  const taken = new Map<string, number>();
  const keyOf = (name: string): string => name.normalize('NFC').toLowerCase();
  return (title) => {
    const plain = fileNameFor(title, ending);
    const base = plain.slice(0, -ending.length - 1);
    let name = plain;
    for (let number = (taken.get(keyOf(plain)) ?? 0) + 1; taken.has(keyOf(name)); number += 1) {
      name = `${base} (${number}).${ending}`;
      taken.set(keyOf(plain), number);
    }
    taken.set(keyOf(name), 1);
    return name;
  };
}
