import { z } from 'zod';
import { anything, count, flag, list, part, text, time } from '../source/lenient';

/** What is needed of a prompt that Google AI Studio keeps in Drive, as far as it is there. */

export const promptShape = z.object({
  id: text,
  runSettings: part(z.object({ model: text })),
  systemInstruction: part(z.object({ text, parts: list })),
  chunkedPrompt: part(z.object({ chunks: list })),
});

const inline = part(z.object({ mimeType: text, data: text }));

export const chunkShape = z.object({
  id: text,
  role: text,
  text,
  parts: list,
  isThought: flag,
  createTime: time,
  finishReason: text,
  errorMessage: text,
  tokenCount: count,
  inlineImage: inline,
  inlineFile: inline,
  driveImage: anything,
  driveDocument: anything,
  driveVideo: anything,
  driveAudio: anything,
  youtubeVideo: part(z.object({ id: text })),
  executableCode: part(z.object({ language: text, code: text })),
  codeExecutionResult: part(z.object({ output: text })),
});
export type Chunk = z.infer<typeof chunkShape>;

export const pieceShape = z.object({ text, thought: flag });
