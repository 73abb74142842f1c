import type { AuditFeature } from '#main/features/audit/create-audit';
import type { Handlers } from '../handlers';

export const auditHandlers = (audit: AuditFeature) =>
  ({
    'audit.list': ({ area, before }) => audit.list(area, before),
    'audit.verify': () => audit.verify(),
    'audit.export': ({ format }, { windowId }) => audit.export(format, windowId),
  }) satisfies Partial<Handlers>;
