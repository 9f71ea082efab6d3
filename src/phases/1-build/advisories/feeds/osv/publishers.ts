/** Who writes the records whose ids begin so (OSV schema, "id": the list of database prefixes). To be named beside a severity. */
const publishers: readonly (readonly [prefix: string, name: string])[] = [
  ['GHSA-', 'GitHub'],
  ['GO-', 'Go'],
  ['PYSEC-', 'PyPA'],
  ['RUSTSEC-', 'RustSec'],
  ['MAL-', 'OpenSSF Malicious Packages'],
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

/** The publisher of a record; `OSV` when its prefix is not known. */
export function publisherOf(id: string): string {
  return publishers.find(([prefix]) => id.startsWith(prefix))?.[1] ?? 'OSV';
}
