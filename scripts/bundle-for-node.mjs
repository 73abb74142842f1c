// Bundles one TypeScript entry of src/main for Node, so that a script can run it without building the app (about 0.5 s).
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '..');

/** Returns the URL of the bundle of `entry` (a path from the project's folder). It lies where better-sqlite3 is found. */
export async function bundleForNode(entry, name, outDir = join(root, 'node_modules/.cache/parley', name)) {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(root, entry),
      outDir,
      emptyOutDir: false,
      target: 'node20',
      rollupOptions: {
        external: ['better-sqlite3'],
        output: { format: 'es', entryFileNames: 'index.mjs', codeSplitting: false },
      },
    },
    ssr: { noExternal: true },
  });
  return pathToFileURL(join(outDir, 'index.mjs')).href;
}
