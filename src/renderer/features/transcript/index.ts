export { Transcript } from './transcript';
export { TranscriptProvider, useTranscript, useTranscriptActions } from './transcript-context';
export { TranscriptHostContext, type TranscriptHost } from './transcript-host';
export type { FirstChoice } from './transcript-state';
export { createTranscriptStore, type TranscriptStore } from './transcript-store';
