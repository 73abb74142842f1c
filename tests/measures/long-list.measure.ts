import { test } from 'vitest';
import { openParley } from '../e2e/open-parley';
import { printFigure } from './figures';
import { seedFolder } from './seeded-app';

const conversations = Number(process.env['PARLEY_MEASURE_CONVERSATIONS'] ?? 100_000);
const runs = 3;
/** CSS pixels, and how many a second: a quick turn of the wheel. */
const distance = 12_000;
const speed = 3_000;

declare global {
  interface Window {
    frameTimes: number[];
  }
}

test(`a list of ${String(conversations)} conversations scrolls`, { timeout: 900_000 }, async () => {
  const folder = seedFolder([`--conversations=${String(conversations)}`, '--messages=2']);
  const parley = await openParley({ folder });
  const { page, sidebar } = parley.window;
  await sidebar.getByRole('link').first().waitFor();
  const place = await sidebar.boundingBox();
  if (place === null) throw new Error('the list is not on the screen');
  const devTools = await page.context().newCDPSession(page);
  await page.evaluate(() => {
    window.frameTimes = [];
    const note = (time: number): void => {
      window.frameTimes.push(time);
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  for (let run = 1; run <= runs; run += 1) {
    const before = (await page.evaluate(() => window.frameTimes)).length;
    await devTools.send('Input.synthesizeScrollGesture', {
      x: place.x + place.width / 2,
      y: place.y + place.height / 2,
      yDistance: run % 2 === 1 ? -distance : distance,
      speed,
      gestureSourceType: 'mouse',
    });
    const frames = (await page.evaluate(() => window.frameTimes)).slice(before);
    const gaps = frames.slice(1).map((time, index) => time - (frames[index] ?? time));
    const seconds = ((frames.at(-1) ?? 0) - (frames[0] ?? 0)) / 1000;
    printFigure(
      `list of ${String(conversations)}: frames a second, run ${String(run)}`,
      gaps.length / seconds,
      '',
    );
    printFigure(`list of ${String(conversations)}: longest gap, run ${String(run)}`, Math.max(...gaps), 'ms');
  }
  await parley.close();
});
