import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';
import { diagramPage } from './scripts/build/diagram-page.mjs';

const here = import.meta.dirname;

// Explicit targets: what runs is decided by package.json's Electron, what is supported reaches one release further back.
export default defineConfig({
  main: {
    build: {
      target: 'node20',
      outDir: 'out/main',
      minify: true,
      sourcemap: false,
      // Only the two native modules stay outside: everything else is bundled, which halves the time to the first window.
      externalizeDeps: { include: ['better-sqlite3', 'keytar'] },
      rolldownOptions: {
        external: ['better-sqlite3', 'keytar', 'electron', /^node:/],
        input: {
          index: resolve(here, 'src/main/index.ts'),
          'search-worker': resolve(here, 'src/main/persistence/workers/search-worker.ts'),
          'history-worker': resolve(here, 'src/main/persistence/workers/history-worker.ts'),
          'document-worker': resolve(here, 'src/main/features/attachments/workers/document-worker.ts'),
          'backup-worker': resolve(here, 'src/main/persistence/workers/backup-worker.ts'),
          'export-worker': resolve(here, 'src/main/bootstrap/workers/export-worker.ts'),
          'import-worker': resolve(here, 'src/main/bootstrap/workers/import-worker.ts'),
          'erasure-worker': resolve(here, 'src/main/persistence/workers/erasure-worker.ts'),
          'snapshot-worker': resolve(here, 'src/main/persistence/workers/snapshot-worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20',
      outDir: 'out/preload',
      // A sandboxed preload is one CommonJS file.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve(here, 'src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react(), tailwindcss(), diagramPage(here)],
    build: {
      target: 'chrome130',
      outDir: 'out/renderer',
      minify: true,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: resolve(here, 'src/renderer/index.html') },
    },
  },
});
