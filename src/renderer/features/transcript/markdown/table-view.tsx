import { useState } from 'react';
import type { BlockContent } from '#shared/markdown/nodes';
import { InlineContent } from './inline-content';

const firstRows = 200;

/** A table in a container of its own, so that a wide one does not widen the page. */
export function TableView({ table }: { readonly table: Extract<BlockContent, { type: 'table' }> }) {
  const [isWhole, setWhole] = useState(false);
  const rows = isWhole ? table.rows : table.rows.slice(0, firstRows);
  const alignOf = (index: number): { readonly 'data-align'?: string } => {
    const align = table.align[index];
    return align === null || align === undefined ? {} : { 'data-align': align };
  };
  return (
    <div className="md-table" role="region" aria-label="Table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {table.header.map((cell, index) => (
              <th key={index} scope="col" {...alignOf(index)}>
                <InlineContent nodes={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} {...alignOf(column)}>
                  <InlineContent nodes={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < table.rows.length && (
        <button type="button" className="md-more" onClick={() => setWhole(true)}>
          Show all {table.rows.length} rows
        </button>
      )}
    </div>
  );
}
