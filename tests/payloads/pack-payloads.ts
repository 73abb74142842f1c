import { parseMarkdown } from '../../src/shared/markdown/block-stream';
import type { Payload } from './payload';

const maxPack = 1_200;

/** What stands between two payloads of one reply. */
const gap = '\n\n';

/** Whether what follows would become a part of it: a fence, a comment, a formula that is never closed. */
function isOpenEnded({ text }: Payload): boolean {
  const last = parseMarkdown(`${text}${gap}after`).at(-1);
  if (last?.type !== 'paragraph') return true;
  return !last.children.some((child) => child.type === 'text' && child.text === 'after');
}

/** Of two definitions of one reference the first counts: they may not stand in one reply. */
const referencesOf = ({ text }: Payload): readonly string[] =>
  [...text.matchAll(/^\[([^\]]+)\]:/gm)].flatMap(([, name]) => (name === undefined ? [] : [name]));

/** Replies that hold many payloads, each one as it would be read alone. Those that swallow what follows end theirs. */
export function packPayloads(payloads: readonly Payload[]): readonly string[] {
  const open = payloads.filter(isOpenEnded);
  const closed = payloads.filter((payload) => !open.includes(payload));
  const packs: Pack[] = [];
  for (const payload of closed) {
    const references = referencesOf(payload);
    const pack = packs.find(
      (candidate) =>
        candidate.size + payload.text.length < maxPack &&
        !references.some((name) => candidate.references.has(name)),
    );
    add(pack ?? newPack(packs), payload, references);
  }
  const ends = packs.filter(({ size }) => size < maxPack);
  for (const payload of open) add(ends.shift() ?? newPack(packs), payload, referencesOf(payload));
  return packs.map(({ texts }) => texts.join(gap));
}

interface Pack {
  readonly texts: string[];
  readonly references: Set<string>;
  size: number;
}

function newPack(packs: Pack[]): Pack {
  const pack: Pack = { texts: [], references: new Set(), size: 0 };
  packs.push(pack);
  return pack;
}

function add(pack: Pack, { text }: Payload, references: readonly string[]): void {
  pack.texts.push(text);
  pack.size += text.length + gap.length;
  for (const name of references) pack.references.add(name);
}
