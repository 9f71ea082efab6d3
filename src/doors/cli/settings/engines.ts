import { defined, SeaworthyError } from '../../../core/index.ts';
import type { Settings } from '../../../flows/index.ts';
import { from, imagePlaces, target } from '../catalogue/index.ts';
import type { Host } from '../host.ts';
import type { Values } from '../values/values.ts';

/** What the tools of the engines read to know where their engine is (docker(1), podman(1), ctr(8)). */
const variables = [
  'DOCKER_HOST',
  'DOCKER_CONTEXT',
  'DOCKER_CONFIG',
  'DOCKER_CERT_PATH',
  'DOCKER_TLS_VERIFY',
  'CONTAINER_HOST',
  'CONTAINERD_ADDRESS',
  'CONTAINERD_NAMESPACE',
  'XDG_RUNTIME_DIR',
] as const;

/** Where engines of this machine are asked, for commands that look into them, by what their own tools heed. A project's file can say nothing of it. */
export function enginesFrom(values: Values, host: Host): Settings['engines'] {
  if (!values.all.some(({ flag }) => flag === from)) return undefined;
  const place = imagePlaces.find((one) => one === values.value(from));
  const containerdNamespace = values.value(target.containerdNamespace);
  return {
    env: Object.fromEntries(variables.map((name) => [name, host.env[name]])),
    home: host.home,
    runFolder: host.runFolder,
    ...defined({ from: place, containerdNamespace }),
  };
}

/** For commands that take an image and no report. Throws `E_USAGE` for a place that is none. */
export function checkPlace(values: Values): void {
  const place = values.value(from);
  if (place === undefined || imagePlaces.some((one) => one === place)) return;
  throw new SeaworthyError('E_USAGE', `--from takes ${imagePlaces.join(', ')} here`, {
    where: place.slice(0, 200),
    next: 'A report is read by `seaworthy explain ID --from FILE`.',
  });
}
