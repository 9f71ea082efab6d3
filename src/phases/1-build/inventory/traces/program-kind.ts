import { printable } from '../../../../core/index.ts';
import { programFormat } from '../../../../foundations/formats/index.ts';
import { isLibrary } from '../../ecosystems/index.ts';

/** Whether a regular file may be a program, before its first bytes are seen. Asked for every file of every layer. */
export function mayBeProgram(path: string, file: { readonly size: number; readonly mode: number }): boolean {
  return file.size > 4 && ((file.mode & 0o111) !== 0 || isLibrary(path) || path.endsWith('.wasm'));
}

const formats = { elf: 'program (ELF)', pe: 'program (PE)', 'mach-o': 'program (Mach-O)' } as const;

/** What it is that can be run: by its first bytes (64 are enough); undefined for anything else. */
export function programKind(head: Uint8Array): string | undefined {
  const format = programFormat(head);
  if (format) return formats[format];
  // The magic number of WebAssembly's binary format (its specification, 5.5.16).
  if (head[0] === 0 && head[1] === 0x61 && head[2] === 0x73 && head[3] === 0x6d) return 'program (WebAssembly)';
  if (head[0] !== 0x23 || head[1] !== 0x21) return undefined;
  const [line = ''] = new TextDecoder().decode(head.subarray(2, 64)).split(/[\r\n]/, 1);
  return `${scriptPrefix}${printable(line.trim())})`;
}

const scriptPrefix = 'script (#!';

export const isScript = (kind: string): boolean => kind.startsWith(scriptPrefix);
