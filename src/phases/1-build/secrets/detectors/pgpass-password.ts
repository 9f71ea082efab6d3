import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy, isPlaceholder, isReference } from '../value-checks.ts';

export const pgpassPassword: SecretDetector = {
  id: 'pgpass-password',
  version: 1,
  title: 'Password in a .pgpass file',
  severity: 'high',
  why: 'Whoever can read the file logs in to that database.',
  remedy: 'Change the password of that role; mount the file when the container starts.',
  references: ['https://www.postgresql.org/docs/current/libpq-pgpass.html'],
  keywords: [':5432:', ':*:*:', ':6432:'],
  anyCase: false,
  pattern: /:(?:\d{1,5}|[*]):[^\s:]{1,64}:[^\s:]{1,64}:(?<secret>[^\s:"'\\]{3,200})(?=[\s"'\\]|$)/y,
  insideWord: true,
  judge: (secret, { path }) => {
    if (isReference(secret) || isPlaceholder(secret)) return undefined;
    // Five fields with colons stand in other files as well.
    const isNamed = /(?:^|\/)\.?pgpass(?:\.conf)?$/.test(path);
    return isNamed || (entropy(secret) >= 3 && /\d/.test(secret)) ? {} : undefined;
  },
  examples: () => [`db.internal:5432:*:app:${sample(14)}`, `*:*:*:app:${sample(14)}`],
  others: () => ['db.internal:5432:*:app:$PGPASSWORD', 'db.internal:5432:app:app:password'],
};
