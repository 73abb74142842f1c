import type { RunningApp } from '../harness/electron-app';
import { processTree } from '../harness/process-tree';

/** The page dies as by a fault in it; the window brings it back. */
export async function crashPage({ app }: RunningApp, pid: number): Promise<void> {
  const renderers = () => processTree(pid).filter(({ kind }) => kind === 'renderer');
  const [renderer] = renderers();
  if (renderer === undefined) throw new Error('there is no page');
  const isBack = app.evaluate(
    ({ webContents }) =>
      new Promise<void>((done) => {
        for (const contents of webContents.getAllWebContents())
          contents.once('did-finish-load', () => done());
      }),
  );
  process.kill(renderer.pid, 'SIGSEGV');
  await isBack;
}

export async function crashMain({ app }: RunningApp, pid: number): Promise<void> {
  const ended = new Promise<void>((done) => app.once('close', () => done()));
  process.kill(pid, 'SIGSEGV');
  await ended;
}
