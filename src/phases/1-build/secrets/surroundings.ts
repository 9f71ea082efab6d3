/** How far around a match is looked. */
const reach = 400;
/** Characters around a match by which a stretch of base64 is told from words with `/` or `-` between them. */
const enough = 60;

const alphabets: readonly { readonly before: RegExp; readonly after: RegExp }[] = [
  { before: /[A-Za-z0-9+/]{1,400}$/, after: /^[A-Za-z0-9+/]{1,400}/ },
  { before: /[A-Za-z0-9_-]{1,400}$/, after: /^[A-Za-z0-9_-]{1,400}/ },
];

/**
 * Whether what lies from `start` to `end` is a piece of a picture, a font or a certificate in base64, in which any letters follow one another some
 * time: nobody writes a secret into the middle of that.
 */
export function standsInBase64(text: string, start: number, end: number): boolean {
  const left = text.slice(Math.max(0, start - reach), start);
  const right = text.slice(end, end + reach);
  return alphabets.some(({ before, after }) => {
    const lead = before.exec(left)?.[0] ?? '';
    const around = lead + (after.exec(right)?.[0] ?? '');
    if (around !== '' && /;base64,$/.test(left.slice(0, left.length - lead.length))) return true;
    return around.length >= enough && isMixed(around);
  });
}

/** Capitals, small letters and digits as chance mixes them; in names and words few are capitals. */
function isMixed(text: string): boolean {
  const share = (pattern: RegExp): number => (text.match(pattern)?.length ?? 0) / text.length;
  return share(/[A-Z]/g) > 0.2 && share(/[a-z]/g) > 0.2 && share(/[0-9]/g) > 0.05;
}
