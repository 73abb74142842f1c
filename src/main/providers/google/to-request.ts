import type { Content, GenerationConfig, Part } from '@google/genai';
import { noThinking } from '#shared/domain/thinking';
import type { ChatRequest, RequestMessage, RequestPart } from '#main/ports/chat-provider';
import { carryImages } from '../wire/carry-images';
import { factsOf } from './models';
import { signatureState, thoughtSignatureState } from './stream';

/** The SDK's types name levels and modalities by enumerations of its own. */
type ThinkingConfig = Omit<NonNullable<GenerationConfig['thinkingConfig']>, 'thinkingLevel'> & {
  readonly thinkingLevel?: string;
};
type Config = Omit<GenerationConfig, 'thinkingConfig' | 'responseModalities'> & {
  readonly thinkingConfig?: ThinkingConfig;
  readonly responseModalities?: readonly string[];
};

/** Body of `models/{model}:streamGenerateContent`. */
export interface GenerateContentBody {
  readonly contents: readonly Content[];
  readonly systemInstruction?: Content;
  readonly generationConfig?: Config;
}

/** What a model may refuse to be asked for: a setting of its thinking, and its thoughts at all. */
export type LeftAside = 'nothing' | 'effort' | 'thoughts';

export function toRequest(request: ChatRequest, without: LeftAside = 'nothing'): GenerateContentBody {
  const { takesInstructions } = factsOf(request.modelId);
  const contents = carryImages(request.messages, isSigned).flatMap(toContent);
  const generationConfig = toGenerationConfig(request, without);
  const config = Object.keys(generationConfig).length === 0 ? {} : { generationConfig };
  if (request.instructions === null) return { contents, ...config };
  const instructions: Part = { text: request.instructions };
  return takesInstructions
    ? { contents, systemInstruction: { parts: [instructions] }, ...config }
    : { contents: withFirstPart(contents, instructions), ...config };
}

function toGenerationConfig(request: ChatRequest, without: LeftAside): Config {
  const thinks =
    without !== 'thoughts' && (request.supportsThinking ?? factsOf(request.modelId).thinks ?? false);
  const choice = without === 'nothing' ? request.thinkingEffort : null;
  return {
    ...(request.maxOutputTokens === null ? {} : { maxOutputTokens: request.maxOutputTokens }),
    ...(request.temperature === null ? {} : { temperature: request.temperature }),
    ...(factsOf(request.modelId).makesImages ? { responseModalities: ['TEXT', 'IMAGE'] } : {}),
    // Models that cannot think refuse the member.
    ...(thinks ? { thinkingConfig: thinkingConfig(choice) } : {}),
  };
}

/** A choice is a budget in tokens or a level; without one, how long to think is left to the model. */
function thinkingConfig(choice: string | null): ThinkingConfig {
  if (choice === null) return { includeThoughts: true };
  if (choice === noThinking) return { thinkingBudget: 0 };
  return /^\d+$/.test(choice)
    ? { includeThoughts: true, thinkingBudget: Number(choice) }
    : { includeThoughts: true, thinkingLevel: choice.toUpperCase() };
}

/** Gemini takes an image back in an answer only with the signature that it gave it. */
const isSigned = (part: RequestPart): boolean => signatureOf(part) !== null;

/** A message without anything to say is left out: the vendor refuses empty ones. */
function toContent(message: RequestMessage): Content[] {
  const parts = message.parts.flatMap(toPart);
  return parts.length === 0 ? [] : [{ role: message.role === 'assistant' ? 'model' : 'user', parts }];
}

/** A signature goes back on the very part that it came with. */
function toPart(part: RequestPart): Part[] {
  const signature = signatureOf(part);
  switch (part.type) {
    case 'text':
      return part.text === '' && signature === null ? [] : [{ text: part.text, ...signature }];
    case 'thinking':
      // Thoughts without a signature, and those of other vendors, mean nothing to a model.
      return signature === null ? [] : [{ text: part.text, thought: true, ...signature }];
    case 'opaque':
      if (signature === null) return [];
      return [
        { text: '', ...(part.state.kind === thoughtSignatureState && { thought: true }), ...signature },
      ];
    case 'image':
      return [{ inlineData: { mimeType: part.mediaType, data: part.base64 }, ...signature }];
  }
}

function signatureOf({ state }: RequestPart): Pick<Part, 'thoughtSignature'> | null {
  return state?.kind === signatureState || state?.kind === thoughtSignatureState
    ? { thoughtSignature: state.data }
    : null;
}

function withFirstPart(contents: readonly Content[], part: Part): readonly Content[] {
  const [first, ...rest] = contents;
  if (first?.role !== 'user') return [{ role: 'user', parts: [part] }, ...contents];
  return [{ role: 'user', parts: [part, ...(first.parts ?? [])] }, ...rest];
}
