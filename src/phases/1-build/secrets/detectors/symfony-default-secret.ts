import type { SecretDetector } from '../detector.ts';

export const symfonyDefaultSecret: SecretDetector = {
  id: 'symfony-default-secret',
  version: 1,
  title: 'Default secret of Symfony',
  severity: 'high',
  why: 'The value stands in the documentation: everybody can sign cookies and links that the application believes.',
  remedy: 'Set a secret made by chance for each installation.',
  references: ['https://symfony.com/doc/current/reference/configuration/framework.html#secret'],
  aliases: ['symfony-default-secret'],
  keywords: ['ThisTokenIsNotSoSecret'],
  anyCase: false,
  // In two parts, and the example too: the text must not stand in our own program, whose builder puts plain texts together.
  pattern: /ThisTokenIsNotSoSecret(?:ChangeIt)/y,
  insideWord: false,
  judge: () => ({}),
  examples: () => [`  secret: ${['ThisTokenIsNotSo', 'SecretChangeIt'].join('')}`],
  others: () => ['ThisTokenIsNotSoSecret'],
};
