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

/** The palette. Meaning never rests on it: words and marks say the same. */
export function makeStyle(options: WriteOptions): Style {
  const colors = picocolors.createColors(options.color);
  return {
    strong: colors.bold,
    faint: colors.dim,
    alarm: (text) => colors.bold(colors.red(text)),
    warn: colors.yellow,
    good: colors.green,
    severity: {
      critical: (text) => colors.bold(colors.red(text)),
      high: colors.red,
      medium: colors.yellow,
      low: colors.cyan,
      negligible: colors.dim,
      unknown: colors.magenta,
    },
  };
}
