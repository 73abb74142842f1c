import './viewer.css';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { mediaUrl } from '../../lib/media-url';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { IconButton } from '../../ui/icon-button';

export interface ViewedImage {
  readonly sha256: string;
  readonly mediaType: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly name: string | null;
}

interface ImageViewerProps {
  readonly images: readonly ViewedImage[];
  /** The place in `images` of the one that is shown first. */
  readonly start: number;
  readonly actions: readonly { readonly name: string; readonly run: (image: ViewedImage) => void }[];
  readonly onClose: () => void;
}

/** An image as large as the window allows; arrow keys go to the others, a click shows it in its own size. */
export default function ImageViewer({ images, start, actions, onClose }: ImageViewerProps) {
  const [at, setAt] = useState(start);
  const [isActual, setActual] = useState(false);
  const move = (by: number): void => {
    setActual(false);
    setAt(Math.min(images.length - 1, Math.max(0, at + by)));
  };
  const onKey = useEffectEvent(({ key }: KeyboardEvent): void => {
    // In its own size they scroll.
    if (isActual) return;
    if (key === 'ArrowRight') move(1);
    else if (key === 'ArrowLeft') move(-1);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event);
    // On the way down: a dialog keeps arrow keys to itself.
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, []);
  const image = images[at];
  if (image === undefined) return null;
  const title = image.name ?? 'Image';
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={images.length > 1 ? `${title} (${at + 1} of ${images.length})` : title}
      size="w-[calc(100vw-48px)] h-[calc(100vh-48px)]"
    >
      <div className="viewer">
        <ViewedPicture
          key={image.sha256}
          image={image}
          isActual={isActual}
          onToggle={() => setActual(!isActual)}
        />
        <footer className="viewer-bar">
          {images.length > 1 && (
            <>
              <IconButton label="Previous image" disabled={at === 0} onClick={() => move(-1)}>
                <ChevronLeft size={16} aria-hidden />
              </IconButton>
              <IconButton label="Next image" disabled={at === images.length - 1} onClick={() => move(1)}>
                <ChevronRight size={16} aria-hidden />
              </IconButton>
            </>
          )}
          <span className="viewer-facts">{factsOf(image)}</span>
          {actions.map(({ name, run }) => (
            <Button key={name} onClick={() => run(image)}>
              {name}
            </Button>
          ))}
        </footer>
      </div>
    </Dialog>
  );
}

function factsOf({ mediaType, width, height }: ViewedImage): string {
  const kind = mediaType.replace('image/', '').toUpperCase();
  return width === null || height === null ? kind : `${width} × ${height} · ${kind}`;
}

interface ViewedPictureProps {
  readonly image: ViewedImage;
  readonly isActual: boolean;
  readonly onToggle: () => void;
}

function ViewedPicture({ image, isActual, onToggle }: ViewedPictureProps) {
  const [isBroken, setBroken] = useState(false);
  if (isBroken) {
    return (
      <p className="viewer-missing" role="alert">
        This image is not there any more, or it was damaged on the disk.
      </p>
    );
  }
  return (
    <button
      type="button"
      className="viewer-picture"
      data-actual={isActual || undefined}
      aria-pressed={isActual}
      aria-label={isActual ? 'Fit into the window' : 'Show in its own size'}
      onClick={onToggle}
    >
      <img src={mediaUrl(image.sha256)} alt={image.name ?? 'Image'} onError={() => setBroken(true)} />
    </button>
  );
}
