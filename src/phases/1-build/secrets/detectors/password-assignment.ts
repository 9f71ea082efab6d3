import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { isCodeName, isPlaceholder, isReference, looksMadeByChance } from '../value-checks.ts';

const settingsName =
  /(?:^|\/)(?:\.env[\w.-]*|\.netrc|\.pgpass|\.npmrc|\.pypirc|\.my\.cnf|credentials|config|dockerfile[\w.-]*|history\/\d+)$|\.(?:env|ini|conf|cfg|cnf|properties|ya?ml|toml|tfvars|config|settings|envrc)$|^(?:etc\/|config:)/i;

/** Whether the file is one of settings, where values stand without quotes. */
function isSettings(path: string): boolean {
  return settingsName.test(path);
}

export const passwordAssignment: SecretDetector = {
  id: 'password-assignment',
  version: 2,
  title: 'Password or token in a setting',
  severity: 'medium',
  why: 'Whoever can read the file can log in.',
  remedy: 'Change it where it is checked, and give the new one to the container when it starts.',
  references: ['https://cwe.mitre.org/data/definitions/798.html'],
  aliases: ['generic-api-key'],
  keywords: [
    'password',
    'passwd',
    'passphrase',
    'secret',
    'api_key',
    'apikey',
    'api-key',
    'auth_token',
    'authtoken',
    'access_token',
    'accesstoken',
    'access-token',
    'client_secret',
    'private_token',
  ],
  anyCase: true,
  pattern:
    /\w{3,20}(?:[_.-]?(?:key|token|id|hash|base|value|string|prod|dev|root|admin|user|db)){0,2}["'\]]{0,2}[ \t]{0,20}(?:=>|:{0,2}=|:)[ \t]{0,20}(?:(?<quote>["'])(?<secret>[^"'\s\\]{8,128})\k<quote>|(?<bare>[^\s"'\x60,;(){}<>[\]]{8,128})(?=[\s,;]|$))/y,
  insideWord: true,
  judge: (value, { path, groups }) => {
    // Code is full of `password = something`; only files of settings write values without quotes.
    if (groups.secret === undefined && !isSettings(path)) return undefined;
    // What stands between two texts in quotes, a reference in a document, a type, an address of mail.
    if (/^[),;\]}]|^#\/|^\w+\[[\w, |.]+\]$|^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/.test(value)) return undefined;
    if (isReference(value) || isPlaceholder(value) || isCodeName(value) || !looksMadeByChance(value, isSettings(path)))
      return undefined;
    return {};
  },
  examples: () => [`db_password = "${sample(14)}"`, `"client_secret": "${sample(32)}"`, `API_KEY: '${sample(24)}'`],
  others: () => [
    'password = getPassword(user)',
    'label("Password:"),$?Re.createElement("code",null)',
    '"api_key": "#/components/schemas/Agent2KeyAuth"',
    'secret_key: "Optional[str4]" = None',
    'password="some.1@example-host.com"',
    'password: "changeme1"',
    'DB_PASSWORD="$DB_PASSWORD"',
    'secret = "some-long-identifier-name"',
    'password=/run/secrets/password',
    'password_encryption = scram-sha-256',
    `'secret_ref': 'V1SecretReferenceSource'`,
    `'image_pull_secrets': 'list[V1LocalObjectReference]'`,
    'apiKey: "api_key_1234"',
    `access_token: "${'2YotnFZFEjr1zC'}${'sicMWpAA'}"`,
    'api_key: "https://example.com/v1/key"',
  ],
};
