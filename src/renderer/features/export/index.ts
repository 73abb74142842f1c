export { AllMyDataDialog } from './all-my-data-dialog';
export { AllMyDataSection } from './all-my-data-section';
export { ExportDialog } from './export-dialog';
export { ExportSection } from './export-section';
export { savePiece } from './save-piece';
