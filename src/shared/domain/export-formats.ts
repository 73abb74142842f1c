export const exportFormats = ['markdown', 'html', 'text'] as const;
export type ExportFormat = (typeof exportFormats)[number];
