import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAppFile } from './app-file';

let folder: string;
let root: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-page-'));
  root = join(folder, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), '<p>page</p>');
  writeFileSync(join(root, 'assets', 'main-Ab_3-9.js'), 'export {}');
  mkdirSync(join(root, 'diagram'));
  writeFileSync(join(root, 'diagram', 'frame.js'), 'of another host');
  writeFileSync(join(root, '.hidden.js'), 'secret');
  writeFileSync(join(root, 'notes.txt'), 'secret');
  writeFileSync(join(folder, 'secret.js'), 'secret');
  writeFileSync(join(folder, 'passwd'), 'secret');
  symlinkSync(join(folder, 'secret.js'), join(root, 'assets', 'link.js'));
  symlinkSync(folder, join(root, 'assets', 'up'));
  mkdirSync(join(folder, 'renderer-other'));
  writeFileSync(join(folder, 'renderer-other', 'x.js'), 'secret');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Ways up and out, each written in every encoding, in front of each target. */
function traversals(): string[] {
  const ups = [
    '..',
    '%2e%2e',
    '%2E%2e',
    '.%2e',
    '%2e.',
    '..%00',
    '%252e%252e',
    '....',
    '..;',
    '%c0%ae%c0%ae',
    '%uff0e%uff0e',
    '．．',
    '..%0a',
    '. .',
    '..%20',
  ];
  const slashes = ['/', '%2f', '%5c', '\\', '//', '/./', '%252f', '%c0%af', '／'];
  const targets = ['secret.js', 'passwd', 'renderer-other/x.js'];
  return ups.flatMap((up) =>
    slashes.flatMap((slash) =>
      targets.flatMap((target) => [`/${up}${slash}${target}`, `/assets/${up}${slash}${up}${slash}${target}`]),
    ),
  );
}

describe('the files of the page', () => {
  it('serves what the build made, with its type', async () => {
    const page = await findAppFile(root, 'app://parley/index.html?a=1#x');
    expect(page?.bytes.toString()).toBe('<p>page</p>');
    expect(page).toMatchObject({ mediaType: 'text/html', isImmutable: false });
    const script = await findAppFile(root, 'app://parley/assets/main-Ab_3-9.js');
    expect(script).toMatchObject({ mediaType: 'text/javascript', isImmutable: true });
  });

  it('leads nowhere else by any of 800 spellings of a way out', async () => {
    const urls = traversals().map((path) => `app://parley${path}`);
    expect(urls.length).toBeGreaterThan(800);
    for (const url of urls) expect(await findAppFile(root, url), url).toBeNull();
  });

  it.each([
    'app://parley/',
    'app://parley',
    'app://parley/assets',
    'app://parley/assets/',
    'app://parley/assets/link.js',
    'app://parley/assets/up/secret.js',
    'app://parley/diagram/frame.js',
    'app://diagram/frame.js',
    'app://parley/.hidden.js',
    'app://parley/notes.txt',
    'app://parley/missing.js',
    'app://parley/index.html\0.js',
    'app://parley/index.html%00.js',
    'app://parley//etc/passwd.js',
    'app://parley.evil/index.html',
    'app://parley:80/index.html',
    'app://user@parley/index.html',
    'app://other/index.html',
    'APP://parley/../secret.js',
    'file:///etc/passwd',
    'app:index.html',
    `app://parley/${'a/'.repeat(5_000)}x.js`,
    '',
  ])('does not serve %s', async (url) => {
    expect(await findAppFile(root, url)).toBeNull();
  });
});
