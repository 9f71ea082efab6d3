/** One `-o FORMAT[=FILE]`. */
export interface OutputSpec {
  readonly format: string;
  /** Absent: standard output. */
  readonly file?: string;
}

/** Reads `FORMAT`, `FORMAT=FILE` or `FORMAT=-`. Whether there is such a format is checked when the formats are loaded. */
export function parseOutput(text: string): OutputSpec {
  const [, format, , file] = /^([a-z][a-z0-9-]*)(=(.*))?$/s.exec(text) ?? [];
  if (format === undefined || file === '') throw new Error('a format, or a format and a file: json=report.json');
  return file === undefined || file === '-' ? { format } : { format, file };
}
