import { aiStudioFormat } from './ai-studio/format';
import { chatboxFormat } from './chatbox/format';
import { chatgptFormat } from './chatgpt/format';
import { cherryStudioFormat } from './cherry-studio/format';
import { claudeFormat } from './claude/format';
import { geminiFormat } from './gemini/format';
import type { ImportFormat } from './import-format';
import { librechatFormat } from './librechat/format';
import { openWebuiFormat } from './open-webui/format';
import { parleyFormatReader } from './parley/format';

/** Every kind of export that can come in. No two of them recognise the same file. */
export const allFormats: readonly ImportFormat[] = [
  parleyFormatReader,
  chatgptFormat,
  claudeFormat,
  geminiFormat,
  aiStudioFormat,
  librechatFormat,
  openWebuiFormat,
  chatboxFormat,
  cherryStudioFormat,
];
