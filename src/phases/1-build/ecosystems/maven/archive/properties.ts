const escapes: ReadonlyMap<string, string> = new Map([
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
  ['f', '\f'],
]);

const plain = (text: string): string =>
  text.replace(/\\(?:u([0-9A-Fa-f]{4})|(.))/gs, (_, code: string | undefined, other: string | undefined) =>
    code === undefined ? (escapes.get(other ?? '') ?? other ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
  );

/** Where the key of a line ends: at the first `=`, `:` or blank that no backslash stands before. */
function keyEnd(line: string): number {
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    if (character === '\\') at++;
    else if (character === '=' || character === ':' || character === ' ' || character === '\t') return at;
  }
  return line.length;
}

/** The pairs of a `.properties` file (Java SE, `java.util.Properties.load`); of a key that is there twice the last one. */
export function readProperties(bytes: Uint8Array): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  let before = '';
  for (const raw of new TextDecoder('utf-8').decode(bytes).split(/\r\n|\n|\r/)) {
    const line = before + raw.replace(/^[ \t\f]+/, '');
    before = '';
    if (line === '' || line.startsWith('#') || line.startsWith('!')) continue;
    if (endsOpen(line)) {
      before = line.slice(0, -1);
      continue;
    }
    const end = keyEnd(line);
    pairs.set(plain(line.slice(0, end)), plain(line.slice(end).replace(/^[ \t]*[=:]?[ \t]*/, '')).trim());
  }
  return pairs;
}

/** Whether a line goes on in the next: an odd number of backslashes at its end. */
function endsOpen(line: string): boolean {
  let at = line.length;
  while (at > 0 && line.charAt(at - 1) === '\\') at--;
  return (line.length - at) % 2 === 1;
}
