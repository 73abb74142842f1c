import { FileArchive, FolderOpen } from 'lucide-react';
import { Button } from '../../ui/button';
import type { ImportActions } from './use-import';

const programs = [
  'ChatGPT',
  'Claude',
  'Gemini',
  'Google AI Studio',
  'LibreChat',
  'Open WebUI',
  'Chatbox',
  'Cherry Studio',
  'Parley',
];

/** Before anything was chosen. */
export function ImportStart({ actions }: { readonly actions: ImportActions }) {
  return (
    <div className="flex flex-col gap-4 overflow-y-auto p-4">
      <p>
        Choose the export that another program gave you, as you have it: a zip, the folder that was in it, or
        a single file. You see what is in it before anything is stored.
      </p>
      <ul aria-label="Programs that Parley reads" className="flex flex-wrap gap-1.5">
        {programs.map((name) => (
          <li key={name} className="rounded-full border border-line bg-panel px-2.5 py-0.5 text-[12px]">
            {name}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button look="primary" autoFocus className="h-9 px-4" onClick={() => actions.choose('file')}>
          <FileArchive size={15} aria-hidden />
          Choose file…
        </Button>
        <Button className="h-9 px-4" onClick={() => actions.choose('folder')}>
          <FolderOpen size={15} aria-hidden />
          Choose folder…
        </Button>
      </div>
      <p className="text-muted">
        It is read on this computer only: nothing is sent, nothing in it is run, and no keys or addresses are
        taken over. You can also drop it on a conversation.
      </p>
    </div>
  );
}
