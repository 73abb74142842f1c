import { appError, type AppErrorData } from '#shared/errors/app-error';
import type { ProviderState, TurnOutcome } from '#shared/domain/stream-part';
import type { TokenUsage } from '#shared/domain/usage';
import {
  countAt,
  isObject,
  listAt,
  objectAt,
  parseEventJson,
  stringAt,
  type JsonObject,
} from '../wire/event-json';
import { createPartWriter, type PartWriter } from '../wire/part-writer';
import { redact } from '../wire/redact';
import type { StreamMapper } from '../wire/stream-mapper';
import { toStreamError } from './to-app-error';

/** Kinds of provider state: a thought signature as received; the second is of an empty part that was itself a thought. */
export const signatureState = 'google.signature';
export const thoughtSignatureState = 'google.thought';

/**
 * Chunks of `streamGenerateContent`. There is no sentinel: the chunk with a finish reason, or with the reason why the
 * prompt was blocked, is the last one. Source: the vendor's API reference and troubleshooting page.
 */
export function createMapper(): StreamMapper {
  const writer = createPartWriter();
  const noticed = new Set<string>();
  const notice: Notice = (code, text) => {
    if (noticed.has(code)) return;
    noticed.add(code);
    writer.say({ type: 'notice', code, text });
  };
  let verdict: Verdict | null = null;
  let hasIntroduced = false;
  return {
    event(event) {
      // Some gateways end every stream in the manner of another vendor.
      if (event.data === '[DONE]') return [];
      const chunk = parseEventJson(event.data);
      if (isObject(chunk) && chunk['error'] !== undefined) {
        writer.finish('error', toStreamError(chunk));
        return writer.take();
      }
      if (!hasIntroduced) hasIntroduced = introduce(chunk, writer);
      const candidate = firstCandidate(chunk);
      for (const part of listAt(objectAt(candidate, 'content'), 'parts')) readPart(part, writer, notice);
      tellUsage(objectAt(chunk, 'usageMetadata'), writer);
      verdict = verdictOf(chunk, candidate, writer.hasContent, notice) ?? verdict;
      return writer.take();
    },
    end() {
      writer.finish(...(verdict ?? (['truncated'] as const)));
      return writer.take();
    },
    get isEnded() {
      return verdict !== null;
    },
  };
}

type Notice = (code: string, text: string) => void;
type Verdict = readonly [outcome: TurnOutcome, error?: AppErrorData];

function introduce(chunk: unknown, writer: PartWriter): boolean {
  const modelId = stringAt(chunk, 'modelVersion');
  const requestId = stringAt(chunk, 'responseId');
  if (modelId === null && requestId === null) return false;
  writer.say({ type: 'answered-by', modelId, requestId });
  return true;
}

/** One answer is asked for; the index is left out when it is 0. */
const firstCandidate = (chunk: unknown): unknown =>
  listAt(chunk, 'candidates').find((candidate) => (countAt(candidate, 'index') ?? 0) === 0);

function readPart(part: unknown, writer: PartWriter, notice: Notice): void {
  const text = stringAt(part, 'text');
  const isThought = isObject(part) && part['thought'] === true;
  const signature = stringAt(part, 'thoughtSignature');
  const state = signature === null || signature === '' ? null : { kind: signatureState, data: signature };
  if (text !== null) {
    writeText(isThought ? 'thinking' : 'text', text, state, writer);
    return;
  }
  const media = objectAt(part, 'inlineData');
  const mediaType = stringAt(media, 'mimeType') ?? '';
  if (mediaType.startsWith('image/')) {
    // Sketches drawn while thinking are not part of the answer.
    if (!isThought) writer.image(mediaType, stringAt(media, 'data') ?? '', state);
  } else if (isObject(part) && 'functionCall' in part) {
    notice('provider.tool-call', 'The model asked for a tool, which Parley did not offer.');
  } else if (state !== null) {
    writeText(isThought ? 'thinking' : 'text', '', state, writer);
  } else {
    notice('provider.unknown-part', 'A part of the answer cannot be shown.');
  }
}

/** A signature belongs to the part that it came with: that part is never joined with its neighbours. */
function writeText(
  kind: 'text' | 'thinking',
  text: string,
  state: ProviderState | null,
  writer: PartWriter,
): void {
  if (state === null) {
    writer.write(kind, text);
  } else if (text === '') {
    writer.opaque(kind === 'text' ? state : { ...state, kind: thoughtSignatureState });
  } else {
    writer.start(kind);
    writer.write(kind, text);
    writer.close(state);
  }
}

/** Tokens of pictures, where the counts are told by what they are of. */
function picturesIn(metadata: JsonObject, name: string): number | null {
  const details = listAt(metadata, name);
  if (details.length === 0) return null;
  const ofPictures = details.find((entry) => stringAt(entry, 'modality') === 'IMAGE');
  return ofPictures === undefined ? 0 : countAt(ofPictures, 'tokenCount');
}

/** Counts are cumulative. Thinking is counted beside the answer, what tools returned beside the prompt. */
function tellUsage(metadata: JsonObject, writer: PartWriter): void {
  const reasoning = countAt(metadata, 'thoughtsTokenCount');
  const usage: TokenUsage = {
    input: sum(countAt(metadata, 'promptTokenCount'), countAt(metadata, 'toolUsePromptTokenCount')),
    output: sum(countAt(metadata, 'candidatesTokenCount'), reasoning),
    cachedInput: countAt(metadata, 'cachedContentTokenCount'),
    cacheWrite: null,
    reasoning,
    imageInput: picturesIn(metadata, 'promptTokensDetails'),
    imageOutput: picturesIn(metadata, 'candidatesTokensDetails'),
  };
  if (usage.input !== null || usage.output !== null) writer.say({ type: 'usage', usage });
}

const sum = (a: number | null, b: number | null): number | null =>
  a === null && b === null ? null : (a ?? 0) + (b ?? 0);

/** Null until the answer has ended. */
function verdictOf(chunk: unknown, candidate: unknown, hasContent: boolean, notice: Notice): Verdict | null {
  const blockReason = stringAt(objectAt(chunk, 'promptFeedback'), 'blockReason');
  if (blockReason !== null) return ['filtered', blockedPrompt(blockReason)];
  const reason = stringAt(candidate, 'finishReason');
  if (reason === null || reason === '') return null;
  if (reason === 'MAX_TOKENS') return hasContent ? ['length'] : ['length', spentOnThinking];
  const known = Object.hasOwn(finishes, reason) ? finishes[reason] : undefined;
  if (known === undefined) {
    notice(
      'provider.unknown-stop',
      `The model stopped for a reason unknown to Parley: ${redact(reason, 60)}.`,
    );
    return ['complete'];
  }
  const [outcome, code, sentence, detail] = known;
  if (code === null) return [outcome];
  const told = redact(stringAt(candidate, 'finishMessage') ?? '', 500);
  return [
    outcome,
    appError(code, told === '' ? sentence : `${sentence} ${told}`, {
      providerCode: reason,
      ...(detail === undefined ? {} : { reason: detail }),
    }),
  ];
}

type Finish =
  | readonly [outcome: 'complete' | 'paused', code: null]
  | readonly [
      outcome: 'filtered' | 'error',
      code: AppErrorData['code'],
      sentence: string,
      reason?: NonNullable<AppErrorData['reason']>,
    ];

const withheld = (what: string): Finish => [
  'filtered',
  'content-filtered',
  `Google withheld the answer: ${what}.`,
  'output',
];
const confused: Finish = [
  'error',
  'protocol',
  'The model produced an answer that cannot be read.',
  'malformed',
];
const unexplained: Finish = ['error', 'server', 'Google ended the answer without saying why.'];

const finishes: Readonly<Record<string, Finish>> = {
  STOP: ['complete', null],
  CONTINUATION: ['paused', null],
  SAFETY: withheld('its safety filter objected'),
  BLOCKLIST: withheld('it contains a term from a blocklist'),
  PROHIBITED_CONTENT: withheld('its content is prohibited'),
  SPII: withheld('it may contain sensitive personal data'),
  RECITATION: withheld('it is too close to text that exists'),
  LANGUAGE: withheld('its language is not supported'),
  IMAGE_SAFETY: withheld('the safety filter objected to the image'),
  IMAGE_PROHIBITED_CONTENT: withheld('the content of the image is prohibited'),
  IMAGE_RECITATION: withheld('the image is too close to one that exists'),
  MALFORMED_FUNCTION_CALL: confused,
  MALFORMED_RESPONSE: confused,
  MISSING_THOUGHT_SIGNATURE: confused,
  UNEXPECTED_TOOL_CALL: ['error', 'protocol', 'The model called a tool that was not offered.', 'malformed'],
  TOO_MANY_TOOL_CALLS: ['error', 'protocol', 'The model called tools without end.', 'malformed'],
  OTHER: unexplained,
  IMAGE_OTHER: unexplained,
  NO_IMAGE: ['error', 'server', 'The model was to draw an image and drew none.'],
};

const spentOnThinking = appError(
  'length',
  'The model used up its length limit while it was thinking, and no answer was left. Allow more output, or ask for less.',
);

const blockSentences: Readonly<Record<string, string>> = {
  SAFETY: 'its safety filter objected',
  BLOCKLIST: 'it contains a term from a blocklist',
  PROHIBITED_CONTENT: 'its content is prohibited',
  IMAGE_SAFETY: 'the safety filter objected to an image',
  MODEL_ARMOR: 'a filter of your organisation objected',
  JAILBREAK: 'it looks like an attempt to get around the rules',
};

function blockedPrompt(blockReason: string): AppErrorData {
  const why = Object.hasOwn(blockSentences, blockReason) ? blockSentences[blockReason] : undefined;
  return appError(
    'content-filtered',
    why === undefined ? 'Google blocked the question.' : `Google blocked the question: ${why}.`,
    { reason: 'prompt', providerCode: redact(blockReason, 200) },
  );
}
