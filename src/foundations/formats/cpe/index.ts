/** What a CPE name says of a piece of software. */
export interface Cpe {
  readonly vendor: string;
  readonly product: string;
  /** Absent where it is any. */
  readonly version?: string;
  /** Absent where it is any: `rc1`. */
  readonly update?: string;
}

/** Longest name that is read. */
const longest = 1_000;

/**
 * The attributes of a CPE name in their order (part, vendor, product, version, update, edition, language …), without escapes: `cpe:2.3:a:nginx:nginx:1.21.1:*:…`
 * (NISTIR 7695, formatted string, with fewer parts as makers write it) or `cpe:/a:nginx:nginx:1.21.1` (its URI form). Undefined for a text that is none.
 */
export function cpeAttributes(text: string): readonly string[] | undefined {
  if (text.length > longest) return undefined;
  const [, part, rest] = /^cpe:(?:2\.3:|\/)([aoh*])(?::|$)(.*)$/is.exec(text) ?? [];
  if (part === undefined || rest === undefined) return undefined;
  // A colon that is part of a name is escaped.
  const others = rest.match(/(?:\\.|[^:\\])*(?::|$)/gs) ?? [];
  return [part.toLowerCase(), ...others.map((one) => plain(one.replace(/:$/, '')))];
}

/** What a CPE name says of a piece of software; undefined for a text that is none, and for one that names no product. */
export function readCpe(text: string): Cpe | undefined {
  const [, vendor = '', product = '', version = '', update = ''] = cpeAttributes(text) ?? [];
  if (product === '' || product === '*' || product === '-') return undefined;
  const isAny = (part: string): boolean => /^[*-]?$/.test(part);
  return { vendor, product, ...(isAny(version) ? {} : { version }), ...(isAny(update) ? {} : { update }) };
}

/** Without escapes, of either form. */
function plain(part: string): string {
  const unescaped = part.replace(/\\(.)/gs, '$1');
  try {
    return /%[0-9a-f]{2}/i.test(unescaped) ? decodeURIComponent(unescaped) : unescaped;
  } catch {
    return unescaped;
  }
}
