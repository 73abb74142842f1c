import type { OutputOf, ParsedInputOf } from '#shared/contracts/index';
import { AppError, appError } from '#shared/errors/app-error';
import type { ExportFile, ExportFiles } from '#main/ports/export-files';
import type { NewId } from '#main/ports/identity';
import { fileNameFor } from './file-name';
import { formats, writeDocument, type DocumentPorts } from './write-document';

export interface ExportPorts extends DocumentPorts {
  readonly files: ExportFiles;
  readonly newId: NewId;
}

type Request = ParsedInputOf<'export.save'>;

/** A conversation as a file that any program opens, made from the database. */
export interface ExportFeature {
  /** The beginning of what `save` writes; ends early when the same window asks for another one. */
  preview(request: Request, windowId: number): Promise<OutputOf<'export.preview'>>;
  /** Asks where, and writes. Null when the person chose no place. */
  save(request: Request, windowId: number): Promise<OutputOf<'export.save'>>;
  reveal(exportId: string): void;
}

const mostPreviewed = 200_000;
/** Files of this session that can be shown again. */
const mostRemembered = 100;

export function createExport(ports: ExportPorts): ExportFeature {
  const latest = new Map<number, symbol>();
  const written = new Map<string, ExportFile>();
  const nameOf = ({ conversationId, options }: Request): string =>
    fileNameFor(ports.conversations.get(conversationId).title, formats[options.format].ending);

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
      return { text, isCut: length > text.length, bytes, fileName: nameOf(request) };
    },
    async save(request, windowId) {
      const { ending, kind } = formats[request.options.format];
      const file = await ports.files.choose(windowId, { name: nameOf(request), ending, kind });
      if (file === null) return null;
      let bytes = 0;
      const count = async function* (): AsyncGenerator<string, void, undefined> {
        for await (const chunk of writeDocument(ports, request.conversationId, request.options)) {
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
    },
    reveal: (exportId) => written.get(exportId)?.reveal(),
  };
}

const overtaken = (): AppError => new AppError(appError('cancelled', 'Another preview was asked for.'));
