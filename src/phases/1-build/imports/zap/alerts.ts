import { defined } from '../../../../core/index.ts';
import { childNamed, childrenNamed, childText, type XmlElement } from '../../../../foundations/formats/index.ts';
import { at, listAt, textAt, wordAt } from '../words.ts';

/** One request of an alert: the members of `instance`. */
export type ZapInstance = Readonly<Partial<Record<'uri' | 'method' | 'param' | 'attack' | 'evidence', string>>>;

const instanceMembers = ['uri', 'method', 'param', 'attack', 'evidence'] as const;
const alertMembers = [
  'pluginid',
  'alertRef',
  'alert',
  'name',
  'riskcode',
  'confidence',
  'riskdesc',
  'desc',
  'solution',
  'reference',
  'cweid',
  'count',
] as const;

/** An alert as both forms of the report have it. */
export type ZapAlert = Readonly<Partial<Record<(typeof alertMembers)[number], string>>> & {
  readonly instances: readonly ZapInstance[];
  /** Where in the report it stands. */
  readonly at: string;
};

/** A report of ZAP, whatever its form. */
export interface ZapReport {
  readonly version?: string;
  /** Sites without a list of alerts: it is not known what was found there. */
  readonly unread: readonly string[];
  readonly sites: readonly { readonly name: string; readonly host: string; readonly alerts: readonly ZapAlert[] }[];
}

const pick = <const Name extends string>(names: readonly Name[], of: (name: Name) => string | undefined) =>
  Object.fromEntries(names.flatMap((name) => (of(name) === undefined ? [] : [[name, of(name)]]))) as Partial<
    Record<Name, string>
  >;

/** The XML form: `OWASPZAPReport` with a `site` for each host. */
export function alertsInXml(root: XmlElement): ZapReport {
  const version = root.attributes.get('version');
  const sites = childrenNamed(root, 'site').map((site, index) => ({
    name: site.attributes.get('name') ?? '',
    host: site.attributes.get('host') ?? '',
    alerts: childrenNamed(childNamed(site, 'alerts'), 'alertitem').map(
      (item, at): ZapAlert => ({
        ...pick(alertMembers, (name) => childText(item, name)),
        instances: instancesInXml(item),
        at: `site[${index}].alertitem[${at}]`,
      }),
    ),
  }));
  const unread = childrenNamed(root, 'site').flatMap((site, index) =>
    childNamed(site, 'alerts') === undefined ? [`site[${index}]`] : [],
  );
  return { sites, unread, ...defined({ version }) };
}

/** Before 2.5 an alert was its own only instance. */
function instancesInXml(item: XmlElement): readonly ZapInstance[] {
  const listed = childrenNamed(childNamed(item, 'instances'), 'instance');
  const all = listed.length > 0 ? listed : childNamed(item, 'uri') === undefined ? [] : [item];
  return all.map((one) => pick(instanceMembers, (name) => childText(one, name)));
}

/** The JSON form: the same members, attributes with `@` before their name. */
export function alertsInJson(json: unknown): ZapReport {
  const version = textAt(json, '@version');
  const sites = listAt(json, 'site').map((site, index) => ({
    name: textAt(site, '@name') ?? '',
    host: textAt(site, '@host') ?? '',
    alerts: listAt(site, 'alerts').map(
      (item, at): ZapAlert => ({
        ...pick(alertMembers, (name) => wordAt(item, name)),
        instances: listAt(item, 'instances').map((one) => pick(instanceMembers, (name) => wordAt(one, name))),
        at: `site[${index}].alerts[${at}]`,
      }),
    ),
  }));
  const unread = listAt(json, 'site').flatMap((site, index) =>
    Array.isArray(at(site, 'alerts')) ? [] : [`site[${index}]`],
  );
  return { sites, unread, ...defined({ version }) };
}
