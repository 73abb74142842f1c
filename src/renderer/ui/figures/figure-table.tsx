import type { ReactNode } from 'react';
import './figures.css';

interface FigureTableProps {
  readonly label: string;
  /** Heads of the columns; the first is that of the names. */
  readonly columns: readonly string[];
  /** Rows: a `th` and a `td` a figure. */
  readonly children: ReactNode;
}

/** Names on the left, figures on the right. */
export function FigureTable({ label, columns, children }: FigureTableProps) {
  return (
    <table className="figure-table" aria-label={label}>
      <thead>
        <tr>
          {columns.map((name) => (
            <th scope="col" key={name}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
