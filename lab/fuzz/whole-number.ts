/** The value of an option of a command line, `--name`. Throws an `Error` when it is no whole number of at most nine digits. */
export function wholeNumber(value: string, name: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new Error(`--${name} wants a whole number, not ${JSON.stringify(value)}`);
  return Number(value);
}
