import { oneDay } from '../../../../../core/index.ts';
import { controls } from '../../frameworks.ts';
import type { ImageCheck } from '../check.ts';

/** How old an image may be, in days. */
const mostDays = 180;
/** Builds that hide their time write the beginning of one epoch or another. */
const firstBelieved = Date.parse('2000-01-01T00:00:00Z');
const originLabels = ['org.opencontainers.image.source', 'org.opencontainers.image.revision'];
const shell = /(?:^|\/)(?:ba|a|da|k|z)?sh$/;

/** `latest`, written or meant; undefined of a name with another tag, a digest, or none at all. */
function movingTag(name: string): string | undefined {
  if (name.includes('@')) return undefined;
  const [, tag] = /^[^\s]*?(?::([\w.-]{1,128}))?$/.exec(name.slice(name.lastIndexOf('/') + 1)) ?? [];
  return tag === undefined || tag === 'latest' ? 'latest' : undefined;
}

export const practiceChecks: readonly ImageCheck[] = [
  {
    id: 'image/no-healthcheck',
    version: 1,
    of: 'config',
    title: 'It does not say how to tell whether it works',
    severity: 'negligible',
    optional: true,
    aliases: ['CIS-DI-0006', 'AVD-DS-0026'],
    frameworks: controls({ 'cis-docker': '4.6' }),
    why: 'Docker and Swarm then only see whether the process exists. Kubernetes does not look at it, and Podman keeps none in images of the OCI form: there, probes do this.',
    remedy: 'Build it with `HEALTHCHECK CMD …`, or with `HEALTHCHECK NONE` to say that something else watches.',
    references: ['https://docs.docker.com/reference/dockerfile/#healthcheck'],
    violating: [{ config: {} }],
    clean: [{ config: { Healthcheck: { Test: ['CMD', 'true'] } } }, { config: { Healthcheck: { Test: ['NONE'] } } }],
    *look({ config }) {
      if (config.healthcheck === undefined)
        yield { entry: 'config:healthcheck', observed: 'no health check', expected: 'HEALTHCHECK CMD … or NONE' };
    },
  },
  {
    id: 'image/latest-tag',
    version: 1,
    of: 'name',
    title: 'It is used by a tag that moves',
    severity: 'negligible',
    optional: true,
    aliases: ['DKL-DI-0006', 'AVD-DS-0001'],
    why: 'What runs tomorrow under this name is another image, and what was judged today says nothing of it.',
    remedy: 'Tag it with a version, or name it by its digest.',
    references: ['https://docs.docker.com/build/building/best-practices/#pin-base-image-versions'],
    violating: [{ name: 'shop/web:latest' }, { name: 'registry.example:5000/web' }],
    clean: [{ name: 'shop/web:1.4' }, { name: `web@sha256:${'0'.repeat(64)}` }, {}],
    *look({ name }) {
      const tag = name === undefined ? undefined : movingTag(name);
      if (tag !== undefined) yield { entry: 'name', observed: `the tag ${tag}`, expected: 'a version, or a digest' };
    },
  },
  {
    id: 'image/no-origin',
    version: 1,
    of: 'config',
    title: 'It does not say what it was built from',
    severity: 'negligible',
    optional: true,
    aliases: [],
    frameworks: controls({ 'nist-800-190': '4.1.5' }),
    why: 'When something is found in it, nobody can tell which sources to mend, or whether a later image has it too.',
    remedy: `Build it with the labels ${originLabels.join(' and ')}.`,
    references: ['https://github.com/opencontainers/image-spec/blob/main/annotations.md'],
    violating: [{ config: { Labels: { 'org.opencontainers.image.source': 'https://git.example/web' } } }],
    clean: [{ config: { Labels: Object.fromEntries(originLabels.map((name) => [name, 'x'])) } }],
    *look({ config: { labels } }) {
      const missing = originLabels.filter((name) => (labels[name] ?? '').trim() === '');
      if (missing.length > 0)
        yield { entry: 'config:labels', observed: `without ${missing.join(', ')}`, expected: originLabels.join(', ') };
    },
  },
  {
    id: 'image/old',
    version: 1,
    of: 'config',
    title: `It was built more than ${mostDays} days ago`,
    severity: 'negligible',
    optional: true,
    aliases: [],
    frameworks: controls({ 'cis-docker': '4.4', 'nist-800-190': '4.1.1' }),
    why: 'It has none of the fixes that its packages got since, known or not.',
    remedy: 'Build it again, on a base image of today.',
    references: ['https://docs.docker.com/build/building/best-practices/#rebuild-your-images-often'],
    violating: [{ created: '2020-02-03T04:05:06Z' }],
    clean: [{ created: '1970-01-01T00:00:00Z' }, { created: '2026-01-01T00:00:00Z' }, {}],
    *look({ config: { created = '' }, now }) {
      const built = Date.parse(created);
      if (Number.isNaN(built) || built < firstBelieved) return;
      if (now.getTime() - built > mostDays * oneDay)
        yield { entry: 'config:created', observed: `built ${created}`, expected: `at most ${mostDays} days ago` };
    },
  },
  {
    id: 'image/builds-others',
    version: 1,
    of: 'config',
    title: 'It runs instructions in builds upon it',
    severity: 'negligible',
    optional: true,
    aliases: [],
    why: 'Whoever writes FROM with it gets steps that stand in no file of theirs, and Podman leaves them out in images of the OCI form.',
    remedy: 'Write the instructions in the Dockerfiles that need them.',
    references: ['https://docs.docker.com/reference/dockerfile/#onbuild'],
    violating: [{ config: { OnBuild: ['COPY . /srv'] } }],
    clean: [{ config: { OnBuild: null } }],
    *look({ config: { onBuild = [] } }) {
      for (const [index, text] of onBuild.entries())
        yield { entry: `config:onbuild/${index + 1}`, observed: `ONBUILD ${text}`, expected: 'no ONBUILD' };
    },
  },
  {
    id: 'image/killed-at-once',
    version: 1,
    of: 'config',
    title: 'It is stopped by a signal that no program can answer',
    severity: 'low',
    aliases: [],
    why: 'The application cannot finish what it does: requests are cut off, and data may be lost.',
    remedy: 'Name the signal that the application ends by, such as `STOPSIGNAL SIGTERM`.',
    references: ['https://docs.docker.com/reference/dockerfile/#stopsignal'],
    violating: [{ config: { StopSignal: 'SIGKILL' } }, { config: { StopSignal: '9' } }],
    clean: [{ config: { StopSignal: 'SIGQUIT' } }, { config: {} }],
    *look({ config: { stopSignal = '' } }) {
      if (/^(?:SIG)?(?:KILL|STOP)$|^(?:9|19)$/i.test(stopSignal.trim()))
        yield { entry: 'config:stopsignal', observed: `signal ${stopSignal}`, expected: 'SIGTERM or kin' };
    },
  },
  {
    id: 'image/shell-between',
    version: 1,
    of: 'config',
    title: 'A shell stands between the signal and the application',
    severity: 'negligible',
    optional: true,
    aliases: [],
    why: 'The shell is process 1 and passes no signal on, so the application is killed when the time is up.',
    remedy: 'Write ENTRYPOINT and CMD as lists, or let the shell go with `exec`.',
    references: ['https://docs.docker.com/reference/dockerfile/#shell-form-entrypoint-example'],
    violating: [{ config: { Cmd: ['/bin/sh', '-c', 'node server.js'] } }],
    clean: [
      { config: { Cmd: ['/bin/sh', '-c', 'exec node server.js'] } },
      { config: { Cmd: ['/bin/sh'] } },
      { config: { Entrypoint: ['/entry.sh'], Cmd: ['/bin/sh', '-c', 'node server.js'] } },
    ],
    *look({ config: { entrypoint, command } }) {
      const [program = '', option = '', script = ''] = entrypoint.length > 0 ? entrypoint : command;
      if (!shell.test(program) || option !== '-c' || /(?:^|[;&|]\s*)exec\s/.test(script)) return;
      const entry = entrypoint.length > 0 ? 'config:entrypoint' : 'config:cmd';
      yield { entry, observed: `${program} -c …`, expected: 'a list, or exec' };
    },
  },
];
