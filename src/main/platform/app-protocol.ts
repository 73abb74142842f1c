import { protocol, type ProtocolRequest, type ProtocolResponse, type Session } from 'electron';
import { findAppFile } from './app-file';
import { imageHashIn, respondWithImage, type FindImage } from './app-image';
import { appScheme, diagramPage } from './app-origin';
import { findDiagramFile } from './diagram-page';
import { createFirstPage } from './first-page';
import { pageHeaders } from './page-headers';

/** Nothing remote, no inline script, no evaluation; style attributes only (a list that positions its rows needs them). */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'none'",
  `frame-src ${diagramPage}`,
  "frame-ancestors 'none'",
  "worker-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
  "webrtc 'block'",
].join('; ');

const headers = {
  ...pageHeaders,
  'Content-Security-Policy': contentSecurityPolicy,
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Must be called before `ready`, once. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges }]);
}

/**
 * Answers `app://parley/…` from the folder of the built page, `app://parley/media/…` with stored images, and
 * `app://diagram/…` with the page that draws diagrams; everything else is 404 with the same headers.
 * `protocol.handle` would make Node load its whole fetch (HTTP/2, TLS) before the first file: 50 ms of every start.
 * Returns when the first page has the files that it cannot begin without, or after a second.
 */
export function serveApp(session: Session, root: string, findImage: FindImage): Promise<void> {
  const first = createFirstPage();
  // oxlint-disable-next-line typescript/no-deprecated -- see above; it stays in Electron beside its successor
  session.protocol.registerBufferProtocol(appScheme, (request, answer) => {
    void respond(root, findImage, request).then((response) => {
      answer(response);
      first.answered(request.url, response.data);
    });
  });
  return first.served;
}

const notThere = { statusCode: 404, headers, mimeType: 'text/plain', data: Buffer.alloc(0) };

async function respond(
  root: string,
  findImage: FindImage,
  { method, url }: ProtocolRequest,
): Promise<ProtocolResponse> {
  const sha256 = method === 'GET' ? imageHashIn(url) : null;
  if (sha256 !== null) return (await respondWithImage(sha256, findImage).catch(() => null)) ?? notThere;
  const ofDiagrams = method === 'GET' ? await findDiagramFile(root, url) : null;
  if (ofDiagrams !== null) return ofDiagrams;
  const file = method === 'GET' || method === 'HEAD' ? await findAppFile(root, url) : null;
  if (file === null) return notThere;
  return {
    statusCode: 200,
    headers: {
      ...headers,
      'Cache-Control': file.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
    mimeType: file.mediaType,
    ...(file.mediaType.startsWith('text/') ? { charset: 'utf-8' } : {}),
    data: method === 'HEAD' ? Buffer.alloc(0) : file.bytes,
  };
}
