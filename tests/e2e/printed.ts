import type { ElectronApplication } from 'playwright-core';

/** The dialog of printing is the system's; what it would print is what counts. Answers with its bytes so far. */
export async function watchPrinting(app: ElectronApplication): Promise<() => Promise<number>> {
  await app.evaluate(({ app: electron }) => {
    electron.on('web-contents-created', (_event, contents) => {
      contents.print = (_options, done) =>
        void contents.printToPDF({}).then((pdf) => {
          Object.assign(globalThis, { printed: pdf.length });
          done?.(true, '');
        });
    });
  });
  return () => app.evaluate(() => (globalThis as { printed?: number }).printed ?? 0);
}
