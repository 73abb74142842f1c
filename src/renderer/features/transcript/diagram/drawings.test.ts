import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { diagramColours, type DiagramLook, type DiagramRequest } from '#shared/domain/diagram';
import { createDiagramFrame } from './diagram-frame';
import { createDrawings, type DiagramResult } from './drawings';

const look: DiagramLook = {
  isDark: false,
  fontFamily: 'x',
  colours: Object.fromEntries(diagramColours.map((name) => [name, '#fff'])) as DiagramLook['colours'],
};
const drawing = { svg: '<svg xmlns="http://www.w3.org/2000/svg"></svg>', width: 10, height: 10 };
const drawn: DiagramResult = { type: 'drawn', drawing };
const limits = { draw: 5_000, load: 15_000, idle: 60_000 };

let ports: MessagePort[] = [];
let frames = 0;
let asked: string[] = [];
let hear: () => void = () => undefined;

/** Draws whatever it is asked for at once, but what is to hang. */
function openFake() {
  frames += 1;
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  port2.onmessage = ({ data: { id, source } }: MessageEvent<DiagramRequest>): void => {
    asked.push(source);
    hear();
    if (!source.startsWith('hang')) port2.postMessage({ id, drawing });
  };
  return { element: { remove: () => undefined }, port: Promise.resolve(port1) };
}
const open = () => createDrawings(createDiagramFrame(limits, openFake));
type Drawings = ReturnType<typeof open>;

const outcome = (drawings: Drawings, source: string): Promise<DiagramResult> =>
  new Promise((resolve) => void drawings.follow(source, look, resolve));

/** A drawing that takes all of its time has begun, so that what is asked for now waits. */
async function busy(drawings: Drawings): Promise<() => Promise<void>> {
  const begun = new Promise<void>((resolve) => (hear = resolve));
  const slow = outcome(drawings, 'hang first');
  await begun;
  return async () => {
    await vi.advanceTimersByTimeAsync(limits.draw);
    expect(await slow).toEqual({ type: 'slow' });
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', globalThis);
  [ports, frames, asked] = [[], 0, []];
});
afterEach(() => {
  for (const port of ports) port.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('holds nothing up by drawings that nobody waits for any more', async () => {
  const drawings = open();
  const goOn = await busy(drawings);
  const left = Array.from({ length: 50 }, (_, index) =>
    drawings.follow(`hang ${index}`, look, () => undefined),
  );
  for (const leave of left) leave();
  const good = outcome(drawings, 'good');
  await goOn();
  expect(await good).toEqual(drawn);
  expect(asked).toEqual(['hang first', 'good']);
  expect(frames).toBe(2);
});

it('draws what one of two still waits for, and tells that one alone', async () => {
  const drawings = open();
  const goOn = await busy(drawings);
  const told = vi.fn();
  const leave = drawings.follow('good', look, told);
  const good = outcome(drawings, 'good');
  leave();
  await goOn();
  expect(await good).toEqual(drawn);
  expect(told).not.toHaveBeenCalled();
});

it('draws once what is left and wanted again before its turn', async () => {
  const drawings = open();
  const goOn = await busy(drawings);
  drawings.follow('good', look, () => undefined)();
  const good = outcome(drawings, 'good');
  await goOn();
  expect(await good).toEqual(drawn);
  expect(asked).toEqual(['hang first', 'good']);
});

it('draws what was left out when it is wanted later', async () => {
  const drawings = open();
  const goOn = await busy(drawings);
  drawings.follow('good', look, () => undefined)();
  await goOn();
  expect(await outcome(drawings, 'next')).toEqual(drawn);
  expect(drawings.find('good', look)).toBeNull();
  expect(await outcome(drawings, 'good')).toEqual(drawn);
  expect(asked).toEqual(['hang first', 'next', 'good']);
});

it('knows what it drew, until that is to be tried again', async () => {
  const drawings = open();
  await outcome(drawings, 'good');
  expect(drawings.find('good', look)).toEqual(drawn);
  expect(await outcome(drawings, 'good')).toEqual(drawn);
  expect(asked).toEqual(['good']);
  drawings.forget('good', look);
  expect(await outcome(drawings, 'good')).toEqual(drawn);
  expect(asked).toEqual(['good', 'good']);
});
