import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const dopplerToken: SecretDetector = {
  id: 'doppler-token',
  version: 1,
  title: 'Doppler token',
  severity: 'critical',
  why: 'Whoever finds it reads the secrets that the token may.',
  remedy: 'Revoke it in Doppler, and look through its activity log.',
  references: ['https://docs.doppler.com/docs/service-tokens'],
  aliases: ['doppler-api-token'],
  keywords: ['dp.pt.', 'dp.st.', 'dp.ct.', 'dp.sa.', 'dp.scim.', 'dp.audit.'],
  anyCase: false,
  pattern: /dp\.(?:pt|ct|sa|scim|audit|st(?:\.[a-z0-9_-]{2,35})?)\.[A-Za-z0-9]{40,44}(?![A-Za-z0-9])/y,
  insideWord: false,
  judge: (secret) => (entropy(secret) >= 3.3 ? {} : undefined),
  examples: () => [['dp', 'pt', sample(43)].join('.')],
  others: () => [`dp.pt.${'x'.repeat(43)}`],
};
