import type { ImportNote } from '../import-format';

/** What may be missing from an import, in the words of one and of many. */
const gaps = {
  picture: ['1 picture is not in the export.', 'pictures are not in the export.'],
  file: ['1 file is not in the export.', 'files are not in the export.'],
  recording: ['1 recording is not in the export.', 'recordings are not in the export.'],
  video: ['1 video is not in the export.', 'videos are not in the export.'],
  part: ['1 part is of a kind that is not known.', 'parts are of a kind that is not known.'],
  answer: ['1 answer is not in the export.', 'answers are not in the export.'],
  message: ['1 message could not be read.', 'messages could not be read.'],
} as const;

type Gap = keyof typeof gaps;

/** Collects what could not come with a conversation; each thing is said once, and counted. */
export interface Notes {
  count(gap: Gap): void;
  /** A sentence of its own. */
  say(sentence: string): void;
  list(): readonly ImportNote[];
}

export function createNotes(): Notes {
  const counts = new Map<Gap, number>();
  const sentences = new Set<string>();
  return {
    count: (gap) => void counts.set(gap, (counts.get(gap) ?? 0) + 1),
    say: (sentence) => void sentences.add(sentence),
    list: () => [
      ...[...counts].map(([gap, count]) => {
        const [one, many] = gaps[gap];
        return count === 1 ? one : `${String(count)} ${many}`;
      }),
      ...sentences,
    ],
  };
}
