/** The name as the index compares it: lower case, runs of `-`, `_` and `.` as one `-` (PEP 503, purl-spec type `pypi`). */
export function normalisedName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
