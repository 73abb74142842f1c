import { readAscii } from '../images/byte-reader';

/** A kind of recording or video, told by its first bytes. */
export interface RecordingType {
  readonly mediaType: string;
  /** Of its name where nobody gave it one. */
  readonly name: string;
}

const audio = (format: string, ending: string): RecordingType => ({
  mediaType: `audio/${format}`,
  name: `Recording.${ending}`,
});
const video = (format: string, ending: string): RecordingType => ({
  mediaType: `video/${format}`,
  name: `Video.${ending}`,
});

/** What the first bytes say; null for everything that is neither sound nor moving pictures. Nothing of it is decoded. */
export function recordingTypeOf(bytes: Uint8Array): RecordingType | null {
  const start = readAscii(bytes, 0, 4);
  if (start === 'RIFF') return riffOf(readAscii(bytes, 8, 4));
  if (start === 'OggS') return audio('ogg', 'ogg');
  if (start === 'fLaC') return audio('flac', 'flac');
  if (start.startsWith('ID3')) return audio('mpeg', 'mp3');
  if (start === '\x1aE\xdf\xa3') {
    return readAscii(bytes, 0, 64).includes('webm') ? video('webm', 'webm') : video('x-matroska', 'mkv');
  }
  if (readAscii(bytes, 4, 4) === 'ftyp') return brandOf(readAscii(bytes, 8, 4));
  return frameOf(bytes);
}

function riffOf(form: string): RecordingType | null {
  if (form === 'WAVE') return audio('wav', 'wav');
  return form === 'AVI ' ? video('x-msvideo', 'avi') : null;
}

/** Pictures (AVIF, HEIC) are of the same family. */
function brandOf(brand: string): RecordingType | null {
  if (brand.startsWith('M4A') || brand.startsWith('M4B')) return audio('mp4', 'm4a');
  if (brand === 'qt  ') return video('quicktime', 'mov');
  return /^(?:iso[2-9m]|mp4[12]|avc1|dash|M4V |3gp.|MSNV)$/u.test(brand) ? video('mp4', 'mp4') : null;
}

/** A sound without a head begins with a frame. */
function frameOf(bytes: Uint8Array): RecordingType | null {
  const [first, second = 0] = bytes;
  if (first !== 0xff) return null;
  if ([0xf1, 0xf9].includes(second)) return audio('aac', 'aac');
  return [0xfb, 0xfa, 0xf3, 0xf2].includes(second) ? audio('mpeg', 'mp3') : null;
}
