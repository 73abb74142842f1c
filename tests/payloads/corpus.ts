import { diagramPayloads } from './diagram-payloads';
import { htmlPayloads } from './html-payloads';
import { linkPayloads } from './link-payloads';
import type { Payload, Trap } from './payload';
import { textPayloads } from './text-payloads';

/** Everything of which model text is made that tries to run, navigate, fetch, open, cover or imitate something. */
export const payloadCorpus = (trap: Trap): readonly Payload[] => [
  ...htmlPayloads(trap),
  ...linkPayloads(trap),
  ...textPayloads(trap),
  ...diagramPayloads(trap),
];
