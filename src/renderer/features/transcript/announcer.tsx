import { useEffect, useState } from 'react';
import { announceReplies } from './announcements';
import { useTranscriptStore } from './transcript-context';

/** The live region of the transcript. */
export function Announcer() {
  const { store } = useTranscriptStore();
  const [text, setText] = useState('');
  useEffect(() => announceReplies(store, setText), [store]);
  return (
    <p role="status" className="sr-only">
      {text}
    </p>
  );
}
