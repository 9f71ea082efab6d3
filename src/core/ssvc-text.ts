import type { Ssvc } from './advisory.ts';

const exploitationText: Readonly<Record<Ssvc['exploitation'], string>> = {
  none: 'no exploitation is known',
  poc: 'a way to exploit it is public',
  active: 'it is exploited',
};

/** CISA's answers about a flaw, in words. */
export const ssvcText = ({ exploitation, automatable, impact }: Ssvc): string =>
  `${exploitationText[exploitation]}, which can${automatable ? '' : 'not'} be automated and gives ${impact} control`;
