import './files.css';
import { Copy, CornerDownLeft, Download } from 'lucide-react';
import { useContext, useEffect, useState, type CSSProperties } from 'react';
import { mediaUrl } from '../../lib/media-url';
import { IconButton } from '../../ui/icon-button';
import type { ImageOfMessage } from './file-parts';
import { TranscriptHostContext } from './transcript-host';

type Sized = CSSProperties & Readonly<Record<`--${string}`, string | number>>;

interface ImagePartProps {
  readonly image: ImageOfMessage;
  /** What is shown is a sketch: the model still works on it. */
  readonly isLive?: boolean;
}

/** An image of a message. Its place is there before its bytes are, so that nothing jumps when they come. */
export function ImagePart({ image, isLive = false }: ImagePartProps) {
  const { viewImage } = useContext(TranscriptHostContext);
  const { sha256, name, width, height } = image;
  const [broken, setBroken] = useState<string | null>(null);
  const shown = useDecoded(sha256);
  const label = name ?? 'Image';
  if (broken === sha256) return <MissingFile name={label} isImage />;
  const size: Sized =
    width === null || height === null
      ? {}
      : { '--image-width': `${width}px`, '--image-ratio': width / height };
  return (
    <figure className="image-part" data-sized={width !== null || undefined} style={size}>
      <button
        type="button"
        className="image-part-open"
        aria-label={`Open ${name === null ? 'the image' : name}`}
        disabled={isLive}
        onClick={() => viewImage(image)}
      >
        <img
          src={mediaUrl(shown)}
          alt={label}
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={() => setBroken(shown)}
        />
      </button>
      {isLive ? (
        <figcaption className="image-part-live" role="note">
          Still being drawn
        </figcaption>
      ) : (
        <ImageActions image={image} />
      )}
    </figure>
  );
}

function ImageActions({ image }: { readonly image: ImageOfMessage }) {
  const { saveFile, copyImage, reuseImage } = useContext(TranscriptHostContext);
  return (
    <div className="image-part-actions">
      <IconButton label="Use in next message" onClick={() => reuseImage(image)}>
        <CornerDownLeft size={14} aria-hidden />
      </IconButton>
      <IconButton label="Copy image" onClick={() => copyImage(image)}>
        <Copy size={14} aria-hidden />
      </IconButton>
      <IconButton label="Save image…" onClick={() => saveFile(image)}>
        <Download size={14} aria-hidden />
      </IconButton>
    </div>
  );
}

/** The image before stays in sight until the next one can be painted: sketches follow each other without a gap. */
function useDecoded(sha256: string): string {
  const [shown, setShown] = useState(sha256);
  useEffect(() => {
    if (shown === sha256) return undefined;
    let isGone = false;
    const show = (): void => {
      if (!isGone) setShown(sha256);
    };
    const next = new Image();
    next.src = mediaUrl(sha256);
    next.decode().then(show, show);
    return () => {
      isGone = true;
    };
  }, [shown, sha256]);
  return shown;
}

interface MissingFileProps {
  readonly name: string;
  readonly isImage: boolean;
}

/** In the place of what cannot be shown. */
function MissingFile({ name, isImage }: MissingFileProps) {
  return (
    <p className="file-missing" role="note">
      <b dir="auto">{name}</b>
      This {isImage ? 'image' : 'file'} is not in Parley’s data folder any more, or was changed there. The
      rest of the message is whole.
    </p>
  );
}
