import type { Addition } from './addition.ts';

const detectors = 'src/phases/1-build/secrets/detectors';

export const detector: Addition = {
  what: 'a detector of secrets',
  page: 'docs/add-a-detector.md',
  folder: `${detectors}/ID.ts`,
  files: {
    [`${detectors}/harbour-token.ts`]: `import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const harbourToken: SecretDetector = {
  id: 'harbour-token',
  version: 1,
  title: 'Harbour token',
  severity: 'high',
  why: 'Whoever finds it opens the harbour.',
  remedy: 'Revoke it in the harbour office.',
  references: ['https://example.org/tokens'],
  keywords: ['hrb_'],
  anyCase: false,
  pattern: /hrb_[A-Za-z0-9]{32}(?![A-Za-z0-9])/y,
  insideWord: false,
  judge: (secret) => (entropy(secret) < 3 ? undefined : {}),
  examples: () => [['hrb', '_', sample(32)].join('')],
  others: () => [['hrb', '_', 'x'.repeat(32)].join('')],
};
`,
  },
  lines: [
    {
      file: `${detectors}/index.ts`,
      from: "import { jwt } from './jwt.ts';",
      to: "import { harbourToken } from './harbour-token.ts';\nimport { jwt } from './jwt.ts';",
    },
    { file: `${detectors}/index.ts`, from: '  jwt,\n', to: '  harbourToken,\n  jwt,\n' },
  ],
  tests: [{ file: 'src/phases/1-build/secrets/secret-scanner.test.ts', says: /^ok \d+ - .*harbour-token/m }],
  given: { 'root/etc/app.conf': 'token = hrb_q8Zr3Lk0Vw7Tn5Xc2Mb9Hd4Gs6Jf1PyA\n' },
  works: { words: ['scan', 'dir:root', '--offline', '--no-record', '-o', 'name'], prints: /^secret\/harbour-token$/m },
};
