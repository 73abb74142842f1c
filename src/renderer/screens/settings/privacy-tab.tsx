import { AuditSection } from '../../features/audit/index';
import { EraseSection, RetentionSection } from '../../features/erasure/index';
import { AllMyDataSection } from '../../features/export/index';
import { PrivacyPage } from '../../features/settings/index';

/** What leaves this computer, what is kept for how long, and what was done with it. */
export function PrivacyTab() {
  return (
    <div className="flex flex-col gap-5">
      <PrivacyPage />
      <AllMyDataSection />
      <RetentionSection />
      <AuditSection />
      <EraseSection />
    </div>
  );
}
