import { originOf } from '#shared/domain/parse-url';
import type { ProviderView } from '#shared/domain/provider';
import type { AuditLog } from '#main/ports/audit-log';

interface Update {
  readonly name?: string | undefined;
  readonly baseUrl: string | null;
  readonly isEnabled?: boolean | undefined;
}

const originOrNull = (baseUrl: string | null): string | null => (baseUrl === null ? null : originOf(baseUrl));

/** Notes what of a provider was changed, and not to which words. */
export function noteUpdate(audit: AuditLog, before: ProviderView, update: Update): void {
  const { id: providerId } = before;
  if (update.baseUrl !== before.baseUrl) {
    const facts = { providerId, from: originOrNull(before.baseUrl), to: originOrNull(update.baseUrl) };
    audit.record({ kind: 'provider.address-changed', facts });
  }
  if (update.name !== undefined && update.name !== before.name) {
    audit.record({ kind: 'provider.changed', facts: { providerId, change: 'renamed' } });
  }
  if (update.isEnabled !== undefined && update.isEnabled !== before.isEnabled) {
    const change = update.isEnabled ? 'enabled' : 'disabled';
    audit.record({ kind: 'provider.changed', facts: { providerId, change } });
  }
}
