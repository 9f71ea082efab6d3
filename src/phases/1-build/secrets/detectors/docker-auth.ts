import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy, isPlaceholder } from '../value-checks.ts';

export const dockerAuth: SecretDetector = {
  id: 'docker-auth',
  version: 2,
  title: 'Registry login in a Docker configuration',
  severity: 'high',
  why: 'The value is only encoded: whoever finds it logs in to the registry, pulls private images and may push.',
  remedy:
    'Change the password or revoke the token at the registry; mount the login while building (`--mount=type=secret`), and use a credential helper.',
  references: ['https://docs.docker.com/reference/cli/docker/login/#credential-stores'],
  aliases: ['secretlint-rule-docker', 'dockerconfig-secret'],
  keywords: ['"auth"', '"identitytoken"', '"registrytoken"', 'auth\\"', 'identitytoken\\"'],
  anyCase: true,
  // Quotes are escaped where the configuration stands in a string itself.
  pattern:
    /"?(?:auth|(?<token>identitytoken|registrytoken))\\?"\s{0,20}:\s{0,20}\\?"(?<secret>[A-Za-z0-9+/=_.-]{8,4000})\\?"/iy,
  insideWord: true,
  judge: (secret, { groups }) => {
    if (groups.token !== undefined) return isPlaceholder(secret) || entropy(secret) < 3 ? undefined : {};
    const login = Buffer.from(secret, 'base64').toString('latin1');
    const password = login.slice(login.indexOf(':') + 1);
    if (!/^[\x21-\x7e]{1,200}:[\x20-\x7e]{3,3000}$/.test(login) || isPlaceholder(password)) return undefined;
    return {};
  },
  examples: () => [
    `{"auths":{"r.io":{"auth":"${btoa(`someone:${sample(20)}`)}"}}}`,
    JSON.stringify({ DOCKER_AUTH_CONFIG: `{"auths":{"r.io":{"auth":"${btoa(`someone:${sample(20)}`)}"}}}` }),
    `{"auths":{"r.io":{"auth":"","identitytoken":"${sample(40)}"}}}`,
  ],
  others: () => [
    '{"identitytoken": "<identity-token>"}',
    '{"registrytoken": "xxxxxxxxxxxx"}',
    '"auth": "basic-login"',
    `"auth": "${btoa('user:password')}"`,
  ],
};
