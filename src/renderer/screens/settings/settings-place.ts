/** Where Settings are open: a tab by its name, and a provider or a section of the tab to show at once. */
export interface SettingsPlace {
  readonly tab: string;
  readonly providerId: string | null;
  /** By its accessible name. */
  readonly section?: string;
}
