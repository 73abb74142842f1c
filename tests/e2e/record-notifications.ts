import type { ElectronApplication } from 'playwright-core';

interface Shown {
  readonly title: string;
  readonly body: string;
  readonly icon: unknown;
  click(): void;
}
declare global {
  var shownNotifications: Shown[];
}

/** Keeps what the app shows instead of showing it: a test machine has no notification server. */
export const recordNotifications = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ Notification }) => {
    globalThis.shownNotifications = [];
    Notification.isSupported = () => true;
    Notification.prototype.show = function (this: Electron.Notification & { icon?: unknown }) {
      const { title, body, icon } = this;
      globalThis.shownNotifications.push({ title, body, icon, click: () => this.emit('click') });
    };
  });

export const shownNotifications = (
  app: ElectronApplication,
): Promise<{ title: string; body: string; icon: unknown }[]> =>
  app.evaluate(() =>
    globalThis.shownNotifications.map(({ title, body, icon }) => ({ title, body, icon: icon ?? null })),
  );
