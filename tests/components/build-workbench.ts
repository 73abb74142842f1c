import react from '@vitejs/plugin-react';
import tailwindcss from '@tailwindcss/vite';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { diagramPage } from '../../scripts/build/diagram-page.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the built workbench. */
    readonly workbench: string;
  }
}

/** The renderer's own code, built as the app's is: once for all files of a run. */
export default async function buildWorkbench(project: TestProject): Promise<() => void> {
  const outDir = mkdtempSync(join(tmpdir(), 'parley-workbench-'));
  await build({
    configFile: false,
    root: resolve(import.meta.dirname, 'workbench'),
    logLevel: 'error',
    plugins: [react(), tailwindcss(), diagramPage(resolve(import.meta.dirname, '../..'))],
    build: {
      target: 'chrome130',
      outDir,
      emptyOutDir: true,
      minify: false,
      modulePreload: { polyfill: false },
    },
  });
  project.provide('workbench', outDir);
  return () => rmSync(outDir, { recursive: true, force: true });
}
