import { defined } from '../../../../core/index.ts';
import { readDockerfile } from '../../../../foundations/formats/index.ts';
import { DockerfileView } from '../dockerfile/view.ts';
import type { ImageView } from './view.ts';

/** Where a line of the Dockerfile comes from. */
interface Origin {
  readonly entry: string;
  readonly layer?: number;
}

interface Retold {
  readonly view: DockerfileView;
  /** The entry that a line was made of. */
  originOf(line: number): Origin;
}

/**
 * The image retold as a Dockerfile, so that what is judged of one is judged alike of the other: its variables, and each script that its history says was run, as
 * a document in which nothing has to be quoted. Throws `E_LIMIT` past a bound of the reader.
 */
export function asDockerfile(image: ImageView): Retold {
  const lines: string[] = ['FROM scratch'];
  const origins: { readonly from: number; readonly origin: Origin }[] = [];
  const add = (origin: Origin, more: readonly string[]): void => {
    origins.push({ from: lines.length + 1, origin });
    for (const line of more) lines.push(line);
  };
  for (const [name, value] of image.variables)
    if (/^[A-Za-z_]\w{0,200}$/.test(name)) add({ entry: `config:env/${name}` }, [`ENV ${name}=${quoted(value)}`]);
  for (const { keyword, text, entry, layer } of image.steps) {
    if (keyword !== 'RUN' || text === '') continue;
    const script = text.split(/\r?\n/);
    const end = endOf(script);
    add({ entry, ...defined({ layer }) }, [`RUN <<'${end}'`, ...script, end]);
  }
  const file = readDockerfile('history', new TextEncoder().encode(`${lines.join('\n')}\n`));
  return {
    view: new DockerfileView(file),
    originOf: (line) => origins.findLast(({ from }) => from <= line)?.origin ?? { entry: 'history' },
  };
}

const quoted = (value: string): string => `"${value.replace(/[\r\n]+/g, ' ').replace(/["\\$`]/g, '\\$&')}"`;

/** A name that no line of the script has. */
function endOf(script: readonly string[]): string {
  const taken = new Set(script);
  let number = 0;
  while (taken.has(`END${number}`)) number++;
  return `END${number}`;
}
