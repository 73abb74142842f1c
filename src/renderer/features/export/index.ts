export { ExportDialog } from './export-dialog';
export { savePiece } from './save-piece';
