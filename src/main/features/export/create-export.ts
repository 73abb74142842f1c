import type { OutputOf, ParsedInputOf } from '#shared/contracts/index';
import { AppError, appError } from '#shared/errors/app-error';
import type { ExportFile, ExportFiles, FileSuggestion } from '#main/ports/export-files';
import type { NewId } from '#main/ports/identity';
import { codeFormat } from './code-format';
import { fileNameFor } from './file-name';
import { formats, writeDocument, type DocumentPorts } from './write-document';

export interface ExportPorts extends DocumentPorts {
  readonly files: ExportFiles;
  readonly newId: NewId;
}

type Request = ParsedInputOf<'export.save'>;
type Piece = ParsedInputOf<'export.savePiece'>;
type Saved = OutputOf<'export.save'>;

/** A conversation as a file that any program opens, made from the database. */
export interface ExportFeature {
  /** The beginning of what `save` writes; ends early when the same window asks for another one. */
  preview(request: Request, windowId: number): Promise<OutputOf<'export.preview'>>;
  /** Asks where, and writes. Null when the person chose no place. */
  save(request: Request, windowId: number): Promise<Saved>;
  /** The same for code or a table of a reply. */
  savePiece(piece: Piece, windowId: number): Promise<Saved>;
  reveal(exportId: string): void;
}

const mostPreviewed = 200_000;
/** Files of this session that can be shown again. */
const mostRemembered = 100;

export function createExport(ports: ExportPorts): ExportFeature {
  const latest = new Map<number, symbol>();
  const written = new Map<string, ExportFile>();
  const nameOf = ({ conversationId }: Pick<Request, 'conversationId'>, ending: string): string =>
    fileNameFor(ports.conversations.get(conversationId).title, ending);
  const write = async (
    windowId: number,
    suggestion: FileSuggestion,
    chunks: () => AsyncIterable<string>,
  ): Promise<Saved> => {
    const file = await ports.files.choose(windowId, suggestion);
    if (file === null) return null;
    let bytes = 0;
    const count = async function* (): AsyncGenerator<string, void, undefined> {
      for await (const chunk of chunks()) {
        bytes += Buffer.byteLength(chunk);
        yield chunk;
      }
    };
    await file.write(count());
    const exportId = ports.newId();
    written.set(exportId, file);
    const [oldest] = written.keys();
    if (written.size > mostRemembered && oldest !== undefined) written.delete(oldest);
    return { exportId, fileName: file.name, bytes };
  };

  return {
    async preview(request, windowId) {
      const turn = Symbol();
      latest.set(windowId, turn);
      let text = '';
      let bytes = 0;
      let length = 0;
      for await (const chunk of writeDocument(ports, request.conversationId, request.options)) {
        if (latest.get(windowId) !== turn) throw overtaken();
        if (text.length < mostPreviewed) text += chunk.slice(0, mostPreviewed - text.length);
        bytes += Buffer.byteLength(chunk);
        length += chunk.length;
      }
      latest.delete(windowId);
      return {
        text,
        isCut: length > text.length,
        bytes,
        fileName: nameOf(request, formats[request.options.format].ending),
      };
    },
    async save(request, windowId) {
      const { ending, kind } = formats[request.options.format];
      const suggestion = { title: 'Export conversation', name: nameOf(request, ending), ending, kind };
      return write(windowId, suggestion, () => writeDocument(ports, request.conversationId, request.options));
    },
    async savePiece({ conversationId, text, language }, windowId) {
      const { ending, kind } = codeFormat(language);
      const suggestion = { title: 'Save', name: nameOf({ conversationId }, ending), ending, kind };
      return write(windowId, suggestion, () => onePiece(text));
    },
    reveal: (exportId) => written.get(exportId)?.reveal(),
  };
}

// eslint-disable-next-line @typescript-eslint/require-await -- files are written from what comes in time
async function* onePiece(text: string): AsyncGenerator<string, void, undefined> {
  yield text;
}

const overtaken = (): AppError => new AppError(appError('cancelled', 'Another preview was asked for.'));
