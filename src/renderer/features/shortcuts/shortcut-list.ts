/** Every shortcut, in the order in which a person learns them. `Mod` is Command on a Mac, else Control. */
export const shortcutGroups: readonly {
  readonly name: string;
  readonly shortcuts: readonly { readonly keys: string; readonly does: string }[];
}[] = [
  {
    name: 'Conversation',
    shortcuts: [
      { keys: 'Mod+N', does: 'New conversation' },
      { keys: 'Mod+F', does: 'Find in this conversation' },
      { keys: 'Mod+L', does: 'Go to the message box' },
      { keys: 'Enter', does: 'Send (see Settings)' },
      { keys: 'Shift+Enter', does: 'New line' },
      { keys: 'Esc', does: 'Stop the reply' },
      { keys: 'Up', does: 'Edit your last message, from an empty message box' },
      { keys: 'Mod+Shift+E', does: 'Export the conversation' },
      { keys: 'Mod+Shift+M', does: 'Choose a model' },
      { keys: 'Mod+Shift+P', does: 'Choose a persona' },
    ],
  },
  {
    name: 'List',
    shortcuts: [
      { keys: 'Mod+Shift+F', does: 'Search everything' },
      { keys: 'Ctrl+Tab', does: 'Next conversation' },
      { keys: 'Ctrl+Shift+Tab', does: 'Previous conversation' },
      { keys: 'Shift+Up', does: 'Select several, also with Shift+Down and Space' },
      { keys: 'F2', does: 'Rename' },
      { keys: 'Delete', does: 'Delete, with undo' },
    ],
  },
  {
    name: 'Window',
    shortcuts: [
      { keys: 'Mod+Shift+N', does: 'New window' },
      { keys: 'Mod+B', does: 'Show or hide the list' },
      { keys: 'Mod+Shift+O', does: 'Show or hide the outline' },
      { keys: 'Mod+Shift+I', does: 'Show or hide the inspector: what is sent' },
      { keys: 'F6', does: 'Next part of the window' },
      { keys: 'Mod+,', does: 'Settings' },
      { keys: 'Mod+/', does: 'This list' },
    ],
  },
];
