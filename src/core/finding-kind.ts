/** What sort of fact it is. Every phase uses the same word for it. */
export const findingKinds = [
  'vulnerability',
  'malware',
  'secret',
  'misconfiguration',
  'licence',
  'signature',
  'policy',
  'runtime',
] as const;

export type FindingKind = (typeof findingKinds)[number];
