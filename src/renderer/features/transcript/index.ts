export { Markdown } from './markdown/markdown';
export { MarkdownHostContext, type MarkdownHost } from './markdown/markdown-context';
export { Transcript } from './transcript';
export {
  TranscriptProvider,
  useTranscript,
  useTranscriptActions,
  useTranscriptStore,
} from './transcript-context';
export type { FileOfMessage, ImageOfMessage } from './file-parts';
export { TranscriptHostContext, type TranscriptHost } from './transcript-host';
export type { FirstChoice } from './transcript-state';
export { createTranscriptStore, type TranscriptStore } from './transcript-store';
