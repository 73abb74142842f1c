import { useContext, useState } from 'react';
import type { BlockContent } from '#shared/markdown/nodes';
import { InlineContent } from './inline-content';
import { MarkdownHostContext } from './markdown-context';
import { tableToCsv } from './table-to-csv';

const firstRows = 200;

interface TableProps {
  readonly table: Extract<BlockContent, { type: 'table' }>;
}

/** A table and, on hover and on focus, what can be done with it. */
export function TableView({ table }: TableProps) {
  const { copy, save } = useContext(MarkdownHostContext);
  return (
    <div className="md-table-frame">
      <TableRows table={table} />
      <div className="md-table-actions">
        <button type="button" onClick={() => copy(tableToCsv(table))}>
          Copy as CSV
        </button>
        <button type="button" onClick={() => save(tableToCsv(table), 'csv')} aria-label="Save table">
          Save
        </button>
      </div>
    </div>
  );
}

/** In a container of its own, so that a wide one does not widen the page. */
function TableRows({ table }: TableProps) {
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
