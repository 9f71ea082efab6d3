import type { FileStat } from '../../../foundations/images/index.ts';

/** Larger texts are not read, and told: what people write by hand is smaller. */
export const maxSecretFileBytes = 32 * 1024 * 1024;

/** Shortest secret that any detector knows, with its name. */
const minBytes = 12;

/** Endings of files that hold no text: a look at the first bytes would say the same, but costs reading. */
const binaryEndings = new Set(
  (
    '7z a apk avi bin bmp br bz2 cab class com db dat deb dll dylib elc eot exe flac gif gmo gz ico icns iso jar jpeg jpg ' +
    'ko lib lz4 lzma mo mov mp3 mp4 mpeg msi node o ogg opus otf pack pdf pickle pkl png psd pyc pyd pyo qm rar rlib rmeta ' +
    'rpm so sqlite squashfs swf tar tga tgz tif tiff traineddata ttc ttf tzif war wasm wav webm webp whl woff woff2 xz zip zst'
  ).split(' '),
);

/** Whether a regular file is worth reading, whatever its size. Asked for every file of every layer. */
export function wantsSecretFile(path: string, file: FileStat): boolean {
  if (file.size < minBytes) return false;
  const dot = path.lastIndexOf('.');
  return dot <= path.lastIndexOf('/') || !binaryEndings.has(path.slice(dot + 1).toLowerCase());
}

/** Whether the first bytes are those of text: UTF-16 with its mark, or anything without a zero byte. */
export function looksLikeText(head: Uint8Array): boolean {
  if (utf16Of(head) !== undefined) return true;
  // PDF and PostScript fonts begin readable; their streams are not.
  if (head[0] === 0x25 && head[1] === 0x50 && head[2] === 0x44 && head[3] === 0x46) return false;
  return !head.includes(0);
}

/** Which UTF-16 the mark at the beginning names. */
export function utf16Of(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined;
}

const samplePath =
  /(?:^|\/)(?:tests?|testing|testdata|test[_-]?fixtures|fixtures|__tests__|spec|examples?|samples?|demos?|docs?|man|mocks?)\/|(?:^|[/_.-])(?:test|tests|spec|example|sample|mock)s?\.[^/]{1,20}$|\.md$|\.rst$|(?:dist|egg)-info\/(?:METADATA|PKG-INFO)$/i;

/** Whether the file lies among tests, examples or documentation, where secrets most often open nothing. */
export function isSamplePath(path: string): boolean {
  return samplePath.test(path);
}
