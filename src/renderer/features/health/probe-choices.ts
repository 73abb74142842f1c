import type { Settings } from '#shared/domain/settings';

export type ProbeMinutes = Settings['probeMinutes'];

export const probeChoices: readonly { readonly minutes: ProbeMinutes; readonly text: string }[] = [
  { minutes: null, text: 'Never' },
  { minutes: 5, text: 'Every 5 minutes' },
  { minutes: 15, text: 'Every 15 minutes' },
  { minutes: 60, text: 'Every hour' },
];
