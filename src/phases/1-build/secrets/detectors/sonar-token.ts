import type { SecretDetector } from '../detector.ts';
import { nameAndValue } from '../patterns.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const sonarToken: SecretDetector = {
  id: 'sonar-token',
  version: 1,
  title: 'SonarQube token',
  severity: 'high',
  why: 'Whoever finds it reads the source that is analysed and changes results.',
  remedy: 'Revoke it in the account settings of SonarQube (Security).',
  references: ['https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens/'],
  keywords: ['sonar'],
  anyCase: true,
  pattern: nameAndValue('sonar', '(?:sq[pau]_)?[A-Za-z0-9=_-]{40}'),
  insideWord: true,
  judge: (secret) => (entropy(secret) >= 3 ? {} : undefined),
  examples: () => [`SONAR_TOKEN=${['sq', 'u_', sample(40)].join('')}`, `sonar.login := "${sample(40, 'hex')}"`],
  others: () => [`SONAR_TOKEN=${'x'.repeat(40)}`, 'sonar.login=admin'],
};
