import type { Content, GenerationConfig, Part } from '@google/genai';
import type { ChatRequest, RequestMessage, RequestPart } from '#main/ports/chat-provider';
import { factsOf } from './models';
import { signatureState, thoughtSignatureState } from './stream';

/** Body of `models/{model}:streamGenerateContent`. */
export interface GenerateContentBody {
  readonly contents: readonly Content[];
  readonly systemInstruction?: Content;
  readonly generationConfig?: GenerationConfig;
}

/** `withoutThoughts`: this model has refused to be asked for them. */
export function toRequest(request: ChatRequest, withoutThoughts = false): GenerateContentBody {
  const { takesInstructions } = factsOf(request.modelId);
  const contents = request.messages.flatMap(toContent);
  const generationConfig = toGenerationConfig(request, withoutThoughts);
  const config = Object.keys(generationConfig).length === 0 ? {} : { generationConfig };
  if (request.instructions === null) return { contents, ...config };
  const instructions: Part = { text: request.instructions };
  return takesInstructions
    ? { contents, systemInstruction: { parts: [instructions] }, ...config }
    : { contents: withFirstPart(contents, instructions), ...config };
}

function toGenerationConfig(request: ChatRequest, withoutThoughts: boolean): GenerationConfig {
  const thinks = !withoutThoughts && (request.supportsThinking ?? factsOf(request.modelId).thinks ?? false);
  return {
    ...(request.maxOutputTokens === null ? {} : { maxOutputTokens: request.maxOutputTokens }),
    ...(request.temperature === null ? {} : { temperature: request.temperature }),
    // How long to think is left to the model; models that cannot think refuse the member.
    ...(thinks ? { thinkingConfig: { includeThoughts: true } } : {}),
  };
}

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
