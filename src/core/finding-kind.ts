/** What sort of fact it is. Every phase uses the same word for it. */
export type FindingKind =
  | 'vulnerability'
  | 'secret'
  | 'misconfiguration'
  | 'licence'
  | 'signature'
  | 'policy'
  | 'runtime';
