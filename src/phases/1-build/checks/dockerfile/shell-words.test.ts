import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintDockerfile } from './lint-dockerfile.ts';

const told = (line: string, base = 'debian:12'): readonly string[] =>
  lintDockerfile('Dockerfile', new TextEncoder().encode(`FROM ${base}\n${line}\n`)).findings.map(({ id }) =>
    id.replace('dockerfile/', ''),
  );

/** What runs the rest of its arguments, or a script in them. */
const wrappings: readonly string[] = [
  'su - -c "COMMAND"',
  'su app -c "COMMAND"',
  'su -s /bin/sh app -c "COMMAND"',
  'su app --command="COMMAND"',
  'su - app -- -c "COMMAND"',
  'eval "COMMAND"',
  'eval COMMAND',
  'bash -lc "COMMAND"',
  'bash -o pipefail -c "COMMAND"',
  'chroot /r COMMAND',
  'chroot --userspec=0:0 /r COMMAND',
  'chroot /r /bin/sh -c "COMMAND"',
  'gosu root COMMAND',
  'su-exec root COMMAND',
  'runuser -u root -- COMMAND',
  'runuser root -c "COMMAND"',
  'setpriv --reuid 0 --clear-groups COMMAND',
  'eatmydata COMMAND',
  'fakeroot -- COMMAND',
  'flock /l COMMAND',
  'flock -w 10 /l COMMAND',
  'flock /l -c "COMMAND"',
  'ionice -c3 COMMAND',
  'ionice -c 3 -n 7 COMMAND',
  'nice -n 10 COMMAND',
  'stdbuf -oL COMMAND',
  'stdbuf -o L COMMAND',
  'timeout -k 5 60 COMMAND',
  'env A=b COMMAND',
  'env -i -u X A=b COMMAND',
  'env -S "COMMAND"',
  'sudo -E -u root COMMAND',
  'sudo -- COMMAND',
  'doas -u root COMMAND',
  'time -p COMMAND',
  'nohup COMMAND',
  'ssh-agent COMMAND',
  'ssh-agent -t 60 COMMAND',
  'coproc COMMAND',
  'setarch x86_64 COMMAND',
  'taskset 0x1 COMMAND',
  'busybox COMMAND',
  'command COMMAND',
  'exec COMMAND',
  'xargs -r -n 1 COMMAND',
  'find / -name x -exec COMMAND {} +',
  'trap "COMMAND" EXIT',
  'conda run -n e COMMAND',
  'f() { COMMAND; }',
  'function f { COMMAND; }',
  'if true; then COMMAND; fi',
  'nice sudo chroot /r COMMAND',
];

for (const wrapping of wrappings) {
  test(`the program inside is seen: ${wrapping}`, () => {
    const line = `RUN ${wrapping.replace('COMMAND', 'curl -k https://e.example/x')}`;
    assert.equal(told(line).filter((id) => id === 'curl-insecure').length, 1);
  });
}

const noCommand: readonly string[] = [
  'command -v curl -k',
  'echo su -c "curl -k x"',
  'su app -s /bin/sh',
  'chroot curl -k',
  'timeout curl -k',
  'trap - EXIT',
  'python3 curl -k',
  'find . -name curl -k',
  'conda install curl -k',
  'eval',
];

for (const line of noCommand) {
  test(`no program inside: ${line}`, () => assert.ok(!told(`RUN ${line}`).includes('curl-insecure')));
}

test('a script that is substituted inside a wrapping is told once', () => {
  const ids = told('RUN sudo sh -c "$(curl -k https://e.example/x)"');
  assert.equal(ids.filter((id) => id === 'curl-insecure').length, 1);
  assert.ok(ids.includes('pipe-to-shell'));
});

const cases: Readonly<Record<string, { readonly told: readonly string[]; readonly not: readonly string[] }>> = {
  'apt-without-yes': {
    told: [
      'RUN apt-get install x',
      'RUN apt-get -o a=b install x',
      'RUN apt-get -oA::B=c install x',
      'RUN apt-get --option a=b install x',
      'RUN apt-get -t stable install x',
      'RUN apt-get -q install x',
      'RUN apt-get -q=1 install x',
      'RUN apt-get --quiet install x',
      'RUN apt-get -o APT::Get::Assume-Yes=false install x',
      'RUN echo n | apt-get install x',
    ],
    not: [
      'RUN apt-get install -qq x',
      'RUN apt-get install -q -q x',
      'RUN apt-get install --quiet --quiet x',
      'RUN apt-get install -q=2 x',
      'RUN apt-get install --quiet=2 x',
      'RUN apt-get -qqo a=b install x',
      'RUN apt-get install -qy x',
      'RUN apt-get --assume-yes install x',
      'RUN apt-get -o APT::Get::Assume-Yes=true install x',
      'RUN apt-get -oAPT::Get::Assume-Yes=1 install x',
      'RUN apt-get --option=apt::get::assume-yes=yes install x',
      'RUN yes | apt-get install x',
      'RUN yes | sudo apt-get install x',
      'RUN apt-get install --dry-run x',
      'RUN apt-get -o install=1 update',
    ],
  },
  'apt-unauthenticated': {
    told: [
      'RUN apt-get -o APT::Get::AllowUnauthenticated=true install -y x',
      'RUN apt-get --allow-insecure-repositories update',
    ],
    not: ['RUN apt-get -o APT::Get::AllowUnauthenticated=false install -y x'],
  },
  'package-cache-left': {
    told: [
      'RUN yum clean all && yum install -y x',
      'RUN rm -rf /var/lib/apt/lists/* && apt-get update && apt-get install -y x',
      'RUN apk add --no-cache a && apk add b',
      'RUN dnf in -y x',
      'RUN dnf up -y',
      'RUN dnf upgrade -y',
      'RUN dnf -y reinstall x',
      'RUN dnf --setopt install_weak_deps=0 install -y x',
      'RUN yum update -y',
      'RUN microdnf upgrade',
      'RUN dnf install -y clean',
      'RUN zypper -n up',
      'RUN zypper --non-interactive dup && zypper refresh',
    ],
    not: [
      'RUN yum install -y x && yum clean all',
      'RUN dnf upgrade -y && dnf -y clean all',
      'RUN dnf in -y x && rm -rf /var/cache/dnf',
      'RUN dnf in -y x && rm -rf /var/cache/*',
      'RUN apt-get update && apt-get install -y x && rm -rf /var/lib/apt/lists/* && apt-get install -y ./x.deb',
      'RUN --mount=type=cache,target=/var/cache/dnf dnf up -y',
      'RUN apk add --no-cache a && apk --no-cache add b',
      'RUN dnf search install',
      'RUN zypper in -y x && zypper cc -a',
    ],
  },
  'update-alone': {
    told: ['RUN apt-get -o a=b update', 'RUN apt-get update && apt-get download install'],
    not: ['RUN apt-get update && apt-get -o a=b install -y x', 'RUN su -c "apt-get update && apt-get install -y x"'],
  },
  'secret-in-env': {
    told: [
      'ENV TOKEN=x',
      'ENV SSH_KEY=x',
      'ENV SECRET_KEY_BASE=x',
      'ENV TOKEN_SERVER_PASSWORD=x',
      'ENV AUTH_HOST_TOKEN=x',
      'ENV AUTH_HEADER=x',
      'ENV PASSWORD_HASH=x',
      'ENV USE_TOKEN=abcdef',
      'ENV PGPASSWORD=x',
      'ENV SSHPASS=x',
      'ENV RANDOM_PASSWORD=abcdef',
      'ENV API_KEY_1=x',
      'ENV STORE_TOKEN=x',
      'ENV SERVER_AUTH=x',
      'ARG DB_PASSWORD',
    ],
    not: [
      'ENV SSH_AUTH_SOCK=/s',
      'ENV TOKEN_TTL=5',
      'ENV AUTH_TYPE=basic',
      'ENV DISABLE_AUTH=1',
      'ENV ALLOW_EMPTY_PASSWORD=yes',
      'ENV API_KEY_HEADER=x',
      'ENV PASSWORD_MIN_LENGTH=8',
      'ENV KMS_KEY_ALIAS=a',
      'ENV KEY_ENABLED=1',
      'ENV PASSWORD_PROMPT_STRING=q',
      'ENV JWT_SECRET_EXPIRES=1h',
      'ENV AUTH_PROVIDER=ldap',
      'ENV AUTH_SERVER=https://login.example.com',
      'ENV TOKEN_STORE=/var/lib/app/tokens',
      'ENV USE_TOKEN=1',
      'ENV MYSQL_RANDOM_ROOT_PASSWORD=yes',
      'ENV GENERATE_SECRET=true',
      'ENV GIT_CONFIG_KEY_0=http.proxy',
    ],
  },
};

for (const [id, { told: bad, not: good }] of Object.entries(cases)) {
  for (const line of bad) test(`${id}, told: ${line}`, () => assert.ok(told(line).includes(id)));
  for (const line of good) test(`${id}, not told: ${line}`, () => assert.ok(!told(line).includes(id)));
}

const bounded: readonly (readonly [name: string, text: string])[] = [
  ['variables that take in one another', `ENV A=$A-${'x'.repeat(50)}\n`.repeat(1_300)],
];

for (const [name, text] of bounded) {
  test(`too much is told, not done: ${name}`, () => {
    assert.throws(() => told(text), { code: 'E_LIMIT' });
  });
}

for (const python of ['python', 'python3', 'python3.12', '/usr/bin/python3', 'python3 -I', 'python3 -W ignore'])
  test(`a module that Python runs is the program of its name: ${python}`, () => {
    assert.ok(told(`RUN ${python} -m pip install --trusted-host pypi.org x`).includes('pip-trusted-host'));
    assert.ok(!told(`RUN ${python} -m pip install x`).includes('pip-trusted-host'));
  });

test('what ONBUILD leaves in a later image is told too', () => {
  assert.ok(told('ONBUILD RUN apk add x').includes('package-cache-left'));
});
