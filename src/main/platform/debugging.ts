import { app } from 'electron';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const switches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
];

/**
 * A packed app opens no debugging port, whoever starts it: through one a program could write messages in a person's name.
 * Only a package made for tests says so in its manifest. Fuses close the ways that need no page (--inspect, NODE_OPTIONS).
 * Call before the app is ready.
 */
export function refuseDebugging(): void {
  if (!app.isPackaged || !switches.some((name) => app.commandLine.hasSwitch(name))) return;
  const manifest: unknown = JSON.parse(readFileSync(join(app.getAppPath(), 'package.json'), 'utf8'));
  const isForTests = typeof manifest === 'object' && manifest !== null && 'isPackedForTests' in manifest;
  if (isForTests) return;
  for (const name of switches) app.commandLine.removeSwitch(name);
}
