export { ImportDialog } from './import-dialog';
export { ImportSection } from './import-section';
export { useDroppedImport } from './use-dropped-import';
export { kindOfDropped } from './kind-of-dropped';
