export { BackupDialog } from './backup-dialog';
export { BackupSection } from './backup-section';
export { RestoreFlow } from './restore-flow';
