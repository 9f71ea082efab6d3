import { type FieldCatalogue, fieldCatalogue } from '../../../foundations/languages/falco/index.ts';
import { jsonFields } from '../sources/json-lines/json-source.ts';
import { jsonSources } from '../sources/json-lines/sources.ts';
import { eventParameters, isEventName } from './event-names.ts';
import { eventFields } from './fields/event.ts';
import { syscallFields } from './fields/syscall.ts';
import { fields } from './fields/table.ts';

/** Where events come from: a rule is about the events of one source. */
export interface RuleSource {
  /** As `source` of a rule names it. */
  readonly name: string;
  readonly catalogue: FieldCatalogue;
  /** Whether its events have a type (`evt.type`) that rules are found by. */
  readonly typed: boolean;
}

/** The source of a rule that names none. */
export const defaultSource = 'syscall';

const syscall: RuleSource = {
  name: defaultSource,
  catalogue: fieldCatalogue([...eventFields, ...syscallFields], (field, argument) => {
    if (field.name === 'evt.arg' || field.name === 'evt.rawarg') {
      return eventParameters.has(argument) ? undefined : `unknown event argument ${argument}`;
    }
    if (field.name === 'evt.abspath')
      return argument === 'src' || argument === 'dst' ? undefined : `wrong syntax for ${field.name}`;
    if (field.name === 'evt.type.is') return isEventName(argument) ? undefined : `unknown event type ${argument}`;
    return undefined;
  }),
  typed: true,
};

/** What every source of JSON has beside its own: when the event came, as text. */
const rawTimes = fields('string', {}, 'json.rawtime jevt.rawtime');

/** The sources whose fields we know. */
export const ruleSources: readonly RuleSource[] = [
  syscall,
  ...jsonSources.map((source): RuleSource => {
    const own = [...jsonFields, ...source.fields].map(({ info }) => info);
    return { name: source.name, catalogue: fieldCatalogue([...eventFields, ...rawTimes, ...own]), typed: false };
  }),
];

/** Plug-ins whose fields we have ourselves, with the version whose rules we understand. */
export const builtInPlugins: Readonly<Record<string, string>> = {
  container: '0.7.2',
  json: '0.7.4',
  ...Object.fromEntries(jsonSources.map(({ plugin }) => [plugin.name, plugin.version])),
};

/** The version of the rules language that we understand. */
export const engineVersion = '0.57.0';
