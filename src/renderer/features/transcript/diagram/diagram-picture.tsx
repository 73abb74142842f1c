import type { Drawing } from '#shared/domain/diagram';
import { useCallback, useContext, useMemo, useState, type CSSProperties, type ReactNode } from 'react';
import { CopyButton } from '../markdown/code-block';
import { MarkdownHostContext } from '../markdown/markdown-context';
import { describeDiagram, nameOfDiagram } from './describe-diagram';
import { LargeDiagram } from './large-diagram';
import { SvgImage } from './svg-image';

type Sized = CSSProperties & Readonly<Record<`--${string}`, string | number>>;

interface DiagramPictureProps {
  readonly source: string;
  readonly drawing: Drawing;
  /** Between the diagram and its source. */
  readonly choice: ReactNode;
  readonly onBroken: () => void;
}

/** A drawn diagram, with what can be done with it. Its place has the drawing's size before the image is there. */
export function DiagramPicture({ source, drawing, choice, onBroken }: DiagramPictureProps) {
  const { save } = useContext(MarkdownHostContext);
  const [isLarge, setLarge] = useState(false);
  const close = useCallback(() => setLarge(false), []);
  const described = useMemo(() => describeDiagram(source), [source]);
  const name = nameOfDiagram(described);
  const { svg, width, height } = drawing;
  const size: Sized = { '--diagram-width': `${width}px`, '--diagram-ratio': width / height };
  const alt = described.description === null ? name : `${name}. ${described.description}`;
  return (
    <figure className="md-code" aria-label={name}>
      <figcaption className="md-code-bar">
        <span className="md-diagram-name">{name}</span>
        <span className="md-code-actions">
          {choice}
          <CopyButton text={source} label="Copy source" />
          <button type="button" onClick={() => save(svg, 'svg')} aria-label="Save as SVG">
            Save
          </button>
        </span>
      </figcaption>
      <button
        type="button"
        className="md-diagram-open"
        aria-label={`Open large. ${alt}`}
        onClick={() => setLarge(true)}
      >
        <SvgImage className="md-diagram-image" svg={svg} alt={alt} style={size} onBroken={onBroken} />
      </button>
      {isLarge && <LargeDiagram name={name} alt={alt} drawing={drawing} onClose={close} />}
    </figure>
  );
}
