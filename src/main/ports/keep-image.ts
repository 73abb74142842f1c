import type { AppErrorData } from '#shared/errors/app-error';
import type { Result } from '#shared/kernel/result';

/** An image of a model that is on the disk. */
export interface KeptImage {
  readonly sha256: string;
  readonly mediaType: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** Stores what a model sent as an image, told by its bytes. Never rejects. */
export type KeepImage = (base64: string) => Promise<Result<KeptImage, AppErrorData>>;
