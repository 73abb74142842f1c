import { test } from 'vitest';
import { openParley } from '../e2e/open-parley';
import { printTimes } from './figures';
import { seedFolder } from './seeded-app';

const rounds = 30;

declare global {
  interface Window {
    openedAfter: Promise<number>;
  }
}

test('the command palette opens', { timeout: 300_000 }, async () => {
  const folder = seedFolder(['--conversations=2000', '--messages=20']);
  const parley = await openParley({ folder });
  const { page } = parley.window;
  await parley.window.sidebar.getByRole('link').first().waitFor();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await page.evaluate(() => {
      window.openedAfter = new Promise((resolve) => {
        const began = ({ timeStamp }: KeyboardEvent): void => {
          if (document.querySelector('[role="dialog"]') !== null) return;
          const look = (): void => {
            if (document.querySelector('[role="dialog"] [role="option"]') === null)
              requestAnimationFrame(look);
            else setTimeout(() => resolve(performance.now() - timeStamp));
          };
          requestAnimationFrame(look);
        };
        document.addEventListener('keydown', began, { capture: true, once: true });
      });
    });
    await page.keyboard.press('Control+K');
    times.push(await page.evaluate(() => window.openedAfter));
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  printTimes('palette: from the key to its commands on the screen', times);
  await parley.close();
});
