import './diagram.css';
import { mostDiagramCharacters } from '#shared/domain/diagram';
import { useEffect, useRef, useState } from 'react';
import { formatCount } from '../../../lib/numbers';
import { keepPlace } from '../keep-place';
import { CodeBlock } from '../markdown/code-block';
import { useDiagramLook } from './diagram-look';
import { DiagramPicture } from './diagram-picture';
import { drawings, type DiagramResult } from './drawings';

interface DiagramViewProps {
  readonly source: string;
  /** As the fence calls it. */
  readonly language: string;
}

type Failure = Exclude<DiagramResult['type'], 'drawn'>;

const sentences: Readonly<Record<Failure, string>> = {
  unreadable: 'This diagram could not be read, so its source is shown.',
  slow: 'This diagram took more than 5 seconds to draw, so its source is shown.',
  lost: 'Diagrams cannot be drawn at the moment, so the source is shown.',
  'too-long': `This diagram has more than ${formatCount(mostDiagramCharacters)} characters, so its source is shown.`,
};

/** A fence that is complete: its source until it is drawn, then the diagram; the source again where it cannot be drawn. */
export function DiagramView({ source, language }: DiagramViewProps) {
  const place = useRef<HTMLDivElement>(null);
  const look = useDiagramLook();
  const [result, setResult] = useState<DiagramResult | null>(() => drawings.find(source, look));
  const [isSource, setSource] = useState(false);
  const show = (next: DiagramResult): void => keepPlace(place.current, () => setResult(next));
  const [tries, setTries] = useState(0);
  const tryAgain = (): void => {
    drawings.forget(source, look);
    setTries(tries + 1);
  };
  useEffect(
    () => drawings.follow(source, look, (next) => keepPlace(place.current, () => setResult(next))),
    [source, look, tries],
  );

  const isDrawn = result?.type === 'drawn';
  const choice = isDrawn && <Choice isSource={isSource} choose={setSource} />;
  return (
    <div ref={place} className="md-diagram">
      {isDrawn && !isSource ? (
        <DiagramPicture
          source={source}
          drawing={result.drawing}
          choice={choice}
          onBroken={() => show({ type: 'unreadable' })}
        />
      ) : (
        <CodeBlock language={language} text={source} isLive={false} choice={choice} />
      )}
      {result !== null && result.type !== 'drawn' && (
        <p className="md-diagram-note" role="note">
          {sentences[result.type]}
          {(result.type === 'slow' || result.type === 'lost') && (
            <button type="button" onClick={tryAgain}>
              Try again
            </button>
          )}
        </p>
      )}
    </div>
  );
}

function Choice({
  isSource,
  choose,
}: {
  readonly isSource: boolean;
  readonly choose: (isSource: boolean) => void;
}) {
  return (
    <span className="md-diagram-choice" role="group" aria-label="Show">
      <button type="button" aria-pressed={!isSource} onClick={() => choose(false)}>
        Diagram
      </button>
      <button type="button" aria-pressed={isSource} onClick={() => choose(true)}>
        Source
      </button>
    </span>
  );
}
