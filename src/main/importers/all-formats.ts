import { chatgptFormat } from './chatgpt/format';
import type { ImportFormat } from './import-format';

/** Every kind of export that can come in. No two of them recognise the same file. */
export const allFormats: readonly ImportFormat[] = [chatgptFormat];
