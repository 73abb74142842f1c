import './file-chip.css';
import { FileText, X } from 'lucide-react';
import { useState } from 'react';

interface FileChipProps {
  readonly name: string;
  /** One line of what is known of it. */
  readonly facts: string;
  /** Address of a small picture; null shows the sign of a document. */
  readonly thumbnail: string | null;
  readonly onOpen?: () => void;
  readonly onRemove?: () => void;
  /** It is being worked on; the words say what happens. */
  readonly busyLabel?: string;
}

/** A file as a small card. Delete or Backspace on it takes it away. */
export function FileChip({ name, facts, thumbnail, onOpen, onRemove, busyLabel }: FileChipProps) {
  const content = (
    <>
      {busyLabel === undefined ? <Sign thumbnail={thumbnail} /> : <Busy label={busyLabel} />}
      <span className="file-chip-text">
        <span className="file-chip-name" dir="auto">
          {name}
        </span>
        <span className="file-chip-facts">{facts}</span>
      </span>
    </>
  );
  return (
    <span className="file-chip">
      {onOpen === undefined ? (
        <span className="file-chip-main">{content}</span>
      ) : (
        <button
          type="button"
          data-chip
          className="file-chip-main"
          title={name}
          onClick={onOpen}
          onKeyDown={(event) => {
            if (onRemove === undefined || (event.key !== 'Delete' && event.key !== 'Backspace')) return;
            event.preventDefault();
            onRemove();
          }}
        >
          {content}
        </button>
      )}
      {onRemove !== undefined && (
        <button type="button" className="file-chip-remove" aria-label={`Remove ${name}`} onClick={onRemove}>
          <X size={13} aria-hidden />
        </button>
      )}
    </span>
  );
}

function Sign({ thumbnail }: { readonly thumbnail: string | null }) {
  const [isBroken, setBroken] = useState(false);
  return (
    <span className="file-chip-sign" aria-hidden>
      {thumbnail === null || isBroken ? (
        <FileText size={18} />
      ) : (
        <img src={thumbnail} alt="" decoding="async" onError={() => setBroken(true)} />
      )}
    </span>
  );
}

function Busy({ label }: { readonly label: string }) {
  return (
    <span className="file-chip-sign" role="progressbar" aria-label={label}>
      <span className="turning size-4 rounded-full border-2 border-line border-t-accent" aria-hidden />
    </span>
  );
}
