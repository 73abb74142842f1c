import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const themes = ['system', 'light', 'dark', 'high-contrast'] as const;
export type Theme = (typeof themes)[number];

/** What must be known before the database is open: where the last window stood, and its colours. */
export interface WindowState {
  /** In device-independent pixels; null at the first start. */
  readonly bounds: Bounds | null;
  readonly isMaximized: boolean;
  readonly theme: Theme;
}

export const minimumSize = { width: 720, height: 500 } as const;
const defaultSize = { width: 1280, height: 800 } as const;
const initial: WindowState = { bounds: null, isMaximized: false, theme: 'system' };

/** The stored state; what is missing or damaged is as at the first start. */
export function readWindowState(path: string): WindowState {
  try {
    return parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return initial;
  }
}

/** Replaces the file as a whole: after a crash it is the old one or the new one. Throws what the file system throws. */
export function writeWindowState(path: string, state: WindowState): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.tmp`;
  const file = openSync(temporary, 'w', 0o600);
  try {
    writeSync(file, JSON.stringify(state));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}

function parse(value: unknown): WindowState {
  if (typeof value !== 'object' || value === null) return initial;
  const { bounds, isMaximized, theme } = value as Record<string, unknown>;
  return {
    bounds: parseBounds(bounds),
    isMaximized: isMaximized === true,
    theme: themes.find((known) => known === theme) ?? 'system',
  };
}

function parseBounds(value: unknown): Bounds | null {
  if (typeof value !== 'object' || value === null) return null;
  const { x, y, width, height } = value as Record<string, unknown>;
  if (!isCoordinate(x) || !isCoordinate(y) || !isCoordinate(width) || !isCoordinate(height)) return null;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

const isCoordinate = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 100_000;

/**
 * Bounds of a window that a person can reach: the stored ones when enough of the title bar is on a display that is there
 * now, never larger than that display; else the default size in the middle of the first display (the primary one).
 */
export function placeWindow(stored: Bounds | null, workAreas: readonly Bounds[]): Bounds {
  const area = stored === null ? undefined : workAreas.find((candidate) => isReachable(stored, candidate));
  if (stored !== null && area !== undefined) {
    const width = clamp(stored.width, minimumSize.width, area.width);
    const height = clamp(stored.height, minimumSize.height, area.height);
    return {
      x: clamp(stored.x, area.x, area.x + area.width - width),
      y: clamp(stored.y, area.y, area.y + area.height - height),
      width,
      height,
    };
  }
  const primary = workAreas[0] ?? { x: 0, y: 0, ...defaultSize };
  const width = clamp(defaultSize.width, minimumSize.width, primary.width);
  const height = clamp(defaultSize.height, minimumSize.height, primary.height);
  return {
    x: primary.x + Math.max(0, Math.round((primary.width - width) / 2)),
    y: primary.y + Math.max(0, Math.round((primary.height - height) / 2)),
    width,
    height,
  };
}

/** At least 100 × 40 px of the title bar can be grabbed. */
function isReachable(window: Bounds, area: Bounds): boolean {
  const overlap = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  return overlap >= 100 && window.y >= area.y - 8 && window.y + 40 <= area.y + area.height;
}

/** The lower bound wins: a display smaller than the minimum still gets a whole window. */
const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, high));
