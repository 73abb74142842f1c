import type { Drawing } from '#shared/domain/diagram';
import { useState } from 'react';
import { Dialog } from '../../../ui/dialog';
import { SvgImage } from './svg-image';

interface LargeDiagramProps {
  readonly name: string;
  readonly alt: string;
  readonly drawing: Drawing;
  readonly onClose: () => void;
}

/** A diagram as large as the window allows; a click shows it in its own size, which may be larger. */
export function LargeDiagram({ name, alt, drawing, onClose }: LargeDiagramProps) {
  const [isActual, setActual] = useState(false);
  const { svg, width, height } = drawing;
  return (
    <Dialog isOpen onClose={onClose} title={name} size="w-[calc(100vw-48px)] h-[calc(100vh-48px)]">
      <button
        type="button"
        className="md-diagram-large"
        data-actual={isActual || undefined}
        aria-pressed={isActual}
        aria-label={isActual ? `Fit into the window. ${alt}` : `Show in its own size. ${alt}`}
        onClick={() => setActual(!isActual)}
      >
        <SvgImage
          className="md-diagram-image"
          svg={svg}
          alt={alt}
          // Small ones grow to twice their size and no further.
          style={isActual ? { width, height } : { width: width * 2, height: height * 2 }}
          onBroken={onClose}
        />
      </button>
    </Dialog>
  );
}
