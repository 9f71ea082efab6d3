/** The predicate of a plain signature over an image, which says nothing more (Cosign 3, "sign/v1"). */
export const signaturePredicate = 'https://sigstore.dev/cosign/sign/v1';

/** Our own record of a scan: findings in short, coverage, and how old the data behind it was. */
export const scanPredicate = 'https://seaworthy.dev/attestation/scan/v1';

/** Short names that people may write for predicate types; Cosign's where it has one. */
export const predicateAliases: ReadonlyMap<string, string> = new Map([
  ['cyclonedx', 'https://cyclonedx.org/bom'],
  ['spdx', 'https://spdx.dev/Document'],
  ['spdxjson', 'https://spdx.dev/Document'],
  ['slsaprovenance', 'https://slsa.dev/provenance/v0.2'],
  ['slsaprovenance02', 'https://slsa.dev/provenance/v0.2'],
  ['slsaprovenance1', 'https://slsa.dev/provenance/v1'],
  ['vuln', 'https://cosign.sigstore.dev/attestation/vuln/v1'],
  ['openvex', 'https://openvex.dev/ns'],
  ['link', 'https://in-toto.io/Link/v1'],
  ['custom', 'https://cosign.sigstore.dev/attestation/v1'],
  ['scan', scanPredicate],
]);

/** The predicate type that a person wrote, short or in full. */
export function predicateType(text: string): string {
  return predicateAliases.get(text) ?? text;
}

/** What a predicate type is about, in the words of `tree`. */
export type AttachmentKind = 'signature' | 'sbom' | 'provenance' | 'scan' | 'vex' | 'attestation' | 'other';

const kinds: readonly (readonly [prefix: string, kind: AttachmentKind])[] = [
  [signaturePredicate, 'signature'],
  ['https://cyclonedx.org/bom', 'sbom'],
  ['https://spdx.dev/Document', 'sbom'],
  ['https://syft.dev/bom', 'sbom'],
  ['https://slsa.dev/provenance/', 'provenance'],
  [scanPredicate, 'scan'],
  ['https://cosign.sigstore.dev/attestation/vuln/', 'scan'],
  ['https://in-toto.io/attestation/vulns/', 'scan'],
  ['https://openvex.dev/ns', 'vex'],
  ['https://cyclonedx.org/vex', 'vex'],
  ['https://docs.oasis-open.org/csaf', 'vex'],
];

/** The kind of an attestation by its predicate type; versions behind a slash or a mark are passed over. */
export function predicateKind(type: string): AttachmentKind {
  const known = kinds.find(
    ([prefix]) => type === prefix || type.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`),
  );
  return known?.[1] ?? (type.startsWith('https://openvex.dev/ns') ? 'vex' : 'attestation');
}
