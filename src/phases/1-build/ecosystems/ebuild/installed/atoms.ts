/** Far more words than any package has. */
const maxWords = 4_000;
/** Groups in groups, far beyond what anybody writes. */
const maxDepth = 20;

/** An expression of the Package Manager Specification ("Dependency Specification Format"): words, all of some, any of some. */
export type Expression =
  | { readonly word: string }
  | { readonly all: readonly Expression[] }
  | { readonly any: readonly Expression[] };

/**
 * Reads an expression as Portage keeps it of an installed package: what depended on flags was decided then. A condition that is still there (`flag? ( … )`) is
 * taken as fulfilled. Undefined when it is no expression, or far too large.
 */
export function readExpression(text: string): Expression | undefined {
  const words = text.split(/\s+/, maxWords + 1).filter(Boolean);
  if (words.length > maxWords) return undefined;
  let at = 0;
  const list = (depth: number): readonly Expression[] | undefined => {
    const items: Expression[] = [];
    for (; at < words.length && words[at] !== ')'; at++) {
      const word = words[at] ?? '';
      const isAny = word === '||' || word === '^^' || word === '??';
      const isGroup = isAny || word === '(' || word.endsWith('?');
      if (!isGroup) {
        items.push({ word });
        continue;
      }
      if (word !== '(') at++;
      if (words[at] !== '(' || depth >= maxDepth) return undefined;
      at++;
      const inner = list(depth + 1);
      if (inner === undefined || words[at] !== ')') return undefined;
      items.push(isAny ? { any: inner } : { all: inner });
    }
    return items;
  };
  const all = list(0);
  return all === undefined || at < words.length ? undefined : { all };
}

/** All words of an expression, whatever holds them together. */
export function wordsOf(expression: Expression): readonly string[] {
  if ('word' in expression) return [expression.word];
  return ('all' in expression ? expression.all : expression.any).flatMap(wordsOf);
}

/** `category/name` of an atom such as `>=dev-libs/openssl-1.1.1:0/3=[-bindist(-)]`; undefined for what must not be there (`!`). */
export function atomName(atom: string): string | undefined {
  if (atom.startsWith('!')) return undefined;
  const [, operator = '', rest = ''] = /^([<>=~]*)(.*)$/s.exec(atom) ?? [];
  const plain = rest.split(/[:[]/, 1)[0] ?? '';
  const name = operator === '' ? plain : (splitVersion(plain.replace(/\*$/, ''))?.name ?? plain);
  return /^[A-Za-z0-9_+.-]+\/[A-Za-z0-9_+-]+$/.test(name) ? name : undefined;
}

/** Name and version, parted at the last dash behind which a version stands (Package Manager Specification, "Package names"). */
export function splitVersion(text: string): { readonly name: string; readonly version: string } | undefined {
  const version = /-([0-9]+(?:\.[0-9]+)*[a-z]?(?:_(?:alpha|beta|pre|rc|p)[0-9]*)*(?:-r[0-9]+)?)$/;
  if (text.length > 300) return undefined;
  const found = version.exec(text);
  return found?.[1] === undefined || found.index === 0
    ? undefined
    : { name: text.slice(0, found.index), version: found[1] };
}
