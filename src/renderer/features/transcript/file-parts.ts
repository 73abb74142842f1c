import type { Part } from '#shared/domain/part';

export type ImageOfMessage = Extract<Part, { type: 'image' }>;
export type FileOfMessage = Extract<Part, { type: 'file' }>;
