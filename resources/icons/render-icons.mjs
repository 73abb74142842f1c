// Draws icon.svg into the PNG sizes that Linux desktops and electron-builder want, and an .ico of PNGs for Windows.
// Run with Electron: `"$(npm run --silent electron:path)" resources/icons/render-icons.mjs` (as root add --no-sandbox).
import { app, BrowserWindow } from 'electron';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = import.meta.dirname;
const sizes = [16, 32, 48, 64, 128, 256, 512, 1024];
const svg = `data:image/svg+xml;base64,${readFileSync(join(folder, 'icon.svg')).toString('base64')}`;
const draw = `size => new Promise((done, failed) => {
  const image = new Image();
  image.onerror = failed;
  image.onload = () => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = size;
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, size, size);
    done(canvas.toDataURL('image/png'));
  };
  image.src = ${JSON.stringify(svg)};
})`;

/** The directory of an .ico, whose pictures may be PNGs. */
function toIco(pictures) {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * index;
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

void app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false });
  await window.loadURL('data:text/html,');
  const pictures = [];
  for (const size of sizes) {
    const url = await window.webContents.executeJavaScript(`(${draw})(${size})`);
    const png = Buffer.from(url.split(',')[1], 'base64');
    writeFileSync(join(folder, size === 1024 ? 'icon.png' : `${size}x${size}.png`), png);
    if (size <= 256) pictures.push({ size, png });
  }
  writeFileSync(join(folder, 'icon.ico'), toIco(pictures));
  app.quit();
});
