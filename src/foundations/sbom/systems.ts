/** What makers of documents call a distribution, where it is not the `ID` of its os-release; facts of what Trivy writes. */
const ids: ReadonlyMap<string, string> = new Map([
  ['alma', 'almalinux'],
  ['amazon', 'amzn'],
  ['cbl-mariner', 'mariner'],
  ['opensuse.leap', 'opensuse-leap'],
  ['opensuse.tumbleweed', 'opensuse-tumbleweed'],
  ['oracle', 'ol'],
  ['redhat', 'rhel'],
  ['suse linux enterprise micro', 'sle-micro'],
  ['suse linux enterprise server', 'sles'],
]);

/** The `ID` of a distribution (os-release(5)), by whatever name a document has for it. */
export function systemId(said: string): string {
  const id = said.toLowerCase();
  return ids.get(id) ?? id;
}
