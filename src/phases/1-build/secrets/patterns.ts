/** Parts that patterns of several detectors share. Every quantifier is bounded. */

const before = String.raw`[\w .-]{0,20}['"\]\s]{0,3}(?:=>|:{0,3}=|\?=|\|\||:|>|,)['"\x60\s=]{0,5}`;
const after = String.raw`(?=['"\x60\s;,<)&}\]]|\\[nr]|$)`;

/**
 * What follows the name of a setting, up to and with its value: `_TOKEN" : "value"`, ` := value`, `">value<`. `value` is the source of an
 * expression.
 */
export function assigned(value: string): string {
  return `${before}(?<secret>${value})${after}`;
}

/** A name, then the value that is assigned to it; the case of the name does not count. */
export function nameAndValue(name: string, value: string): RegExp {
  return new RegExp(`${anyCase(name)}${assigned(value)}`, 'y');
}

/** The source of an expression for the name in any case. Only letters, digits, `_` and alternatives are known. */
export function anyCase(name: string): string {
  return name.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}
