import { defineConfig } from 'vitest/config';

/** Real windows share one display and one keychain: those projects run one file after the other. */
const inRealWindows = {
  fileParallelism: false,
  testTimeout: 60_000,
  hookTimeout: 120_000,
  // What a window is to show may take longer than the second that is usual, on a machine that is busy.
  expect: { poll: { timeout: 15_000 } },
};

/** Vitest leaves a core to whoever watches; a run that nobody watches takes all of them. */
const onEveryCore = { maxWorkers: '100%' };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'tests/use-cases/**/*.test.ts', 'scripts/**/*.test.mjs'],
          environment: 'node',
          // Ten times what the longest takes on two busy cores: a limit for what hangs, not for what is slow.
          testTimeout: 60_000,
          ...onEveryCore,
          // Loading the same modules for each of a hundred files took more than half of the time.
          isolate: false,
        },
      },
      {
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          testTimeout: 60_000,
          ...onEveryCore,
        },
      },
      {
        test: {
          name: 'storage',
          include: ['tests/{migrations,storage}/**/*.test.ts'],
          testTimeout: 120_000,
          ...onEveryCore,
        },
      },
      {
        test: {
          name: 'reliability',
          include: ['tests/reliability/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 60_000,
          ...onEveryCore,
        },
      },
      {
        test: {
          name: 'components',
          include: ['tests/components/**/*.test.ts'],
          globalSetup: 'tests/components/build-workbench.ts',
          ...inRealWindows,
        },
      },
      { test: { name: 'e2e', include: ['tests/e2e/**/*.test.ts'], ...inRealWindows } },
      {
        test: {
          name: 'screenshots',
          include: ['tests/screenshots/**/*.shot.ts'],
          ...inRealWindows,
          testTimeout: 180_000,
        },
      },
      { test: { name: 'sweeps', include: ['tests/packaged/**/*.sweep.ts'], ...inRealWindows } },
      {
        test: {
          name: 'measures',
          include: ['tests/measures/**/*.measure.ts'],
          ...inRealWindows,
          // A million messages are written first.
          hookTimeout: 3_600_000,
        },
      },
      { test: { name: 'packaged', include: ['tests/packaged/**/*.test.ts'], ...inRealWindows } },
    ],
  },
});
