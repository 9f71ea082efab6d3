import type { SecretDetector } from '../detector.ts';
import { nameAndValue } from '../patterns.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const sonarToken: SecretDetector = {
  id: 'sonar-token',
  version: 2,
  title: 'SonarQube token',
  severity: 'high',
  why: 'Whoever finds it reads the source that is analysed and changes results.',
  remedy: 'Revoke it in the account settings of SonarQube (Security).',
  references: ['https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens/'],
  aliases: ['sonar-api-token'],
  keywords: ['sonar'],
  anyCase: true,
  pattern: nameAndValue('sonar', '(?:sq[pau]_)?[A-Za-z0-9=_-]{40}'),
  insideWord: true,
  forms: [
    {
      // Of a user, a project, or for all that is analysed (`squ_`, `sqp_`, `sqa_`): its prefix says enough.
      keywords: ['squ_', 'sqp_', 'sqa_'],
      anyCase: false,
      pattern: /sq[pau]_[a-f0-9]{40}(?![A-Za-z0-9_-])/y,
      insideWord: false,
    },
  ],
  judge: (secret) => (entropy(secret) >= 3 ? {} : undefined),
  examples: () => [
    `SONAR_TOKEN=${['sq', 'u_', sample(40)].join('')}`,
    `sonar.login := "${sample(40, 'hex')}"`,
    ['sq', 'p_', sample(40, 'hex')].join(''),
  ],
  others: () => [
    `SONAR_TOKEN=${'x'.repeat(40)}`,
    'sonar.login=admin',
    `sqp_${'0'.repeat(40)}`,
    `sqp_${sample(20, 'hex')}`,
  ],
};
