/** Who writes the records whose ids begin so (OSV schema, "id": the list of database prefixes). To be named beside a severity. */
const publishers: readonly (readonly [prefix: string, name: string, of?: 'malware'])[] = [
  ['GHSA-', 'GitHub'],
  ['GO-', 'Go'],
  ['PYSEC-', 'PyPA'],
  ['RUSTSEC-', 'RustSec'],
  ['MAL-', 'OpenSSF Malicious Packages', 'malware'],
  ['BIT-', 'Bitnami'],
  ['OSV-', 'OSS-Fuzz'],
  ['ALSA-', 'AlmaLinux'],
  ['ALBA-', 'AlmaLinux'],
  ['ALEA-', 'AlmaLinux'],
  ['RLSA-', 'Rocky Linux'],
  ['RHSA-', 'Red Hat'],
  ['UBUNTU-', 'Ubuntu'],
  ['USN-', 'Ubuntu'],
  ['CVE-', 'CVE'],
];

/** Whether the publisher tells of packages that mean harm, and of no flaws. */
export function isOfMalware(id: string): boolean {
  return publishers.some(([prefix, , of]) => of === 'malware' && id.startsWith(prefix));
}

/** The publisher of a record; `OSV` when its prefix is not known. */
export function publisherOf(id: string): string {
  return publishers.find(([prefix]) => id.startsWith(prefix))?.[1] ?? 'OSV';
}
