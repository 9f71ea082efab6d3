/** Alphabets of made-up values. */
export const alphabets = {
  lower: 'abcdefghijklmnopqrstuvwxyz',
  letters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  alphanumeric: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  hex: '0123456789abcdef',
  base64: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  digits: '0123456789',
  small: 'abcdefghijklmnopqrstuvwxyz0123456789',
  upperHex: '0123456789ABCDEF',
  upperAlphanumeric: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  base58: '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
  /** What may stand before padding of base64, whatever its length. */
  ends: 'AQgw',
} as const;

/** A value that looks random and is the same each time: what examples of detectors are made of. */
export function sample(length: number, alphabet: keyof typeof alphabets = 'alphanumeric', seed = 7): string {
  const characters = alphabets[alphabet];
  let state = seed;
  let text = '';
  for (let i = 0; i < length; i++) {
    // A linear congruential generator (Numerical Recipes); its high bits are the good ones.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += characters[(state >>> 16) % characters.length] ?? '';
  }
  return text;
}
