// A bare window that shows the built workbench from app:// under the policy of the real one, and nothing else.
const { app, BrowserWindow, nativeImage, protocol } = require('electron');
const { readFile } = require('node:fs/promises');
const { extname, join, normalize } = require('node:path');

const root = process.env.WORKBENCH_ROOT;
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  'frame-src app://diagram/index.html',
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const diagramPolicy = [
  'sandbox allow-scripts',
  "default-src 'none'",
  'script-src app://diagram/mermaid.js app://diagram/frame.js',
  "style-src 'unsafe-inline'",
  'frame-ancestors app://workbench',
].join('; ');

/** A stored image: its colour is told by the first digits of its hash. What begins with 0000 is missing. */
function picture(sha256) {
  if (sha256.startsWith('0000')) return new Response(null, { status: 404 });
  const [width, height] = [640, 400];
  const colour = Buffer.from(`${sha256.slice(0, 6)}ff`, 'hex');
  const png = nativeImage
    .createFromBitmap(Buffer.alloc(width * height * 4, colour), { width, height })
    .toPNG();
  return new Response(png, { headers: { 'Content-Type': 'image/png' } });
}

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);

app.whenReady().then(() => {
  protocol.handle('app', async ({ url }) => {
    const { host, pathname } = new URL(url);
    const path = normalize(host === 'diagram' ? `/diagram${pathname}` : pathname);
    if (path.startsWith('/media/')) return picture(path.slice('/media/'.length));
    try {
      const body = await readFile(join(root, path));
      return new Response(body, {
        headers: {
          'Content-Type': types[extname(path)] ?? 'text/plain',
          'Content-Security-Policy': host === 'diagram' ? diagramPolicy : policy,
        },
      });
    } catch {
      return new Response(null, { status: 404 });
    }
  });
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    useContentSize: true,
    webPreferences: { sandbox: true, contextIsolation: true, backgroundThrottling: false },
  });
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  void window.loadURL('app://workbench/index.html');
});
app.on('window-all-closed', () => app.quit());
