const panes = '[data-pane], nav[aria-label="Conversations"], [role=log], textarea[aria-label="Message"]';
const focusable = 'a[aria-current], input, a[href], button:not(:disabled)';

/** Moves the focus to the next part of the window: sidebar, header, transcript, composer. */
export function focusPane(step: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>(panes)];
  const at = all.findIndex((pane) => pane.contains(document.activeElement));
  const next = all[(at + step + all.length) % all.length];
  if (next === undefined) return;
  const target = next.tabIndex >= 0 ? next : next.querySelector<HTMLElement>(focusable);
  target?.focus();
}

export const focusBy = (selector: string): void => document.querySelector<HTMLElement>(selector)?.focus();

export const focusComposer = (): void => focusBy('textarea[aria-label="Message"]');
