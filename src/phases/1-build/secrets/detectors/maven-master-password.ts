import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { isReference } from '../value-checks.ts';

export const mavenMasterPassword: SecretDetector = {
  id: 'maven-master-password',
  version: 1,
  title: 'Password in Maven settings',
  severity: 'high',
  why: 'Whoever finds it deploys artefacts in the owner’s name, which others then build on.',
  remedy: 'Change it at the repository; keep settings.xml out of the image (`--mount=type=secret`).',
  references: ['https://maven.apache.org/guides/mini/guide-encryption.html'],
  aliases: ['maven-settings-security-master'],
  keywords: ['<master>', '<password>', '<passphrase>'],
  anyCase: true,
  pattern: /<(?<tag>master|password|passphrase)>(?<secret>[^<\s]{3,200})<\/\k<tag>>/iy,
  insideWord: true,
  judge: (secret, { path }) => {
    // `{…}` is an encrypted value, `${…}` one that is filled in.
    if (!/settings[\w.-]{0,40}\.xml$/.test(path) || isReference(secret)) return undefined;
    return /^(?:[a-z]{1,12}|\*+|[xX]+)$/.test(secret) ? undefined : {};
  },
  examples: () => [`<settingsSecurity><master>${sample(12)}</master></settingsSecurity>`],
  others: () => [
    '<master>{COQLCE6DU6GtcS5P=}</master>',
    '<password>$[env.PASS]</password>'.replace(/\[(.*)\]/, '{$1}'),
    '<password></password>',
  ],
};
