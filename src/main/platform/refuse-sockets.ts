import { Socket } from 'node:net';
import { Socket as DatagramSocket } from 'node:dgram';
import { AppError, appError } from '#shared/errors/app-error';

const refuse = (): never => {
  throw new AppError(appError('review.refused', 'A review has no network.'));
};

/**
 * From now on nothing of this process reaches a network, whatever asks for it: what would connect or send throws. It stands
 * below every client of every protocol; those of Chromium are closed by their session. Cannot be undone.
 */
export function refuseSockets(): void {
  Object.defineProperty(Socket.prototype, 'connect', { value: refuse });
  for (const name of ['bind', 'connect', 'send'] as const) {
    Object.defineProperty(DatagramSocket.prototype, name, { value: refuse });
  }
}
