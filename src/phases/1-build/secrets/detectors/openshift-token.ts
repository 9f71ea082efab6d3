import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const openshiftToken: SecretDetector = {
  id: 'openshift-token',
  version: 1,
  title: 'OpenShift token',
  severity: 'high',
  why: 'Whoever finds it acts in the cluster as that user until the token ends.',
  remedy: 'End the session (`oc logout`), or delete the OAuthAccessToken.',
  references: [
    'https://docs.redhat.com/en/documentation/openshift_container_platform/4.17/html/authentication_and_authorization/managing-oauth-access-tokens',
  ],
  aliases: ['openshift-user-token'],
  keywords: ['sha256~'],
  anyCase: false,
  pattern: /sha256~[\w-]{43}(?![\w-])/y,
  insideWord: false,
  judge: (secret) => (entropy(secret) >= 3.5 && !/[xX]{5}/.test(secret) ? {} : undefined),
  examples: () => [['sha', '256~', sample(43)].join('')],
  others: () => ['sha256~XXXXXXXXXX_PUT_YOUR_TOKEN_HERE_XXXXXXXXXXXX', `sha256~${sample(44)}`],
};
