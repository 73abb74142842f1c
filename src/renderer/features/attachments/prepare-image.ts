import { longestImageEdge, mostImageBytes } from '#shared/domain/attachment-limits';
import { imageKindOf, isSafeDrawing, type ImageKind } from './image-kind';

/** Of an image as it is chosen: larger ones would take too much memory to be made smaller. */
const mostChosenImageBytes = 20 * 1024 * 1024;
const mostChosenPixels = 50_000_000;
/** A drawing has no pixels of its own: a small one is drawn at least this large, in px. */
const leastDrawingEdge = 1024;

export type ImageRefusal = 'too-large' | 'unsupported' | 'damaged' | 'too-complex';

export type PreparedImage =
  | { readonly type: 'ready'; readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }
  /** Not an image by what it holds: it goes on as a file. */
  | { readonly type: 'other' }
  | { readonly type: 'refused'; readonly why: ImageRefusal };

/** Kept as they are when they are small enough; all others are encoded anew. */
const stored: readonly ImageKind[] = ['png', 'jpeg', 'webp', 'gif'];

/** How an encoded image is tried, until it is small enough: losslessly first where the source was without loss. */
const lossless = [
  { type: 'image/png' },
  { type: 'image/webp', quality: 0.92 },
  { type: 'image/webp', quality: 0.8 },
] as const;
const photographic = [
  { type: 'image/jpeg', quality: 0.9 },
  { type: 'image/jpeg', quality: 0.75 },
] as const;

const endings: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
};

/**
 * An image as it can be stored and sent: decoded, turned as its EXIF says, made smaller and encoded by the browser, all
 * beside the window's own thread. The main process checks the result and takes out what is not picture.
 */
export async function prepareImage(name: string, file: Blob): Promise<PreparedImage> {
  const kind = imageKindOf(new Uint8Array(await file.slice(0, 512).arrayBuffer()));
  if (kind === null) return { type: 'other' };
  if (file.size > mostChosenImageBytes) return { type: 'refused', why: 'too-large' };
  if (kind === 'svg' && !isSafeDrawing(await file.text())) return { type: 'refused', why: 'too-complex' };
  const source = kind === 'svg' ? new Blob([file], { type: 'image/svg+xml' }) : file;
  const image = await loadImage(source);
  if (image === null) return { type: 'refused', why: kind === 'other' ? 'unsupported' : 'damaged' };
  const size = { width: image.naturalWidth, height: image.naturalHeight };
  if (size.width * size.height > mostChosenPixels) return { type: 'refused', why: 'too-large' };
  const isFit = Math.max(size.width, size.height) <= longestImageEdge && file.size <= mostImageBytes;
  if (stored.includes(kind) && isFit) {
    return { type: 'ready', name, bytes: new Uint8Array(await file.arrayBuffer()) };
  }
  const encoded = await encode(kind, kind === 'svg' ? image : source, size);
  return encoded === null ? { type: 'refused', why: 'damaged' } : named(name, encoded);
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Reads the head of an image: its size, as it is turned; null when the browser cannot read it. */
async function loadImage(source: Blob): Promise<HTMLImageElement | null> {
  const url = URL.createObjectURL(source);
  const image = new Image();
  try {
    await new Promise((resolve, reject) => {
      image.onload = resolve;
      image.onerror = reject;
      image.src = url;
    });
    return image.naturalWidth > 0 && image.naturalHeight > 0 ? image : null;
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
}

function sizeFor(kind: ImageKind, { width, height }: Size, edge: number): Size {
  const long = Math.max(width, height);
  const wanted = kind === 'svg' ? Math.min(edge, Math.max(long, leastDrawingEdge)) : Math.min(edge, long);
  const scale = wanted / long;
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** The smallest loss that fits; a picture that never does is made smaller still. Null when it cannot be decoded. */
async function encode(kind: ImageKind, source: Blob | HTMLImageElement, size: Size): Promise<Blob | null> {
  const ways = kind === 'jpeg' || kind === 'bmp' ? photographic : lossless;
  for (const edge of [longestImageEdge, 1536, 1024]) {
    const canvas = await draw(source, sizeFor(kind, size, edge));
    if (canvas === null) return null;
    for (const way of ways) {
      const blob = await canvas.convertToBlob(way);
      if (blob.size <= mostImageBytes) return blob;
    }
  }
  return null;
}

async function draw(
  source: Blob | HTMLImageElement,
  { width, height }: Size,
): Promise<OffscreenCanvas | null> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) return null;
  try {
    if (source instanceof HTMLImageElement) {
      // Drawings are mostly dark lines on nothing: models see nothing as black.
      context.fillStyle = '#ffffff';
      context.fillRect(0, 0, width, height);
      context.drawImage(source, 0, 0, width, height);
      return canvas;
    }
    const bitmap = await createImageBitmap(source, {
      resizeWidth: width,
      resizeHeight: height,
      resizeQuality: 'high',
      imageOrientation: 'from-image',
    });
    context.drawImage(bitmap, 0, 0);
    bitmap.close();
    return canvas;
  } catch {
    return null;
  }
}

async function named(name: string, blob: Blob): Promise<PreparedImage> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const stem = name.replace(/\.[A-Za-z0-9]{1,5}$/, '');
  return { type: 'ready', name: `${stem}.${endings[blob.type] ?? 'png'}`, bytes };
}
