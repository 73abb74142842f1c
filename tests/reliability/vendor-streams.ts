import type { ReceivedRequest } from '../fakes/provider-server/provider-server';

/** The four protocols, as a loopback server writes them: pieces of text in, pieces of a body out. */
export interface VendorStream {
  /** `provider/model` as a person names it; the provider is built in, or the compatible server of the environment. */
  readonly model: string;
  /** Whether this request asks this vendor for a stream. */
  readonly isAsked: (request: Pick<ReceivedRequest, 'path'>) => boolean;
  readonly head: readonly string[];
  readonly thought: ((text: string) => string) | null;
  /** Between the thought and the text. */
  readonly middle: readonly string[];
  readonly text: (text: string) => string;
  readonly end: readonly string[];
}

const data = (value: object, event?: string): string =>
  `${event === undefined ? '' : `event: ${event}\n`}data: ${JSON.stringify(value)}\n\n`;
const named = (type: string, rest: object): string => data({ type, ...rest }, type);
const chunk = (delta: object, finish: string | null = null): string =>
  data({ id: 'c1', model: 'echo', choices: [{ index: 0, delta, finish_reason: finish }] });
const candidate = (parts: readonly object[], rest: object = {}): string =>
  data({
    candidates: [{ content: { parts, role: 'model' }, index: 0, ...rest }],
    modelVersion: 'gemini-echo',
  });

const openai: VendorStream = {
  model: 'openai/gpt-echo',
  isAsked: ({ path }) => path.startsWith('/v1/responses'),
  head: [named('response.created', { response: { id: 'r1', model: 'gpt-echo' } })],
  thought: (delta) =>
    named('response.reasoning_summary_text.delta', { output_index: 0, summary_index: 0, delta }),
  middle: [],
  text: (delta) => named('response.output_text.delta', { output_index: 1, content_index: 0, delta }),
  end: [
    named('response.completed', {
      response: { id: 'r1', model: 'gpt-echo', usage: { input_tokens: 9, output_tokens: 99 } },
    }),
  ],
};

const anthropic: VendorStream = {
  model: 'anthropic/claude-echo',
  isAsked: ({ path }) => path.startsWith('/v1/messages'),
  head: [
    named('message_start', {
      message: { id: 'm1', model: 'claude-echo', content: [], usage: { input_tokens: 9, output_tokens: 1 } },
    }),
    named('content_block_start', {
      index: 0,
      content_block: { type: 'thinking', thinking: '', signature: '' },
    }),
  ],
  thought: (thinking) =>
    named('content_block_delta', { index: 0, delta: { type: 'thinking_delta', thinking } }),
  middle: [
    named('content_block_delta', { index: 0, delta: { type: 'signature_delta', signature: 'c2lnbmVk' } }),
    named('content_block_stop', { index: 0 }),
    named('content_block_start', { index: 1, content_block: { type: 'text', text: '' } }),
  ],
  text: (text) => named('content_block_delta', { index: 1, delta: { type: 'text_delta', text } }),
  end: [
    named('content_block_stop', { index: 1 }),
    named('message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 99 } }),
    named('message_stop', {}),
  ],
};

const google: VendorStream = {
  model: 'google/gemini-echo',
  isAsked: ({ path }) => path.includes(':streamGenerateContent'),
  head: [],
  thought: (text) => candidate([{ text, thought: true }]),
  middle: [],
  text: (text) => candidate([{ text }]),
  end: [candidate([{ text: '' }], { finishReason: 'STOP' })],
};

const compatible: VendorStream = {
  model: 'echo/echo',
  isAsked: ({ path }) => path.startsWith('/v1/chat/completions'),
  head: [chunk({ role: 'assistant', content: '' })],
  thought: null,
  middle: [],
  text: (content) => chunk({ content }),
  end: [chunk({}, 'stop'), 'data: [DONE]\n\n'],
};

export const vendorStreams = { openai, anthropic, google, compatible } as const;
export type VendorName = keyof typeof vendorStreams;
export const vendorNames = [
  'openai',
  'anthropic',
  'google',
  'compatible',
] as const satisfies readonly VendorName[];

/** Addresses and keys of all four on one loopback server, as the environment gives them. */
export const environmentOf = (origin: string): Readonly<Record<string, string>> => ({
  OPENAI_API_KEY: 'sk-planted-openai-000000000000',
  OPENAI_BASE_URL: `${origin}/v1`,
  ANTHROPIC_API_KEY: 'sk-ant-planted-000000000000',
  ANTHROPIC_BASE_URL: origin,
  GEMINI_API_KEY: 'AIzaPlanted000000000000',
  GEMINI_BASE_URL: origin,
  PARLEY_COMPATIBLE_BASE_URL: `${origin}/v1`,
  PARLEY_COMPATIBLE_NAME: 'echo',
  PARLEY_COMPATIBLE_API_KEY: 'sk-planted-echo-000000000000',
});

/** Words that tell their place: any prefix of any part can be recognised. Not ASCII alone, so that bytes and characters differ. */
export function wordsFrom(position: number, length: number): string {
  let text = '';
  for (let at = position; text.length < length; at += 1) text += `w${at}é `;
  return text;
}

/** All that any part of any scripted answer may hold is a prefix of this. */
export const scriptedText = wordsFrom(0, 400_000);
