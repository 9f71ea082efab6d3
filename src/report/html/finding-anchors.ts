import type { Finding } from '../../core/index.ts';

/**
 * The anchor of each finding in the page, made of its fingerprint, so that a link to it holds in the page of the next scan. Of findings with the same one (two
 * lines of a file that break one rule) each further one has a number behind it, in the order of the report.
 */
export function findingAnchors(findings: readonly Finding[]): ReadonlyMap<Finding, string> {
  const times = new Map<string, number>();
  return new Map(
    findings.map((finding) => {
      // A report may have been written by anybody: an anchor is letters and digits whatever it says.
      const name = finding.fingerprint.replace(/[^0-9A-Za-z]/g, '').slice(0, 64);
      const time = (times.get(name) ?? 0) + 1;
      times.set(name, time);
      return [finding, time === 1 ? `finding-${name}` : `finding-${name}-${time}`] as const;
    }),
  );
}
