import { stringify } from 'yaml';
import { printable, withoutPasswords } from '../../../../core/index.ts';
import { origin } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import type { SettingValue } from '../../values/values.ts';

export async function run({ host, values }: Context): Promise<number> {
  const settings = values.all.filter(({ flag }) => flag.config !== undefined);
  const told = settings.map((setting) => ({ text: asYaml(setting), origin: originOf(setting) }));
  const width = Math.min(50, Math.max(...told.map(({ text }) => (text.includes('\n') ? 0 : text.length))));
  const show = values.on(origin);
  const blocks = told.map(({ text, origin: from }) => {
    if (!show) return `${text}\n`;
    const [first = '', ...rest] = text.split('\n');
    return `${[`${first.padEnd(width)}  # ${from}`, ...rest].join('\n')}\n`;
  });
  await host.out.write(withoutPasswords(blocks.join('')));
  return 0;
}

/** The setting as a configuration file would hold it; one that has no value as a comment. */
function asYaml({ flag, readings, value }: SettingValue): string {
  const key = flag.config ?? flag.name;
  if (flag.sensitive && readings.length > 0) return `# ${key}: (set, not shown)`;
  if (flag.form === 'switch') return `${key}: ${value === true}`;
  if (readings.length === 0) {
    const means = 'defaultMeans' in flag ? flag.defaultMeans : undefined;
    return `# ${key}: ${means ?? '(nothing)'}`;
  }
  if (flag.form === 'map')
    return yaml({ [key]: Object.fromEntries(readings.map(({ key: name = '', text }) => [name, text])) });
  if (flag.form === 'list') return yaml({ [key]: readings.map(({ text }) => text) });
  const text = readings.at(-1)?.text ?? '';
  return yaml({ [key]: /^\d+$/.test(text) ? Number(text) : text });
}

const yaml = (value: unknown): string => stringify(value, { lineWidth: 0 }).trimEnd();

function originOf({ origin: kind, readings }: SettingValue): string {
  const places = [...new Set(readings.map(({ where }) => where))].join(', ');
  return kind === 'default' ? 'default' : printable(`${kind}: ${places}`);
}
