import { setImmediate } from 'node:timers/promises';
import { v7 } from 'uuid';
import type { AttachmentsFeature } from '#main/features/attachments/create-attachments';
import { createExport, type ExportFeature } from '#main/features/export/create-export';
import { rasterTypeOf } from '#main/features/attachments/images/raster-image';
import { runEverything } from '#main/features/export/everything/run-everything';
import { runExport } from '#main/features/export/run-export';
import type { DocumentPorts } from '#main/features/export/write-document';
import type { ConversationStore } from '#main/persistence/conversation-store';
import { openExportOutput } from '#main/platform/export-output';
import type { AuditLog } from '#main/ports/audit-log';
import type { Clock } from '#main/ports/clock';
import type { EventSink } from '#main/ports/event-sink';
import type { ExportFiles } from '#main/ports/export-files';
import type { PrintPage, RunExport } from '#main/ports/export-output';
import { AppError, appError } from '#shared/errors/app-error';

/** Where nobody can be asked, no place is chosen. */
export const nowhere: ExportFiles = {
  choose: () => Promise.resolve(null),
  chooseFolder: () => Promise.resolve(null),
};

/** What an export needs of the machine. */
export interface ExportMachine {
  /** Left out, nobody can be asked. */
  readonly files?: ExportFiles;
  /** Left out, PDFs cannot be made. */
  readonly print?: PrintPage;
  /** In a thread of its own; left out, in this one. */
  readonly run?: RunExport;
}

interface ExportParts {
  readonly store: Pick<ConversationStore, 'conversations' | 'exportSource' | 'archive' | 'held' | 'blobs'>;
  readonly attachments: Pick<AttachmentsFeature, 'findImage'>;
  readonly events: Pick<EventSink, 'broadcast'>;
  readonly clock: Clock;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly machine: ExportMachine;
  /** Runs in this thread. */
  readonly isHere: boolean;
}

const noPrinter: PrintPage = () =>
  Promise.reject(new AppError(appError('export.not-written', 'There is no window to print with.')));

type ExportStore = ExportParts['store'];

/** Exports in this thread. */
export const runExportHere =
  (store: ExportStore, print: PrintPage): RunExport =>
  (job, hooks) => {
    const findFile = async (sha256: string): Promise<Uint8Array | null> => {
      const blob = await store.blobs.read(sha256);
      return blob.kind === 'found' ? blob.content : null;
    };
    const ports = {
      conversations: store.conversations,
      source: store.exportSource,
      archive: store.archive,
      held: store.held,
      clock: { now: () => Date.now() },
      findFile,
      findImage: createFindImage(findFile),
      pause: () => setImmediate(),
      openOutput: openExportOutput(print),
    };
    return job.conversations === 'everything'
      ? runEverything(ports, job.target, hooks)
      : runExport(ports, job, hooks);
  };

/** A stored image as a page may show it, told by its bytes. */
const createFindImage =
  (findFile: (sha256: string) => Promise<Uint8Array | null>): DocumentPorts['findImage'] =>
  async (sha256) => {
    const bytes = await findFile(sha256);
    const mediaType = bytes === null ? null : rasterTypeOf(bytes);
    return bytes === null || mediaType === null ? null : { bytes, mediaType };
  };

export function composeExport({ store, attachments, machine, isHere, ...parts }: ExportParts): ExportFeature {
  const runHere = runExportHere(store, machine.print ?? noPrinter);
  return createExport({
    ...parts,
    conversations: store.conversations,
    source: store.exportSource,
    findImage: (sha256) => attachments.findImage(sha256),
    pause: () => setImmediate(),
    files: machine.files ?? nowhere,
    run: isHere ? runHere : (machine.run ?? runHere),
    newId: () => v7(),
  });
}
