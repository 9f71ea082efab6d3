import picocolors from 'picocolors';
import type { Severity } from '../../core/index.ts';
import type { WriteOptions } from '../format.ts';

type Paint = (text: string) => string;

/** What may be emphasised on a terminal; every function gives its text back unchanged when colour is off. */
export interface Style {
  readonly strong: Paint;
  readonly faint: Paint;
  readonly alarm: Paint;
  readonly warn: Paint;
  readonly good: Paint;
  readonly severity: Readonly<Record<Severity, Paint>>;
}

/** The palette. Meaning never rests on it: words and marks say the same. An empty text stays empty. */
export function makeStyle(options: WriteOptions): Style {
  const colors = picocolors.createColors(options.color);
  const paint =
    (...paints: readonly Paint[]): Paint =>
    (text) =>
      text === '' ? '' : paints.reduce((painted, each) => each(painted), text);
  return {
    strong: paint(colors.bold),
    faint: paint(colors.dim),
    alarm: paint(colors.red, colors.bold),
    warn: paint(colors.yellow),
    good: paint(colors.green),
    severity: {
      critical: paint(colors.red, colors.bold),
      high: paint(colors.red),
      medium: paint(colors.yellow),
      low: paint(colors.cyan),
      negligible: paint(colors.dim),
      unknown: paint(colors.magenta),
    },
  };
}
