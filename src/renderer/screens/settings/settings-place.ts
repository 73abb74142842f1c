/** Where Settings are open: a tab by its name, and a provider to show at once. */
export interface SettingsPlace {
  readonly tab: string;
  readonly providerId: string | null;
}
