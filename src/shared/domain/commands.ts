/**
 * Everything that a person can ask a window to do, in the order in which it is listed. The one source for keys, the menu
 * bar, the list of shortcuts, the palette and the settings that change keys.
 */
export const commandGroups = [
  'Conversation',
  'Message',
  'List',
  'Window',
  'Appearance',
  'Settings and help',
] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** What must be there for a command to do anything: where it is not, the command is not offered. */
export type CommandNeed =
  | 'nothing'
  /** A stored conversation is shown. */
  | 'conversation'
  /** A message has the focus, or there is a last reply. */
  | 'message'
  /** The same, and nothing streams: it changes the tree. */
  | 'quiet-message'
  /** The message is a reply, and nothing streams. */
  | 'quiet-reply'
  /** The message is a reply. */
  | 'reply'
  /** The message is a reply that was cut off or failed, and nothing streams. */
  | 'broken-reply'
  /** The message has several versions. */
  | 'versions'
  /** There is a question of the person's, and nothing streams. */
  | 'quiet-question'
  /** A reply is being written. */
  | 'live';

export interface Command {
  readonly title: string;
  readonly group: CommandGroup;
  /** The default key, as in key-binding.ts; null: none. */
  readonly keys: string | null;
  readonly needs: CommandNeed;
  /** Its key means the same in every program: it cannot be given another. */
  readonly hasFixedKey: boolean;
  /** Other words that a person may look for. */
  readonly words: string;
}

interface Extras {
  readonly needs?: CommandNeed;
  readonly hasFixedKey?: boolean;
  readonly words?: string;
}

const command = (
  group: CommandGroup,
  title: string,
  keys: string | null = null,
  { needs = 'nothing', hasFixedKey = false, words = '' }: Extras = {},
): Command => ({ title, group, keys, needs, hasFixedKey, words });

const conversation = { needs: 'conversation' } as const;

export const commands = {
  'new-conversation': command('Conversation', 'New conversation', 'Mod+N', { words: 'chat start' }),
  'new-temporary-conversation': command('Conversation', 'New temporary conversation', 'Mod+Shift+T', {
    words: 'private incognito not saved chat',
  }),
  find: command('Conversation', 'Find in this conversation', 'Mod+F', conversation),
  'choose-model': command('Conversation', 'Choose a model…', 'Mod+Shift+M', { words: 'switch picker' }),
  'choose-persona': command('Conversation', 'Choose a persona…', 'Mod+Shift+P', { words: 'switch picker' }),
  'rename-conversation': command('Conversation', 'Rename the conversation', 'F2', {
    ...conversation,
    words: 'title',
  }),
  'pin-conversation': command('Conversation', 'Pin or unpin the conversation', null, conversation),
  'archive-conversation': command(
    'Conversation',
    'Archive the conversation, or take it out',
    null,
    conversation,
  ),
  'move-conversation': command('Conversation', 'Move the conversation to a folder…', null, conversation),
  'tag-conversation': command('Conversation', 'Tags of the conversation…', null, {
    ...conversation,
    words: 'label',
  }),
  'mark-unread': command('Conversation', 'Mark the conversation as unread', null, conversation),
  'export-conversation': command('Conversation', 'Export the conversation…', 'Mod+Shift+E', {
    ...conversation,
    words: 'save markdown html pdf csv json text download',
  }),
  'read-conversation': command('Conversation', 'Read the conversation', 'Mod+Shift+R', {
    ...conversation,
    words: 'reading view book typography pages',
  }),
  'print-conversation': command('Conversation', 'Print the conversation…', 'Mod+P', {
    ...conversation,
    words: 'paper',
  }),
  'copy-link': command('Conversation', 'Copy a link to the conversation', null, {
    ...conversation,
    words: 'address url',
  }),
  'delete-conversation': command('Conversation', 'Delete the conversation', null, {
    ...conversation,
    words: 'trash remove',
  }),

  'focus-composer': command('Message', 'Go to the message box', 'Mod+L', { words: 'write composer' }),
  'attach-files': command('Message', 'Attach files…', null, {
    words: 'image picture photo document upload add',
  }),
  stop: command('Message', 'Stop the reply', 'Esc', { needs: 'live', hasFixedKey: true, words: 'cancel' }),
  'edit-last': command('Message', 'Edit your last message', null, { needs: 'quiet-question' }),
  regenerate: command('Message', 'Regenerate the reply', null, { needs: 'quiet-reply', words: 'again' }),
  'regenerate-with': command('Message', 'Regenerate the reply with another model…', null, {
    needs: 'quiet-reply',
    words: 'again',
  }),
  'continue-reply': command('Message', 'Continue the reply', null, { needs: 'broken-reply' }),
  'retry-reply': command('Message', 'Retry the reply', null, { needs: 'broken-reply', words: 'again' }),
  'copy-message': command('Message', 'Copy the message', 'Mod+Shift+C', { needs: 'message' }),
  'star-message': command('Message', 'Star the message, or remove its star', null, {
    needs: 'message',
    words: 'favourite bookmark',
  }),
  'compare-versions': command('Message', 'Compare versions of the message…', null, { needs: 'versions' }),
  'inspect-reply': command('Message', 'What was sent for the reply…', null, {
    needs: 'reply',
    words: 'inspect request',
  }),
  'branch-here': command('Message', 'Branch from the message', null, {
    needs: 'quiet-message',
    words: 'fork',
  }),
  'extract-branch': command('Message', 'Move the branch to its own conversation', null, {
    needs: 'quiet-message',
    words: 'message extract',
  }),
  'start-context': command('Message', 'Context starts at the message, or goes on above', null, {
    needs: 'message',
    words: 'clear here',
  }),
  'always-send': command('Message', 'Always send the message', null, {
    needs: 'message',
    words: 'pin context',
  }),
  'never-send': command('Message', 'Leave the message out of the context', null, { needs: 'message' }),
  'send-as-fits': command('Message', 'Send the message as it fits', null, {
    needs: 'message',
    words: 'context',
  }),
  'delete-message': command('Message', 'Delete the message', null, { needs: 'quiet-message' }),
  'delete-branch': command('Message', 'Delete the message and all below', null, { needs: 'quiet-message' }),

  'focus-search': command('List', 'Search everything', 'Mod+Shift+F'),
  'next-conversation': command('List', 'Next conversation', 'Ctrl+Tab'),
  'previous-conversation': command('List', 'Previous conversation', 'Ctrl+Shift+Tab'),
  'show-home': command('List', 'Show the list of conversations'),
  'show-archive': command('List', 'Show the archive'),
  'show-trash': command('List', 'Show the trash', null, { words: 'deleted bin restore' }),

  'show-history': command('Window', 'History', 'Mod+Shift+H', {
    words: 'timeline past days',
  }),
  'show-statistics': command('Window', 'History: Statistics', null, { words: 'charts words messages' }),
  'show-on-this-day': command('Window', 'History: On this day', null, { words: 'years ago memories' }),
  'show-starred': command('Window', 'History: Starred messages', null, { words: 'favourites bookmarks' }),
  'review-history': command('Window', 'Review your history, read only', null, {
    words: 'archive offline locked',
  }),
  'review-file': command('Window', 'Review an archive or a backup…', null, {
    words: 'export open read only database',
  }),
  'review-folder': command('Window', 'Review a folder…', null, { words: 'archive data read only open' }),

  'command-palette': command('Window', 'Command palette…', 'Mod+K', { words: 'actions jump' }),
  'new-window': command('Window', 'New window', 'Mod+Shift+N'),
  'open-quick-window': command('Window', 'Open the quick window', null, { words: 'small float mini' }),
  'toggle-sidebar': command('Window', 'Show or hide the list', 'Mod+B', { words: 'sidebar' }),
  'toggle-outline': command('Window', 'Show or hide the outline', 'Mod+Shift+O', {
    ...conversation,
    words: 'branches starred',
  }),
  'toggle-inspector': command('Window', 'Show or hide the inspector: what is sent', 'Mod+Shift+I', {
    ...conversation,
    words: 'tokens context',
  }),
  'next-pane': command('Window', 'Next part of the window', 'F6'),
  'previous-pane': command('Window', 'Previous part of the window', 'Shift+F6'),

  'theme-system': command('Appearance', 'Theme: System', null, { words: 'appearance colours' }),
  'theme-light': command('Appearance', 'Theme: Light', null, { words: 'appearance colours day' }),
  'theme-dark': command('Appearance', 'Theme: Dark', null, { words: 'appearance colours night' }),
  'theme-high-contrast': command('Appearance', 'Theme: High contrast', null, { words: 'accessibility' }),
  'larger-text': command('Appearance', 'Larger text', null, { words: 'font size zoom' }),
  'smaller-text': command('Appearance', 'Smaller text', null, { words: 'font size zoom' }),

  'open-settings': command('Settings and help', 'Settings…', 'Mod+,', { words: 'preferences options' }),
  'settings-providers': command('Settings and help', 'Settings: Providers', null, {
    words: 'key server add',
  }),
  'settings-models': command('Settings and help', 'Settings: Models'),
  'settings-personas': command('Settings and help', 'Settings: Personas', null, { words: 'new persona' }),
  'settings-shortcuts': command('Settings and help', 'Settings: Shortcuts', null, { words: 'keys rebind' }),
  'settings-data': command('Settings and help', 'Settings: Data', null, {
    words: 'folder trash backup restore passphrase',
  }),
  'settings-usage': command('Settings and help', 'Settings: Usage', null, {
    words: 'cost tokens money budget limit spend',
  }),
  'settings-health': command('Settings and help', 'Settings: Health', null, {
    words: 'status latency errors uptime probe breaker',
  }),
  'settings-privacy': command('Settings and help', 'Settings: Privacy', null, { words: 'logs' }),
  'settings-about': command('Settings and help', 'Settings: About', null, { words: 'version licence' }),
  'show-shortcuts': command('Settings and help', 'Keyboard shortcuts', 'Mod+/', { words: 'keys help' }),
  'import-conversations': command('Settings and help', 'Import conversations…', null, {
    words: 'bring in chatgpt claude gemini librechat open webui zip archive',
  }),
  'export-everything': command('Settings and help', 'Export all conversations…', null, {
    words: 'everything save markdown html pdf csv json download backup',
  }),
  'save-all-my-data': command('Settings and help', 'Save all my data…', null, {
    words: 'export archive zip download privacy takeout',
  }),
  'back-up': command('Settings and help', 'Back up now…', null, { words: 'backup copy passphrase' }),
  'restore-backup': command('Settings and help', 'Restore a backup…', null, { words: 'bring back merge' }),
  'retention-rules': command('Settings and help', 'Rules for keeping', null, {
    words: 'retention delete after days legal put on hold lift',
  }),
  'audit-log': command('Settings and help', 'Audit log', null, { words: 'privacy history verify' }),
  'erase-everything': command('Settings and help', 'Erase everything…', null, {
    words: 'delete all wipe reset privacy',
  }),
  'show-data': command('Settings and help', 'Show the data folder'),
  'show-logs': command('Settings and help', 'Show log files'),
} as const satisfies Readonly<Record<string, Command>>;

export type CommandId = keyof typeof commands;

export const commandIds = Object.keys(commands) as readonly CommandId[];

interface PlaceKey {
  readonly group: CommandGroup;
  readonly title: string;
  readonly keys: string;
}

/** Keys of a place in the window, e.g. of the list. They are listed, and cannot be changed but for the one that sends. */
export const placeKeysOf = (sendKey: 'enter' | 'mod-enter'): readonly PlaceKey[] => [
  {
    group: 'Message',
    title: 'Send, or queue while a reply is written (see Settings)',
    keys: sendKey === 'enter' ? 'Enter' : 'Mod+Enter',
  },
  { group: 'Message', title: 'New line', keys: sendKey === 'enter' ? 'Shift+Enter' : 'Enter' },
  { group: 'Message', title: 'Edit your last message, from an empty message box', keys: 'Up' },
  { group: 'List', title: 'Select several, also with Shift+Down and Space', keys: 'Shift+Up' },
  { group: 'List', title: 'Delete, with undo', keys: 'Delete' },
];
