/** Enough for any real file, and a bound on hostile ones. */
const maxLines = 1_000;

/**
 * Reads os-release(5): `NAME=value` lines as a shell would assign them, without expansion. Comments and lines that are no assignment are passed
 * over, as the man page asks of readers; the last assignment of a name counts.
 */
export function readOsRelease(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split('\n', maxLines)) {
    const assignment = /^\s*([A-Za-z_][A-Za-z0-9_]*)=([^\n]*)$/.exec(line);
    if (assignment?.[1] !== undefined) fields.set(assignment[1], unquote((assignment[2] ?? '').trim()));
  }
  return fields;
}

/**
 * The value without its quotes. Within single quotes nothing is special; within double quotes a backslash escapes `"`, `$`, `` ` `` and itself;
 * without quotes it escapes anything (POSIX shell, "Quoting"). A missing end quote is forgiven.
 */
function unquote(value: string): string {
  const quote = value[0];
  if (quote === "'") {
    const end = value.indexOf("'", 1);
    return end < 0 ? value.slice(1) : value.slice(1, end);
  }
  const quoted = quote === '"';
  let plain = '';
  for (let i = quoted ? 1 : 0; i < value.length; i++) {
    const character = value.charAt(i);
    const next = value.charAt(i + 1);
    if (quoted && character === '"') break;
    if (!quoted && /[\s;]/.test(character)) break;
    if (character === '\\' && next !== '' && (!quoted || '"$`\\'.includes(next))) {
      plain += next;
      i++;
    } else plain += character;
  }
  return plain;
}
