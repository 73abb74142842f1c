import { noThinking } from '#shared/domain/thinking';
import { formatCount } from '../../lib/numbers';

const names: Readonly<Record<string, string>> = {
  [noThinking]: 'Off',
  minimal: 'Minimal',
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  xhigh: 'Extra high',
  max: 'Maximum',
};

/** `Auto`, `Low`, `8,192 tokens`; a word that a vendor invents later is shown as it is. */
export function nameThinking(choice: string | null): string {
  if (choice === null) return 'Auto';
  if (/^\d+$/.test(choice)) return `${formatCount(Number(choice))} tokens`;
  return Object.hasOwn(names, choice) ? (names[choice] ?? choice) : choice;
}
