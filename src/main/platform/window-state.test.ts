import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeWindow, readWindowState, writeWindowState } from './window-state';

const laptop = { x: 0, y: 25, width: 1440, height: 850 };
const monitor = { x: 1440, y: 0, width: 2560, height: 1440 };

describe('placing a window', () => {
  it('restores it where it stood, on either display', () => {
    const bounds = { x: 1600, y: 100, width: 1300, height: 900 };
    expect(placeWindow(bounds, [laptop, monitor])).toEqual(bounds);
  });
  it('brings a window back whose display was unplugged', () => {
    expect(placeWindow({ x: 1600, y: 100, width: 1300, height: 900 }, [laptop])).toEqual({
      x: 80,
      y: 50,
      width: 1280,
      height: 800,
    });
  });
  it('brings a window back whose title bar is above or below the screen', () => {
    for (const y of [-300, 870])
      expect(placeWindow({ x: 10, y, width: 900, height: 600 }, [laptop]).y).toBe(50);
  });
  it('fits a window into a smaller display and never below the minimum', () => {
    expect(placeWindow({ x: -50, y: 30, width: 4000, height: 3000 }, [laptop])).toEqual(laptop);
    expect(placeWindow({ x: 10, y: 30, width: 200, height: 100 }, [laptop])).toMatchObject({
      width: 720,
      height: 500,
    });
    expect(placeWindow(null, [{ x: 0, y: 0, width: 640, height: 480 }])).toEqual({
      x: 0,
      y: 0,
      width: 720,
      height: 500,
    });
  });
  it('has a place even when no display is known', () => {
    expect(placeWindow(null, [])).toEqual({ x: 0, y: 0, width: 1280, height: 800 });
  });
});

describe('the stored state', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'parley-state-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('comes back as it was written, privately, without leftovers', () => {
    const path = join(folder, 'data', 'window-state.json');
    const state = {
      bounds: { x: -10, y: 2, width: 800, height: 600 },
      isMaximized: true,
      theme: 'dark' as const,
    };
    writeWindowState(path, state);
    writeWindowState(path, state);
    expect(readWindowState(path)).toEqual(state);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'data'))).toEqual(['window-state.json']);
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '7',
    '{"bounds":[]}',
    '{"bounds":{"x":1,"y":1,"width":"9","height":9}}',
    '{"bounds":{"x":1e99,"y":1,"width":9,"height":9}}',
    '{"bounds":{"x":1,"y":1,"width":0,"height":9},"isMaximized":"yes","theme":"pink"}',
    '{"bounds":{"x":null,"y":1.5,"width":1,"height":1}}',
  ])('is as at the first start when the file holds %j', (text) => {
    const path = join(folder, 'window-state.json');
    writeFileSync(path, text);
    expect(readWindowState(path)).toEqual({ bounds: null, isMaximized: false, theme: 'system' });
  });
});
