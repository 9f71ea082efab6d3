/** What sort of fact it is. Every phase uses the same word for it. */
export const findingKinds = [
  'vulnerability',
  'malware',
  'secret',
  'misconfiguration',
  'weakness',
  'licence',
  'signature',
  'policy',
  'runtime',
] as const;

/** What advisories tell of: it follows from an inventory and the data of the day, and is judged anew with both. */
export const advisoryKinds = ['vulnerability', 'malware'] as const satisfies readonly FindingKind[];

/** Whether findings of a kind come from advisories. */
export const isOfAdvisories = (kind: FindingKind): boolean => advisoryKinds.some((one) => one === kind);

export type FindingKind = (typeof findingKinds)[number];
