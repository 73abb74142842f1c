// A display in memory, for a Linux machine that has none.
import { startService } from './service.mjs';

/** Returns `{ env, stop }`: the variables with which a window opens on it. It picks a number that is free. */
export async function startVirtualDisplay({ width, height }) {
  const args = ['-displayfd', '1', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-noreset'];
  const { line, stop } = await startService('Xvfb', args, { env: process.env });
  return { env: { DISPLAY: `:${line.trim()}`, WAYLAND_DISPLAY: '', XAUTHORITY: '' }, stop };
}
