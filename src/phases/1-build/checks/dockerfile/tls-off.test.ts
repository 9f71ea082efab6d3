import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintDockerfile } from './lint-dockerfile.ts';

const told = (line: string): readonly string[] =>
  lintDockerfile('Dockerfile', new TextEncoder().encode(`FROM alpine:3.20\n${line}\n`))
    .findings.map(({ id }) => id.replace('dockerfile/', ''))
    .filter((id) => /tls-off|trusted|insecure/.test(id));

const off: Readonly<Record<string, readonly string[]>> = {
  'git-tls-off': [
    'ENV GIT_SSL_NO_VERIFY=0',
    'ENV GIT_SSL_NO_VERIFY=false',
    'ENV GIT_SSL_NO_VERIFY=no',
    'ENV GIT_SSL_NO_VERIFY=',
    'ENV GIT_SSL_NO_VERIFY ""',
    'ARG GIT_SSL_NO_VERIFY=off',
    'RUN GIT_SSL_NO_VERIFY= git fetch',
    'RUN export GIT_SSL_NO_VERIFY=0',
    'RUN env GIT_SSL_NO_VERIFY=0 git fetch',
    'RUN git config --global http.sslVerify false',
    'RUN git config --system http.sslverify "no"',
    'RUN git config http.sslVerify 0',
    'RUN git config --global http.sslVerify ""',
    'RUN git config set --global http.sslVerify off',
    'RUN git config --global http.https://example.com/.sslVerify false',
    'RUN git -c http.sslVerify=false clone https://example.com/a.git',
    'RUN git -c http.sslVerify= clone https://example.com/a.git',
    'RUN git clone --config http.sslVerify=false https://example.com/a.git',
    'RUN git clone --config=http.sslVerify=false https://example.com/a.git',
    'ENV GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=http.sslVerify GIT_CONFIG_VALUE_0=false',
    `ENV GIT_CONFIG_PARAMETERS="'http.sslverify=false'"`,
  ],
  'npm-tls-off': [
    'RUN npm install --strict-ssl false x',
    'RUN npm install --strict-ssl=false x',
    'RUN npm install --no-strict-ssl x',
    'RUN npm config set strict-ssl false',
    'RUN npm config set strict-ssl=false',
    'RUN npm set strict-ssl=false -g',
    'RUN pnpm config set strict-ssl false',
    'RUN yarn config set strict-ssl false -g',
    'RUN yarn config set enableStrictSsl false',
    'RUN yarn config set --home enableStrictSsl 0',
    'ENV npm_config_strict_ssl=false',
    'ENV YARN_ENABLE_STRICT_SSL=0',
    'ENV YARN_STRICT_SSL=false',
  ],
  'pip-trusted-host': [
    'RUN pip config set global.trusted-host pypi.org',
    'RUN pip3 config --user set install.trusted-host "pypi.org files.pythonhosted.org"',
    'RUN python -m pip config set global.trusted-host pypi.org',
    'RUN pip3.12 install --trusted-host=pypi.org x',
    'ENV PIP_TRUSTED_HOST=pypi.org',
    'ENV UV_INSECURE_HOST=pypi.org',
  ],
};

for (const [id, lines] of Object.entries(off)) {
  for (const line of lines) test(`${id}: ${line}`, () => assert.deepEqual(told(line), [id]));
}

const on: readonly string[] = [
  'ARG GIT_SSL_NO_VERIFY',
  'RUN unset GIT_SSL_NO_VERIFY',
  'RUN env -u GIT_SSL_NO_VERIFY git fetch',
  'RUN echo GIT_SSL_NO_VERIFY=1',
  'RUN git config --global http.sslVerify true',
  'RUN git config --get http.sslVerify',
  'RUN git config --unset http.sslVerify',
  'RUN git -c http.sslVerify clone https://example.com/a.git',
  'RUN git -c http.sslVerify=true clone https://example.com/a.git',
  'RUN git commit -m "http.sslVerify=false is bad"',
  'ENV GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=user.useConfigOnly GIT_CONFIG_VALUE_0=false',
  'RUN npm install --strict-ssl x',
  'RUN npm install --strict-ssl true x',
  'RUN npm install --no-strict-ssl=false x',
  'RUN npm config set strict-ssl true',
  'RUN npm config get strict-ssl',
  'RUN yarn config set enableStrictSsl true',
  'ENV NPM_CONFIG_STRICT_SSL=true',
  'RUN pip config set global.index-url https://example.com/simple',
  'RUN pip config unset global.trusted-host',
  'ENV PIP_TRUSTED_HOST=',
];

for (const line of on) test(`verification stays on: ${line}`, () => assert.deepEqual(told(line), []));

/** What a container runs is judged as what builds the image is, but for what it asks of itself. */
const atRunTime: readonly (readonly [line: string, ids: readonly string[]])[] = [
  ['HEALTHCHECK CMD curl -fk https://auth.example/health || exit 1', ['curl-insecure']],
  ['HEALTHCHECK --interval=5s CMD ["curl", "--insecure", "https://auth.example/"]', ['curl-insecure']],
  ['HEALTHCHECK CMD wget --no-check-certificate -qO- "https://$HOST/" || exit 1', ['wget-insecure']],
  ['CMD curl -k https://config.example/ > /c && exec app', ['curl-insecure']],
  ['ENTRYPOINT ["sh", "-c", "curl -k https://config.example/ > /c; exec app"]', ['curl-insecure']],
  ['CMD GIT_SSL_NO_VERIFY=1 git pull && exec app', ['git-tls-off']],
  ['CMD npm install --strict-ssl=false && node .', ['npm-tls-off']],
  ['ONBUILD HEALTHCHECK CMD curl -k https://auth.example/', ['curl-insecure']],
  ['HEALTHCHECK CMD curl -fk https://localhost:8443/health || exit 1', []],
  ['HEALTHCHECK CMD ["curl", "-k", "https://127.0.0.1/"]', []],
  ['HEALTHCHECK CMD curl -k https://[::1]:8443/', []],
  ['HEALTHCHECK CMD curl -k localhost:8443/health', []],
  ['HEALTHCHECK CMD wget --no-check-certificate -qO- https://localhost/ || exit 1', []],
  ['HEALTHCHECK CMD curl -k https://localhost.example/', ['curl-insecure']],
  ['HEALTHCHECK CMD curl -k https://localhost/ https://auth.example/', ['curl-insecure']],
  ['HEALTHCHECK CMD curl -f https://auth.example/', []],
  ['HEALTHCHECK NONE', []],
  // What goes into the image by way of the build machine was still not checked.
  ['RUN curl -k https://localhost/', ['curl-insecure']],
];

for (const [line, ids] of atRunTime) test(`at run time: ${line}`, () => assert.deepEqual(told(line), ids));
