import { controls } from '../../frameworks.ts';
import { isSecret, isSecretName } from '../../secret-names.ts';
import type { ComposeCheck } from '../check.ts';
import { ofServices, service } from '../look.ts';
import { composeSecrets } from '../references.ts';
import type { ComposeService } from '../view.ts';

const env = (line: string): string => service(`environment: { ${line} }`);
const built = (line: string): string => `services:\n  web:\n    build:\n      context: .\n      args: { ${line} }\n`;
const hidden = 'a value that may be a secret';

/** Variables by which programs are told to take what anybody sends for true. */
const withoutTls: readonly (readonly [name: RegExp, value: RegExp])[] = [
  [/^NODE_TLS_REJECT_UNAUTHORIZED$/, /^0$/],
  [/^PYTHONHTTPSVERIFY$/, /^0$/],
  [/^GIT_SSL_NO_VERIFY$/, /^(?:1|true|yes|on)$/i],
  [/^NPM_CONFIG_STRICT_SSL$/i, /^false$/i],
];
/** Variables by which well-known images start without a password. */
const withoutPassword: readonly (readonly [name: RegExp, value: RegExp])[] = [
  [/^POSTGRES_HOST_AUTH_METHOD$/, /^trust$/i],
  [/^(?:MYSQL|MARIADB)_ALLOW_EMPTY_(?:ROOT_)?PASSWORD$/, /^(?:1|true|yes|on)$/i],
  [/^ALLOW_(?:EMPTY_PASSWORD|ANONYMOUS_LOGIN|PLAINTEXT_LISTENER)$/, /^(?:1|true|yes|on)$/i],
  [/^xpack\.security\.enabled$/, /^false$/i],
  [/^(?:DISABLE_SECURITY_PLUGIN|plugins\.security\.disabled)$/, /^true$/i],
  [/^GF_AUTH_ANONYMOUS_ENABLED$/, /^true$/i],
];

const among =
  (known: typeof withoutTls) =>
  ({ variables }: ComposeService) =>
    variables('environment').filter(({ name, node }) =>
      known.some(([isName, isValue]) => isName.test(name) && isValue.test(node.text()?.trim() ?? '')),
    );

/** What services are told by their environment. */
export const environmentChecks: readonly ComposeCheck[] = [
  {
    id: 'compose/secret-in-environment',
    version: 1,
    title: 'A secret stands in the file, in the environment of a service',
    severity: 'high',
    aliases: [],
    frameworks: controls({ 'nist-800-190': '4.1.4', attack: 'T1552.001' }),
    why: 'Whoever may read the repository has it; a default of a variable is used wherever nobody sets another.',
    remedy:
      'Take it from a secret (`secrets`, `NAME_FILE`), or from a variable without a default, and make a new one: this one is known.',
    references: [composeSecrets],
    violating: [
      env('DB_PASSWORD: correct-horse'),
      service('environment: [DB_PASSWORD=correct-horse]'),
      env(`API_TOKEN: "\${API_TOKEN:-s3cr3t-by-default}"`),
    ],
    clean: [
      env(`DB_PASSWORD: "\${DB_PASSWORD}"`),
      env(`DB_PASSWORD: "\${DB_PASSWORD:?set it}"`),
      service('environment: [DB_PASSWORD]'),
      env('DB_PASSWORD_FILE: /run/secrets/db'),
      env('TOKEN_TTL: 3600'),
      env(`API_TOKEN: "\${API_TOKEN:-}"`),
    ],
    look: ofServices(({ variables }) =>
      variables('environment')
        .filter(({ name, written }) => isSecret(name, written))
        .map(({ node }) => ({ node, expected: 'a secret, or a variable without a default', observed: hidden })),
    ),
  },
  {
    id: 'compose/secret-build-argument',
    version: 1,
    title: 'A secret is handed to a build as an argument',
    severity: 'high',
    aliases: [],
    frameworks: controls({ 'cis-docker': '4.10', 'nist-800-190': '4.1.4', attack: 'T1552.001' }),
    why: 'Arguments stay in the history of the image, wherever their value came from: whoever pulls it has them.',
    remedy: 'Use `build.secrets`, and `RUN --mount=type=secret` in the Dockerfile.',
    references: ['https://docs.docker.com/build/building/secrets/'],
    violating: [built(`NPM_TOKEN: "\${NPM_TOKEN}"`), built('DB_PASSWORD: correct-horse')],
    clean: [built('VERSION: 1.4.2'), built('PUBLIC_KEY_NAME: web'), service()],
    look: ofServices(({ variables }) =>
      variables('build', 'args')
        .filter(({ name, written }) => isSecretName(name) || isSecret(name, written))
        .map(({ node }) => ({ node, expected: 'a secret of the build', observed: hidden })),
    ),
  },
  {
    id: 'compose/tls-off',
    version: 1,
    title: 'A service is told not to check certificates',
    severity: 'high',
    aliases: [],
    frameworks: controls({ attack: 'T1557' }),
    why: 'Whoever sits between it and what it speaks to reads and changes all of it.',
    remedy: 'Remove the variable, and hand over the certificate of the authority that is missing.',
    references: ['https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue'],
    violating: [env('NODE_TLS_REJECT_UNAUTHORIZED: 0'), env('GIT_SSL_NO_VERIFY: "true"')],
    clean: [service(), env('NODE_TLS_REJECT_UNAUTHORIZED: 1'), env('NODE_EXTRA_CA_CERTS: /etc/ca.pem')],
    look: ofServices((one) => among(withoutTls)(one).map(({ node }) => ({ node, expected: 'not set' }))),
  },
  {
    id: 'compose/password-off',
    version: 1,
    title: 'A service is told to start without a password',
    severity: 'high',
    aliases: [],
    frameworks: controls({ attack: 'T1133' }),
    why: 'Whoever reaches it, from any container of its network, has all of its data.',
    remedy: 'Remove the variable, and hand over a password as a secret.',
    references: [composeSecrets],
    violating: [
      env('POSTGRES_HOST_AUTH_METHOD: trust'),
      env('ALLOW_EMPTY_PASSWORD: yes'),
      env('xpack.security.enabled: false'),
    ],
    clean: [service(), env('POSTGRES_HOST_AUTH_METHOD: scram-sha-256'), env('ALLOW_EMPTY_PASSWORD: no')],
    look: ofServices((one) => among(withoutPassword)(one).map(({ node }) => ({ node, expected: 'a password' }))),
  },
];
