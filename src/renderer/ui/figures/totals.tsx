import './figures.css';

export interface Total {
  readonly name: string;
  readonly value: string;
  /** What it is made of, or what it leaves out. */
  readonly says: string;
}

/** A few figures that say how much it is in all; `isSmall` among others of their kind. */
export function Totals({
  figures,
  isSmall,
}: {
  readonly figures: readonly Total[];
  readonly isSmall?: boolean;
}) {
  return (
    <dl className="figure-totals" data-small={isSmall}>
      {figures.map(({ name, value, says }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
          <dd className="figure-says">{says}</dd>
        </div>
      ))}
    </dl>
  );
}
