import { createContext, useContext, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { TranscriptActions, TranscriptState } from './transcript-state';
import type { TranscriptStore } from './transcript-store';

const TranscriptContext = createContext<TranscriptStore | null>(null);

interface TranscriptProviderProps {
  readonly transcript: TranscriptStore;
  readonly children: ReactNode;
}

export function TranscriptProvider({ transcript, children }: TranscriptProviderProps) {
  return <TranscriptContext value={transcript}>{children}</TranscriptContext>;
}

export function useTranscriptStore(): TranscriptStore {
  const transcript = useContext(TranscriptContext);
  if (transcript === null) throw new Error('No transcript above this component');
  return transcript;
}

export const useTranscript = <T,>(select: (state: TranscriptState) => T): T =>
  useStore(useTranscriptStore().store, select);

export const useTranscriptActions = (): TranscriptActions => useTranscriptStore().actions;
