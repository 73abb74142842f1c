import { expect, test } from 'vitest';
import { tinyPng } from '../../../../../tests/fixtures/tiny-images';
import { recordingTypeOf } from './recording-type';

const typeOf = (text: string): string | null =>
  recordingTypeOf(Buffer.from(text.padEnd(80, '\0'), 'latin1'))?.mediaType ?? null;

// Catches: a picture or a text that is taken for a recording, and stored without being read.
test('recordings and videos are told by their first bytes, and nothing else is', () => {
  expect(
    [
      ['RIFF\0\0\0\0WAVEfmt ', 'audio/wav'],
      ['RIFF\0\0\0\0AVI LIST', 'video/x-msvideo'],
      ['RIFF\0\0\0\0WEBPVP8 ', null],
      ['ID3\x04\0', 'audio/mpeg'],
      ['\xff\xfb\x90\x64', 'audio/mpeg'],
      ['\xff\xf1\x50\x80', 'audio/aac'],
      ['\xff\xfeH\0i\0', null],
      ['OggS\0\x02', 'audio/ogg'],
      ['fLaC\0\0\0\x22', 'audio/flac'],
      ['\0\0\0\x1cftypM4A \0', 'audio/mp4'],
      ['\0\0\0\x20ftypisom\0', 'video/mp4'],
      ['\0\0\0\x14ftypqt  \0', 'video/quicktime'],
      ['\0\0\0\x1cftypavif\0', null],
      ['\0\0\0\x18ftypheic\0', null],
      ['\x1aE\xdf\xa3\x01\0\0\0\0\0\0\x1fB\x86\x81\x01B\x82\x84webm', 'video/webm'],
      ['\x1aE\xdf\xa3\x01\0\0\0\0\0\0\x23B\x86\x81\x01B\x82\x88matroska', 'video/x-matroska'],
      ['Ordinary text', null],
      ['', null],
    ].filter(([bytes, type]) => typeOf(bytes ?? '') !== type),
  ).toEqual([]);
  expect(recordingTypeOf(tinyPng())).toBeNull();
});
