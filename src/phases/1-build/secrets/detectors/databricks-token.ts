import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const databricksToken: SecretDetector = {
  id: 'databricks-token',
  version: 2,
  title: 'Databricks token',
  severity: 'high',
  why: 'Whoever finds it reads the data of the workspace and runs jobs in it.',
  remedy: 'Revoke it in the settings of the workspace (Access tokens).',
  references: ['https://docs.databricks.com/dev-tools/auth/pat.html'],
  aliases: ['databricks-api-token', 'secretlint-rule-databricks'],
  keywords: ['dapi', 'dose'],
  anyCase: false,
  pattern: /(?:dapi|dose)[a-f0-9]{32}(?:-\d)?(?![A-Za-z0-9])/y,
  insideWord: false,
  judge: (secret) => (entropy(secret) >= 3 ? {} : undefined),
  examples: () => [['da', 'pi', sample(32, 'hex')].join(''), ['do', 'se', sample(32, 'hex')].join('')],
  others: () => ['dapi' + '123456789012345678a9bc01234defg5', `dapi${'0'.repeat(32)}`],
};
