import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const infracostToken: SecretDetector = {
  id: 'infracost-token',
  version: 1,
  title: 'Infracost token',
  severity: 'medium',
  why: 'Whoever finds it uses the service in the owner’s name.',
  remedy: 'Regenerate it in the settings of Infracost.',
  references: ['https://www.infracost.io/docs/'],
  aliases: ['infracost-api-token'],
  keywords: ['ico-'],
  anyCase: false,
  pattern: /ico-[A-Za-z0-9]{32}(?![A-Za-z0-9])/y,
  insideWord: false,
  judge: (secret) => (entropy(secret) >= 3.3 && /[A-Z]/.test(secret) ? {} : undefined),
  examples: () => [`key: ${['ic', 'o-', sample(32)].join('')}`],
  others: () => [`ico-${'X'.repeat(32)}`, `video_box.ico-${sample(32, 'hex')}.png`],
};
