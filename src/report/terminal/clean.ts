import { printable } from '../../core/index.ts';

/**
 * Text from input in a form that is safe on a terminal and takes one line: control, format, private, unassigned and blank characters become spaces,
 * runs of space become one, and no more than three marks may sit on one letter (stacked marks would run over the neighbouring lines).
 */
export function clean(text: string): string {
  if (/^[ -~]*$/.test(text)) return text.replace(/ +/g, ' ').trim();
  return printable(text)
    .replace(/(?:(?!\p{Variation_Selector})[\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Cc}\s\p{Default_Ignorable_Code_Point}])+/gu, ' ')
    .replace(/(\p{M}{3})\p{M}+/gu, '$1')
    .trim();
}
