import { defined } from '../../../../../core/index.ts';
import { promisesSecret } from '../../../secrets/index.ts';
import { controls } from '../../frameworks.ts';
import type { ImageBreach, ImageCheck } from '../check.ts';
import type { ImageView } from '../view.ts';

/** Memory allocators and kin that images load on purpose. */
const knownLibrary =
  /\/lib(?:jemalloc|tcmalloc|mimalloc|snmalloc|nss_wrapper|fakeroot|eatmydata|gcompat|stdc\+\+)[\w.-]*\.so/;
const withoutKnown = (value: string): string =>
  value
    .split(/[\s:]+/)
    .filter((library) => library !== '' && !knownLibrary.test(`/${library}`))
    .join(':');

/** A debugger that waits for whoever connects; one on the loopback address alone is out of reach. */
const nodeDebugger = /(?:^|\s)--inspect(?:-brk|-wait)?(?:$|\s|=(?!(?:127\.|localhost|\[::1\])))/;
const javaDebugger = /-agentlib:jdwp=\S*server=y/;
const debuggers: readonly (readonly [name: RegExp, value: RegExp])[] = [
  [/^NODE_OPTIONS$/, nodeDebugger],
  [/^(?:JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS|JAVA_OPTS|CATALINA_OPTS)$/, javaDebugger],
  [/^(?:FLASK_DEBUG|WERKZEUG_DEBUG)$/, /^(?:1|true|on)$/i],
];

const secretExpected = 'a variable given when the container starts, or a secret mount in the build';

/** Each name once: where it still counts, else at the first step that has it. */
function* secretVariables(view: ImageView): Iterable<ImageBreach> {
  const told = new Set<string>();
  for (const [name, value] of view.variables) {
    if (value === '' || !promisesSecret(name, value)) continue;
    told.add(name);
    yield { entry: `config:env/${name}`, observed: `${name} with a value`, expected: secretExpected };
  }
  for (const { entry, keyword, pairs, layer } of view.steps)
    for (const { name, value } of pairs) {
      if (told.has(name) || !promisesSecret(name, value)) continue;
      told.add(name);
      const observed = `${keyword === 'ENV' ? 'ENV' : 'build argument'} ${name} with a value`;
      yield { entry, observed, expected: secretExpected, ...defined({ layer }) };
    }
}

export const variableChecks: readonly ImageCheck[] = [
  {
    id: 'image/secret-in-variable',
    version: 1,
    of: 'config',
    title: 'A secret in a variable or a build argument',
    severity: 'high',
    aliases: ['CIS-DI-0010', 'AVD-DS-0031'],
    frameworks: controls({ 'cis-docker': '4.10', 'nist-800-190': '4.1.4', attack: 'T1552' }),
    why: 'Variables stand in the configuration and build arguments in the history. Whoever can pull the image reads both without starting it, and a later step that unsets one takes nothing back.',
    remedy:
      'Replace the secret, and give the new one when the container starts, or to the build by `RUN --mount=type=secret,id=…`.',
    references: ['https://docs.docker.com/build/building/secrets/'],
    violating: [
      { config: { Env: ['DB_PASSWORD=hunter2'] } },
      { history: ['RUN |1 NPM_TOKEN=abc /bin/sh -c npm ci # buildkit'] },
      { history: ['/bin/sh -c #(nop) ENV MODE=a DB_PASSWORD=hunter2'] },
    ],
    clean: [
      { config: { Env: ['DB_PASSWORD_FILE=/run/secrets/db', 'GPG_KEY=ABCD', 'DB_PASSWORD='] } },
      { history: ['ARG NPM_TOKEN', 'RUN |1 VERSION=1.2 /bin/sh -c TOKEN=$(cat /run/secrets/t) npm ci # buildkit'] },
    ],
    look: secretVariables,
  },
  {
    id: 'image/debugger-on',
    version: 1,
    of: 'config',
    title: 'A debugger waits in every container of it',
    severity: 'medium',
    aliases: [],
    frameworks: controls({ 'nist-800-190': '4.1.2' }),
    why: 'Whoever reaches its port runs code as the application does; a debugger asks for no password.',
    remedy: 'Take the option out of the image, and set it only where somebody is looking for a fault.',
    references: ['https://nodejs.org/en/learn/getting-started/debugging#security-implications'],
    violating: [
      { config: { Env: ['NODE_OPTIONS=--max-old-space-size=512 --inspect=0.0.0.0:9229'] } },
      { config: { Env: ['JAVA_TOOL_OPTIONS=-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:5005'] } },
      { config: { Entrypoint: ['node', '--inspect=0.0.0.0', 'server.js'] } },
    ],
    clean: [
      { config: { Env: ['NODE_OPTIONS=--enable-source-maps', 'FLASK_DEBUG=0'] } },
      { config: { Cmd: ['node', '--inspect=127.0.0.1:9229', 'server.js'] } },
    ],
    *look(view) {
      for (const [name, value] of view.variables)
        if (debuggers.some(([names, values]) => names.test(name) && values.test(value)))
          yield { entry: `config:env/${name}`, observed: `${name} switches a debugger on`, expected: 'no debugger' };
      const command = view.command.join(' ');
      const [program = ''] = view.command;
      const isNode = /(?:^|\/)(?:node|nodejs|nodemon|npx|npm)$/.test(program) && nodeDebugger.test(command);
      if (isNode || javaDebugger.test(command))
        yield { entry: 'config:entrypoint', observed: 'the command switches a debugger on', expected: 'no debugger' };
    },
  },
  {
    id: 'image/preloaded-code',
    version: 1,
    of: 'config',
    title: 'Code is loaded into every program',
    severity: 'low',
    aliases: [],
    frameworks: controls({ attack: 'T1574.006' }),
    why: 'The library runs inside of whatever a container starts, also with the rights of others, and is a common place to hide something in.',
    remedy: 'Link or load it in the program that needs it.',
    references: ['https://man7.org/linux/man-pages/man8/ld.so.8.html'],
    violating: [{ config: { Env: ['LD_PRELOAD=/tmp/hook.so'] } }],
    clean: [{ config: { Env: ['LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2', 'LD_LIBRARY_PATH=/opt/lib'] } }],
    *look(view) {
      for (const name of ['LD_PRELOAD', 'LD_AUDIT']) {
        const value = withoutKnown(view.variables.get(name) ?? '');
        if (value !== '')
          yield { entry: `config:env/${name}`, observed: `${name}=${value}`, expected: 'no library for all programs' };
      }
    },
  },
  {
    id: 'image/relative-search-path',
    version: 1,
    of: 'config',
    title: 'Programs are looked for in the current folder',
    severity: 'medium',
    aliases: [],
    frameworks: controls({ attack: 'T1574.007' }),
    why: 'A file that somebody puts into the folder where a command is typed runs in place of the program that was meant.',
    remedy: 'Name folders from the root in `PATH`, and leave out empty parts.',
    references: ['https://cwe.mitre.org/data/definitions/427.html'],
    violating: [{ config: { Env: ['PATH=.:/usr/bin'] } }, { config: { Env: ['PATH=/usr/bin::/bin'] } }],
    clean: [{ config: { Env: ['PATH=/usr/local/bin:/usr/bin:/bin'] } }, { config: {} }],
    *look(view) {
      const value = view.variables.get('PATH');
      // On Windows it has another form.
      if (value === undefined || value === '' || view.config.platform.os === 'windows') return;
      const odd = value.split(':').find((folder) => !folder.startsWith('/') && !folder.startsWith('$'));
      if (odd !== undefined)
        yield {
          entry: 'config:env/PATH',
          observed: odd === '' ? 'an empty part in PATH' : `${odd} in PATH`,
          expected: 'folders from the root',
        };
    },
  },
];
