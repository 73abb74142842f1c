import type { ProviderServer, ReceivedRequest } from '../fakes/provider-server/provider-server';
import { eventStream, jsonReply, pause, write, type Reply, type Step } from '../fakes/provider-server/reply';
import { scriptedText, vendorNames, vendorStreams, type VendorStream } from './vendor-streams';

/** How an answer comes: `characters` in pieces of `piece`, `everyMs` apart (0: all at once). */
export interface Pace {
  readonly characters: number;
  readonly piece: number;
  readonly everyMs: number;
}

/** A steady model, a fast one, a slow one, and a burst that is larger than any step of saving. */
const paces: readonly Pace[] = [
  { characters: 2_500, piece: 30, everyMs: 4 },
  { characters: 9_000, piece: 200, everyMs: 4 },
  { characters: 400, piece: 8, everyMs: 40 },
  { characters: 20_000, piece: 5_000, everyMs: 1 },
];

export function replyOf(vendor: VendorStream, pace: Pace): Reply {
  const piecesOf = (characters: number, frame: (text: string) => string): Step[] => {
    const steps: Step[] = [];
    for (let at = 0; at < characters; at += pace.piece) {
      steps.push(write(frame(scriptedText.slice(at, Math.min(at + pace.piece, characters)))));
      if (pace.everyMs > 0) steps.push(pause(pace.everyMs));
    }
    return steps;
  };
  return eventStream(
    '',
    ...vendor.head.map((piece) => write(piece)),
    ...(vendor.thought === null ? [] : piecesOf(pace.characters / 5, vendor.thought)),
    ...vendor.middle.map((piece) => write(piece)),
    ...piecesOf(pace.characters, vendor.text),
    ...vendor.end.map((piece) => write(piece)),
  );
}

export const vendorAsked = (request: Pick<ReceivedRequest, 'path'>): VendorStream | null =>
  vendorNames.map((name) => vendorStreams[name]).find((vendor) => vendor.isAsked(request)) ?? null;

/** Answers every request of all four vendors, each time at another pace. */
export function answerAll(server: ProviderServer, random: () => number): void {
  server.otherwise((request) => {
    const vendor = vendorAsked(request);
    if (vendor === null) return jsonReply(404, { error: { message: 'There is no such page.' } });
    const pace = paces[Math.floor(random() * paces.length)] ?? { characters: 100, piece: 10, everyMs: 1 };
    return replyOf(vendor, pace);
  });
}
