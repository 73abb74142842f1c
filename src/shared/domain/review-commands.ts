import type { CommandId } from './commands';

/** What a person can ask for in a review: it reads. What is not in this list is not offered there. */
export const reviewCommands: ReadonlySet<CommandId> = new Set<CommandId>([
  'find',
  'export-conversation',
  'copy-message',
  'compare-versions',
  'inspect-reply',
  'focus-search',
  'next-conversation',
  'previous-conversation',
  'show-home',
  'show-archive',
  'show-trash',
  'review-history',
  'review-file',
  'review-folder',
  'command-palette',
  'new-window',
  'toggle-sidebar',
  'toggle-outline',
  'toggle-inspector',
  'next-pane',
  'previous-pane',
  'open-settings',
  'settings-about',
  'show-shortcuts',
]);
