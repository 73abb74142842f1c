import type { HealthRange } from '#shared/domain/health';

export const healthRangeNames = ['day', 'week', 'month'] as const satisfies readonly HealthRange[];
