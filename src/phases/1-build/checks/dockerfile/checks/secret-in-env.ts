import { promisesSecret } from '../../../secrets/index.ts';
import { controls } from '../../frameworks.ts';
import type { DockerfileCheck } from '../check.ts';

export const secretInEnv: DockerfileCheck = {
  id: 'dockerfile/secret-in-env',
  version: 3,
  title: 'A secret in ENV or ARG',
  severity: 'high',
  aliases: ['SecretsUsedInArgOrEnv', 'DL3064', 'AVD-DS-0031'],
  frameworks: controls({ 'cis-docker': '4.10' }),
  why: 'Both end in the image: ENV in its configuration, ARG in its history. Whoever can pull the image can read them, and unsetting the variable later does not help.',
  remedy:
    'Mount it while building (`RUN --mount=type=secret,id=…`), give it to the container when it starts, and replace the one that was built in.',
  references: ['https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/'],
  violating: ['FROM alpine:3.20\nENV DB_PASSWORD=hunter2\n'],
  clean: ['FROM alpine:3.20\nENV DB_PASSWORD_FILE=/run/secrets/db PUBLIC_KEY=abc\n'],
  *look(view) {
    for (const instruction of view.of('ENV', 'ARG')) {
      for (const { name, value, at } of instruction.pairs) {
        if (!promisesSecret(name, value)) continue;
        yield {
          at,
          observed: value ? `${instruction.keyword} ${name} with a value` : `${instruction.keyword} ${name}`,
          expected: 'a secret mount, or a variable given when the container starts',
          ...(value ? {} : { severity: 'medium' as const }),
        };
      }
    }
  },
};
