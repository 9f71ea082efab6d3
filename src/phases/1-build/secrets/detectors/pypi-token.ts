import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const pypiToken: SecretDetector = {
  id: 'pypi-token',
  version: 1,
  title: 'PyPI token',
  severity: 'critical',
  why: 'Whoever finds it publishes packages in the owner’s name, which others then install and run.',
  remedy: 'Remove it in the account settings of PyPI, publish with trusted publishing, and check what was published.',
  references: ['https://pypi.org/help/#apitoken'],
  aliases: ['pypi-upload-token'],
  keywords: ['pypi-AgE'],
  anyCase: false,
  pattern: /pypi-AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZw)[A-Za-z0-9_-]{50,1000}(?![A-Za-z0-9_-])/y,
  insideWord: false,
  judge: (secret) => (entropy(secret) >= 3.5 ? {} : undefined),
  examples: () => [['py', 'pi-AgE', 'IcHlwaS5vcmc', sample(80)].join('')],
  others: () => ['pypi-AgEIcHlwaS5vcmc', ['py', 'pi-AgE', 'IcHlwaS5vcmc', 'A'.repeat(80)].join('')],
};
