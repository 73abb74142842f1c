// Makes the page that draws diagrams, in diagram/ beside the window's own: its HTML, its script, Mermaid as it is published.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

/** A plugin for Vite; `root` is the folder of the project. Nothing of it becomes part of the scripts of the window. */
export function diagramPage(root) {
  const page = join(root, 'src', 'diagram');
  return {
    name: 'diagram-page',
    apply: 'build',
    async generateBundle() {
      const emit = (name, source) => this.emitFile({ type: 'asset', fileName: `diagram/${name}`, source });
      emit('index.html', readFileSync(join(page, 'index.html')));
      emit('mermaid.js', readFileSync(join(root, 'node_modules', 'mermaid', 'dist', 'mermaid.min.js')));
      emit('frame.js', await bundleFrame(root, join(page, 'frame.ts')));
    },
  };
}

/** One classic script: a page of an opaque origin could load a module only across origins. */
async function bundleFrame(root, entry) {
  const [{ output }] = await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      target: 'chrome130',
      write: false,
      minify: true,
      lib: { entry, formats: ['iife'], name: 'diagramFrame' },
    },
  });
  const [{ code }] = output;
  return code;
}
