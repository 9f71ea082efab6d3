import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedClock } from '../../../../core/index.ts';
import { composeChecks } from './checks.ts';
import { lintCompose } from './lint-compose.ts';
import { readComposeProject } from './read/read-project.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const digest = `sha256:${'3b'.repeat(32)}`;
const usual = composeChecks.filter(({ optional }) => optional !== true);

async function lintFiles(files: Readonly<Record<string, string>>, asked: readonly string[] = ['compose.yaml']) {
  const project = await readComposeProject(asked, (path) => {
    const text = Object.hasOwn(files, path) ? files[path] : undefined;
    return text === undefined ? undefined : bytes(text);
  });
  const results = lintCompose(project, { checks: usual, clock: fixedClock('2026-11-24T00:00:00Z') });
  return {
    findings: results.flatMap(({ findings }) => findings),
    problems: results.flatMap(({ coverage }) => coverage.problems),
    told: results.flatMap(({ findings }) =>
      findings.map(({ id, location }) => {
        const { path, line } = location as { path: string; line?: number };
        return `${path}:${line} ${id.slice('compose/'.length)}`;
      }),
    ),
  };
}

/** Lines that keep every check, for services whose own line is what matters. */
const kept = (indent: string): string =>
  [
    'cap_drop: [ALL]',
    'security_opt: ["no-new-privileges:true"]',
    'read_only: true',
    'mem_limit: 256m',
    'cpus: 0.5',
    'pids_limit: 100',
  ]
    .map((line) => `${indent}${line}\n`)
    .join('');
const web = (lines: string): string =>
  `services:\n  web:\n    image: a.example/web:1@${digest}\n${kept('    ')}${lines}`;

/** Files as people who take care write them: nothing is told of any of them. */
const wellMade: readonly (readonly [what: string, files: Readonly<Record<string, string>>])[] = [
  ['one service', { 'compose.yaml': web('') }],
  [
    'a proxy before a service and its database, with secrets as files',
    {
      'compose.yaml': `
name: shop
x-kept: &kept
${kept('  ')}  restart: unless-stopped
services:
  proxy:
    <<: *kept
    image: caddy:2.10.2@${digest}
    cap_add: [NET_BIND_SERVICE]
    ports: ["80:80", "443:443", "443:443/udp"]
    volumes: ["./Caddyfile:/etc/caddy/Caddyfile:ro", "certificates:/data"]
    networks: [front]
  web:
    <<: *kept
    build: { context: ., secrets: [npm], args: { VERSION: "\${VERSION:-1.0}" } }
    image: shop-web
    environment:
      DATABASE_HOST: db
      DATABASE_PASSWORD_FILE: /run/secrets/db
      LOG_LEVEL: \${LOG_LEVEL:-info}
      PUBLIC_URL: "\${PUBLIC_URL:?say where it is reached}"
    env_file: [{ path: .env.local, required: false }]
    secrets: [db]
    tmpfs: /tmp
    healthcheck: { test: [CMD, /web, --check] }
    depends_on: { db: { condition: service_healthy } }
    networks: [front, back]
  db:
    <<: *kept
    image: postgres:18.1@${digest}
    user: "999:999"
    shm_size: 128m
    environment: [POSTGRES_USER=shop, POSTGRES_PASSWORD_FILE=/run/secrets/db]
    volumes: ["data:/var/lib/postgresql", "/etc/localtime:/etc/localtime:ro"]
    ports: ["127.0.0.1:5432:5432"]
    expose: [5432]
    healthcheck: { test: [CMD-SHELL, "pg_isready -U $$POSTGRES_USER"] }
    secrets: [db]
    networks: [back]
networks: { front: {}, back: { internal: true } }
volumes: { data: {}, certificates: {} }
secrets: { db: { environment: DB_PASSWORD }, npm: { file: .npm-token } }
`,
    },
  ],
  [
    'limits of a stack, profiles and a service that is extended',
    {
      'compose.yaml': `
services:
  base:
    image: a.example/base:2@${digest}
    profiles: [never]
    read_only: true
    cap_drop: [all]
    security_opt: [no-new-privileges]
    deploy: { resources: { limits: { memory: 64M, cpus: "0.25", pids: 50 } } }
  job:
    extends: base
    profiles: [jobs]
    command: ["sh", "-c", "echo $$HOME"]
    labels: [traefik.enable=false]
`,
    },
  ],
  [
    'a secret that comes from elsewhere, and one from .env',
    {
      'compose.yaml': web(
        `    environment: { API_TOKEN: "$API_TOKEN", DB_PASSWORD: "\${DB_PASSWORD}", OTHER_SECRET: }\n`,
      ),
      '.env': 'DB_PASSWORD=correct-horse\n',
    },
  ],
];

for (const [what, files] of wellMade) {
  test(`a well-made Compose file, ${what}: nothing is told`, async () => {
    const { told, problems } = await lintFiles(files);
    assert.deepEqual(told, []);
    assert.deepEqual(problems, []);
  });
}

/** A line of a service that else keeps every check, and what is told: findings, or what is not known. */
const lines: readonly (readonly [line: string, told: readonly string[], unknown?: RegExp])[] = [
  [`ports: ["\${PORT:-8080}:80"]`, ['port-on-every-address']],
  ['ports: ["127.0.0.1:$PORT:80"]', [], /rests on \$\{PORT\}/],
  ['ports: ["$PORT:80"]', [], /rests on \$\{PORT\}/],
  ['ports: ["0.0.0.0:$PORT:5432"]', ['data-port-open'], /rests on/],
  ['ports: ["[::]:8080:80"]', ['port-on-every-address']],
  ['ports: ["8000-8010:8000-8010"]', ['port-on-every-address']],
  ['ports: ["25-30:2525-2530"]', ['port-on-every-address', 'privileged-port']],
  ['ports: ["2222:22"]', ['ssh-port']],
  ['volumes: ["$WHERE:/data"]', [], /rests on \$\{WHERE\}/],
  [`volumes: ["\${WHERE:-/}:/data"]`, ['sensitive-path']],
  ['volumes: ["C:\\\\data:/data", "/data", "named:/etc", "./x:/etc:ro"]', []],
  ['volumes: ["/var/lib/docker/volumes:/v:ro", "/var/run/docker.sock:/s"]', ['runtime-socket', 'sensitive-path']],
  ['volumes: ["~/.aws:/root/.aws:ro"]', ['credentials-mounted']],
  ['volumes: ["$HOME/.ssh:/root/.ssh:ro", "$PWD/data:/data", "$PWD:/app"]', ['credentials-mounted']],
  [`volumes: ["\${HOME}:/home/web"]`, ['sensitive-path']],
  ['user: "$WHO"', [], /services\.web\.user rests on \$\{WHO\}/],
  [`user: "\${WHO:-0}"`, ['root-user']],
  ['privileged: "$P"', [], /privileged rests on/],
  ['privileged: maybe', [], /must be true or false/],
  ['cap_add: { a: b }', [], /must be a list/],
  [`environment: { DB_PASSWORD: "x\${A}" }`, ['secret-in-environment']],
  [`environment: { DB_PASSWORD: "\${A:-\${B}}" }`, []],
  ['environment: ["KEY_FILE=/run/secrets/k", "AWS=AKIAIOSFODNN7EXAMPLE"]', ['secret-in-environment']],
  ['healthcheck: { test: NONE }', ['health-check-off']],
  [`network_mode: "\${MODE:-host}"`, ['host-network']],
  ['pid: "$PID"', [], /rests on/],
  ['mem_limit: 0\n    memswap_limit: 1g', ['memory-limit']],
];

for (const [line, told, unknown] of lines) {
  test(`a Compose service with ${line}`, async () => {
    const text = web(`    ${line}\n`).replace(line.startsWith('mem_limit') ? /\n {4}mem_limit: 256m/ : /^$/, '');
    const found = await lintFiles({ 'compose.yaml': text });
    assert.deepEqual(found.findings.map(({ id }) => id.slice('compose/'.length)).sort(), told);
    const open = found.problems.filter(({ incomplete }) => incomplete).map(({ message }) => message);
    if (unknown === undefined) assert.deepEqual(open, []);
    else assert.match(open.join('\n'), unknown);
  });
}

/** Images, whose tag and digest variables may bring with them. */
const images: readonly (readonly [image: string, told: readonly string[], isOpen: boolean])[] = [
  [`web:\${TAG}`, [], true],
  [`web:v\${TAG}`, [], true],
  [`web:\${TAG:-latest}`, ['image-digest', 'image-tag'], false],
  [`\${REGISTRY}/web:1`, ['image-digest'], false],
  [`\${REGISTRY}/web`, ['image-digest', 'image-tag'], false],
  [`\${IMAGE}`, [], true],
  [`web:1@\${DIGEST}`, [], true],
  [`web:\${TAG}@${digest}`, [], false],
];

for (const [image, told, isOpen] of images) {
  test(`the image ${image} of a Compose service`, async () => {
    const text = web('').replace(/image: .*/, `image: "${image}"`);
    const { findings, problems } = await lintFiles({ 'compose.yaml': text });
    assert.deepEqual(findings.map(({ id }) => id.slice('compose/'.length)).sort(), told);
    assert.equal(
      problems.some(({ incomplete }) => incomplete),
      isOpen,
    );
  });
}

test('a finding stands where the field is written: in the file laid over, at the anchor, at the service', async () => {
  const { told } = await lintFiles(
    {
      'compose.yaml': `x-a: &a\n  privileged: true\nservices:\n  web:\n    <<: *a\n    image: a:1@${digest}\n`,
      'compose.override.yaml': 'services:\n  web:\n    pid: host\n    network_mode: host\n',
    },
    ['compose.yaml', 'compose.override.yaml'],
  );
  assert.ok(told.includes('compose.yaml:2 privileged'));
  assert.ok(told.includes('compose.override.yaml:3 host-pid'));
  assert.ok(told.includes('compose.yaml:4 memory-limit'), told.join());
});

test('comments set aside what they are about: a field, or all of a service; one without a reason does not', async () => {
  const text = web('    # seaworthy:ignore host-pid it watches the others\n    pid: host\n    ipc: host\n').replace(
    '  web:',
    '  # seaworthy:ignore baa3890f-bed7-46f5-ab8f-1da8fc91c729 shares memory on purpose\n  # seaworthy:ignore host-ipc\n  web:',
  );
  const { findings, problems } = await lintFiles({ 'compose.yaml': text });
  assert.deepEqual(
    findings.map(({ id, suppression }) => `${id} ${suppression?.reason}`),
    ['compose/host-pid it watches the others', 'compose/host-ipc shares memory on purpose'],
  );
  assert.match(problems[0]?.message ?? '', /without a reason/);
});

test('no value of a secret is told', async () => {
  const { findings, problems } = await lintFiles({
    'compose.yaml': web(
      '    environment: { DB_PASSWORD: correct-horse, URL: "https://a:correct-horse@b" }\n    user: "0${correct-horse"\n',
    ),
  });
  assert.ok(findings.length > 0);
  assert.ok(!JSON.stringify([findings, problems]).includes('correct-horse'));
});

test('an inline Dockerfile is told as not judged', async () => {
  const { problems } = await lintFiles({
    'compose.yaml':
      'services:\n  web:\n    build:\n      context: .\n      dockerfile_inline: |\n        FROM scratch\n',
  });
  const told = problems.filter(({ incomplete, message }) => incomplete && /dockerfile_inline/.test(message));
  assert.deepEqual(
    told.map(({ where }) => where),
    ['compose.yaml:5'],
  );
});

test('a volume of the project stands for a path of the machine only where it is bound to one', async () => {
  const table: readonly (readonly [string, number])[] = [
    ['{ driver_opts: { type: none, o: bind, device: /etc } }', 1],
    ['{ driver_opts: { type: none, o: "rw,rbind", device: /etc } }', 1],
    ['{ driver_opts: { type: bind, device: /etc } }', 1],
    ['{ driver_opts: { type: nfs, o: "addr=10.0.0.1,rw", device: ":/etc" } }', 0],
    ['{ driver_opts: { type: tmpfs, device: tmpfs, o: size=10m } }', 0],
    ['{ external: true }', 0],
    ['', 0],
  ];
  for (const [volume, expected] of table)
    for (const entry of ['data:/data', '{ type: volume, source: data, target: /data }']) {
      const { told } = await lintFiles({
        'compose.yaml': `${web(`    volumes: [${JSON.stringify(entry).replace(/^"\{(.*)\}"$/, '{$1}')}]\n`)}volumes:\n  data: ${volume}\n`,
      });
      assert.equal(told.filter((one) => one.endsWith(' sensitive-path')).length, expected, `${entry} ${volume}`);
    }
});
