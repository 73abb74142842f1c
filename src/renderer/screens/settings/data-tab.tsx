import { BackupSection } from '../../features/backup/index';
import { ExportSection } from '../../features/export/index';
import { ImportSection } from '../../features/import/index';
import { DataPage } from '../../features/settings/index';

/** What is kept, and how it comes in and goes out. */
export function DataTab() {
  return (
    <div className="flex flex-col gap-5">
      <ImportSection />
      <ExportSection />
      <BackupSection />
      <DataPage />
    </div>
  );
}
