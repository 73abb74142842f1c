import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProtocolResponse } from 'electron';
import { appOrigin, diagramOrigin } from './app-origin';
import { pageHeaders } from './page-headers';

/** Its own scripts, and style elements, which drawings bring. Nothing is loaded, sent, opened or stored. */
const contentSecurityPolicy = [
  'sandbox allow-scripts',
  "default-src 'none'",
  `script-src ${diagramOrigin}/mermaid.js ${diagramOrigin}/frame.js`,
  "script-src-attr 'none'",
  "style-src 'unsafe-inline'",
  `frame-ancestors ${appOrigin}`,
  "base-uri 'none'",
  "form-action 'none'",
  "webrtc 'block'",
].join('; ');

const headers = {
  ...pageHeaders,
  'Content-Security-Policy': contentSecurityPolicy,
  // The window, which embeds it, and the page itself, whose origin is opaque, are both another origin.
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Cache-Control': 'no-cache',
};

/** All there is at this host. */
const mediaTypes: Readonly<Record<string, string>> = {
  'index.html': 'text/html',
  'mermaid.js': 'text/javascript',
  'frame.js': 'text/javascript',
};

/** Null: the address is not of the page that draws diagrams, or names nothing of it. `root`: the folder of the built page. */
export async function findDiagramFile(root: string, url: string): Promise<ProtocolResponse | null> {
  if (!url.startsWith(`${diagramOrigin}/`)) return null;
  const name = url.slice(diagramOrigin.length + 1);
  if (!Object.hasOwn(mediaTypes, name)) return null;
  const data = await readFile(join(root, 'diagram', name)).catch(() => null);
  if (data === null) return null;
  return { statusCode: 200, headers, mimeType: mediaTypes[name] ?? '', charset: 'utf-8', data };
}
