import type { ExportFormat } from '#shared/domain/export-formats';

export const formatNames: Readonly<Record<ExportFormat, string>> = {
  markdown: 'Markdown',
  folder: 'Markdown folder with pictures',
  html: 'Web page (HTML)',
  pdf: 'PDF',
  text: 'Plain text',
  csv: 'Table of messages (CSV)',
  json: 'Parley file (JSON)',
};

/** What each is for, where a preview does not show it. `isMany`: of several conversations, `isZip`: in a zip instead of a folder. */
export function describeFormat(format: ExportFormat, isMany: boolean, isZip: boolean): string {
  const around = isZip ? 'A zip file' : 'A new folder';
  switch (format) {
    case 'markdown':
    case 'folder':
      return isMany
        ? `${around} with one Markdown file a conversation, and the pictures and files beside them.`
        : `${around} with a Markdown file, and the pictures and files beside it.`;
    case 'html':
      return `${around} with one web page a conversation. Pictures are in the pages; they load nothing.`;
    case 'pdf':
      return isMany
        ? `${around} with one PDF a conversation, on A4 with page numbers.`
        : 'A PDF on A4 with page numbers. Code, formulas, tables and pictures are drawn as on a page.';
    case 'text':
      return `${around} with one text file a conversation.`;
    case 'csv':
      return 'One table with a row a message: who, when, which model, the text, tokens and cost.';
    case 'json':
      return 'One file that holds everything, and that Parley imports without loss: all branches, thinking, usage, pictures and files. Its format is documented.';
  }
}
