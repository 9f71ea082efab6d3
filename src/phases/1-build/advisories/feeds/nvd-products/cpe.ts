/** A name of CPE 2.3, bound to a formatted string (NIST IR 7695 §6.2): as much of it as judging asks for. */
export interface CpeName {
  /** `a` an application, `o` an operating system, `h` hardware. */
  readonly part: string;
  readonly vendor: string;
  readonly product: string;
  /** `*` any, `-` none was said. */
  readonly version: string;
  readonly update: string;
  /** What it runs in or for: `node.js`, `wordpress`, `windows`. */
  readonly targetSoftware: string;
}

/** Longest name that is read: the dictionary's have some hundred characters. */
const longest = 1_000;

/** Parts at colons that no backslash stands before. */
function partsOf(text: string): string[] {
  const parts = [''];
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? '';
    if (letter === '\\' && at + 1 < text.length) parts[parts.length - 1] += text[++at] ?? '';
    else if (letter === ':') parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts;
}

/** Reads a CPE 2.3 name; undefined for a text that is none. */
export function readCpe(text: string): CpeName | undefined {
  if (text.length > longest || !text.startsWith('cpe:2.3:')) return undefined;
  const [, , part = '', vendor = '', product = '', version = '', update = '', , , , targetSoftware = '', , other] =
    partsOf(text);
  if (other === undefined) return undefined;
  return { part, vendor, product, version, update, targetSoftware };
}
