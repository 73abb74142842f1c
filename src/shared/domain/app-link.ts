/** Places of the Settings dialog that a link may open. */
export const linkedSettingsTabs = [
  'general',
  'providers',
  'models',
  'personas',
  'shortcuts',
  'data',
  'privacy',
  'about',
] as const;
/** What else a link may ask the window to do: exactly what a person could do with one click. */
export const linkedActions = [
  'new-conversation',
  'choose-model',
  'choose-persona',
  'show-shortcuts',
] as const;

export type AppLink =
  | { readonly type: 'settings'; readonly tab: (typeof linkedSettingsTabs)[number] }
  | { readonly type: 'action'; readonly action: (typeof linkedActions)[number] }
  /** A page of the help, by its slug; the Guide is asked for it. */
  | { readonly type: 'help'; readonly page: string };

/** Every link into the app but those to help pages. The list is the allowlist: nothing else is followed. */
export const appLinks: Readonly<Record<string, AppLink>> = Object.freeze({
  'parley:settings': { type: 'settings', tab: 'general' } as const,
  ...Object.fromEntries(
    linkedSettingsTabs.map((tab) => [`parley:settings/${tab}`, { type: 'settings', tab } as const]),
  ),
  ...Object.fromEntries(
    linkedActions.map((action) => [`parley:${action}`, { type: 'action', action } as const]),
  ),
});

/** Reads `parley:settings/providers`, `parley:new-conversation`, `parley:help/<page>`; null for anything else. */
export function parseAppLink(href: string): AppLink | null {
  const known = Object.hasOwn(appLinks, href) ? appLinks[href] : undefined;
  if (known !== undefined) return known;
  const page = /^parley:help\/([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(href)?.[1];
  return page === undefined || page.length > 60 ? null : { type: 'help', page };
}
