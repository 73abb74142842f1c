/** `folder` is Markdown with the pictures and files beside it. */
export const exportFormats = ['markdown', 'folder', 'html', 'pdf', 'text', 'csv', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What is text, and can be shown before it is written. */
export const previewFormats = ['markdown', 'folder', 'html', 'text', 'csv'] as const;

/** Those that make one file of any number of conversations. */
const isOneFile = (format: ExportFormat): boolean => format === 'csv' || format === 'json';

/** Whether an export becomes several files, which need a folder or a zip around them. `isMany`: of several conversations. */
export const makesFolder = (format: ExportFormat, isMany: boolean): boolean =>
  format === 'folder' || (isMany && !isOneFile(format));
