export { ExportDialog } from './export-dialog';
export { ExportSection } from './export-section';
export { savePiece } from './save-piece';
