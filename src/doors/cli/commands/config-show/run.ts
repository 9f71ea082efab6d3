import { stringify } from 'yaml';
import { printable, withoutPasswords } from '../../../../core/index.ts';
import { origin, output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { writeResult } from '../../output/write-result.ts';
import type { SettingValue } from '../../values/values.ts';

/** A setting as JSON tells it. */
interface ShownSetting {
  /** Its name in a configuration file. */
  readonly name: string;
  /** Null where it has none, and where it is not shown. */
  readonly value: unknown;
  readonly isSet: boolean;
  /** As `--origin` says it: `default`, `flag: --offline`. */
  readonly origin: string;
}

export async function run(context: Context): Promise<number> {
  const { values } = context;
  const settings = values.all
    .filter(({ flag }) => flag.config !== undefined)
    // On this command line it says how the settings are shown, and is none of them.
    .map((setting) =>
      setting.flag === output.output ? (values.beneathCommandLine(setting.flag) ?? setting) : setting,
    );
  await writeResult(context, {
    text: () => withoutPasswords(asFile(settings, values.on(origin))),
    json: () => settings.map(asJson),
  });
  return 0;
}

/** The settings as a configuration file would hold them; where each comes from behind it, if asked for. */
function asFile(settings: readonly SettingValue[], show: boolean): string {
  const told = settings.map((setting) => ({ text: asYaml(setting), origin: originOf(setting) }));
  const width = Math.min(50, Math.max(...told.map(({ text }) => (text.includes('\n') ? 0 : text.length))));
  const blocks = told.map(({ text, origin: from }) => {
    if (!show) return `${text}\n`;
    const [first = '', ...rest] = text.split('\n');
    return `${[`${first.padEnd(width)}  # ${from}`, ...rest].join('\n')}\n`;
  });
  return blocks.join('');
}

function asJson(setting: SettingValue): ShownSetting {
  const { flag, readings } = setting;
  const isSet = readings.length > 0;
  const value = flag.sensitive ? null : plainValue(setting);
  return { name: flag.config ?? flag.name, value, isSet, origin: withoutPasswords(originOf(setting)) };
}

/** The value in the types of a configuration file, without passwords; null where there is none. */
function plainValue({ flag, readings, value }: SettingValue): unknown {
  if (flag.form === 'switch') return value === true;
  if (readings.length === 0) return null;
  if (flag.form === 'map')
    return Object.fromEntries(readings.map(({ key: name = '', text }) => [name, withoutPasswords(text)]));
  if (flag.form === 'list') return readings.map(({ text }) => withoutPasswords(text));
  return scalar(withoutPasswords(readings.at(-1)?.text ?? ''));
}

const scalar = (text: string): string | number => (/^\d+$/.test(text) ? Number(text) : text);

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
  return yaml({ [key]: scalar(text) });
}

const yaml = (value: unknown): string => stringify(value, { lineWidth: 0 }).trimEnd();

function originOf({ origin: kind, readings }: SettingValue): string {
  const places = [...new Set(readings.map(({ where }) => where))].join(', ');
  return kind === 'default' ? 'default' : printable(`${kind}: ${places}`);
}
