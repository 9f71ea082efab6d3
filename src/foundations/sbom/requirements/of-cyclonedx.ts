import { defined } from '../../../core/index.ts';
import { field, isObject } from '../../formats/index.ts';
import { listIn, textIn } from './members.ts';
import { asStated, type Contact, type StatedComponent, type StatedDocument } from './stated.ts';

/** What an organisation of CycloneDX says: its own address and those of its people. */
function organisation(value: unknown): readonly Contact[] {
  if (!isObject(value)) return [];
  const urls = listIn(value, 'url').filter((one): one is string => typeof one === 'string');
  return [{ ...defined({ name: textIn(value, 'name'), url: urls[0] }) }, ...listIn(value, 'contact').map(person)];
}

const person = (value: unknown): Contact => defined({ name: textIn(value, 'name'), email: textIn(value, 'email') });

const named = (name: string | undefined): readonly Contact[] => (name === undefined ? [] : [{ name }]);

const hashesIn = (value: unknown): StatedComponent['hashes'] =>
  listIn(value, 'hashes').map((one) => ({ algorithm: textIn(one, 'alg') ?? '', value: textIn(one, 'content') ?? '' }));

/** A value of a property; CycloneDX has no member for some of what a guideline asks, which then names a property. */
const propertyOf = (component: unknown, name: string): string | undefined =>
  listIn(component, 'properties')
    .filter((one) => textIn(one, 'name') === name)
    .map((one) => textIn(one, 'value'))[0];

function componentOf(component: unknown): StatedComponent {
  const properties = (['executable', 'archive', 'structured'] as const).filter(
    (name) => propertyOf(component, `bsi:component:${name}`) !== undefined,
  );
  const deliveries = listIn(component, 'externalReferences').filter((one) => textIn(one, 'type') === 'distribution');
  return {
    ref: textIn(component, 'bom-ref') ?? textIn(component, 'name') ?? '',
    ...defined({
      name: textIn(component, 'name'),
      version: textIn(component, 'version'),
      fileName: propertyOf(component, 'bsi:component:filename'),
    }),
    producers: [
      ...organisation(field(component, 'manufacturer')),
      ...listIn(component, 'authors').map(person),
      ...named(textIn(component, 'author')),
      ...organisation(field(component, 'supplier')),
      ...named(textIn(component, 'publisher')),
    ],
    identifiers: [
      ...['purl', 'cpe'].flatMap((name) => textIn(component, name) ?? []),
      ...['omniborId', 'swhid'].flatMap((name) => listIn(component, name)).filter((one) => typeof one === 'string'),
      ...(textIn(field(component, 'swid'), 'tagId') === undefined
        ? []
        : [textIn(field(component, 'swid'), 'tagId') ?? '']),
    ],
    hashes: [...hashesIn(component), ...deliveries.flatMap(hashesIn)],
    licences: listIn(component, 'licenses').map((one) => {
      const licence = field(one, 'license');
      const text = textIn(one, 'expression') ?? textIn(licence, 'id') ?? textIn(licence, 'name') ?? '';
      return {
        text,
        ...defined({ acknowledgement: textIn(one, 'acknowledgement') ?? textIn(licence, 'acknowledgement') }),
      };
    }),
    ...asStated({
      component: propertyOf(component, 'seaworthy:component'),
      notKnown: propertyOf(component, 'seaworthy:not-known')?.split(' ') ?? [],
    }),
    properties: new Set(properties),
  };
}

/** What is listed besides the software. */
const besides: ReadonlySet<string> = new Set(['operating-system', 'file', 'data', 'cryptographic-asset']);

/** Components that stand in components, all of them. */
function within(components: readonly unknown[]): readonly unknown[] {
  const all: unknown[] = [];
  const open = components.toReversed();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    all.push(next);
    for (const one of listIn(next, 'components').toReversed()) open.push(one);
  }
  return all;
}

/** What a CycloneDX document in the shape of its JSON form says. */
export function statedInCyclonedx(document: unknown): StatedDocument {
  const metadata = field(document, 'metadata');
  const primary = field(metadata, 'component');
  const tools = field(metadata, 'tools');
  const phases = listIn(metadata, 'lifecycles').map((one) => textIn(one, 'phase') ?? textIn(one, 'name'));
  const revision = field(document, 'version');
  const components = within([...(isObject(primary) ? [primary] : []), ...listIn(document, 'components')]);
  return {
    format: 'CycloneDX',
    version: textIn(document, 'specVersion') ?? '',
    authors: [
      ...listIn(metadata, 'authors').map(person),
      ...organisation(field(metadata, 'manufacturer')),
      ...organisation(field(metadata, 'manufacture')),
      ...organisation(field(metadata, 'supplier')),
    ],
    notKnown: new Set(propertyOf(metadata, 'seaworthy:not-known')?.split(' ')),
    tools: (Array.isArray(tools) ? tools : listIn(tools, 'components')).map((one) =>
      defined({ name: textIn(one, 'name'), version: textIn(one, 'version') }),
    ),
    ...defined({
      created: textIn(metadata, 'timestamp'),
      uri: textIn(document, 'serialNumber'),
      revision: revision === undefined ? undefined : String(revision),
      context: phases[0],
      primary: textIn(primary, 'bom-ref'),
    }),
    isSigned: isObject(field(document, 'signature')),
    components: components.filter((one) => !besides.has(textIn(one, 'type') ?? '')).map(componentOf),
    dependencies: new Map(
      listIn(document, 'dependencies').map((one) => [
        textIn(one, 'ref') ?? '',
        listIn(one, 'dependsOn').filter((ref): ref is string => typeof ref === 'string'),
      ]),
    ),
    saysCompleteness: listIn(document, 'compositions').some((one) => textIn(one, 'aggregate') !== undefined),
    hasVulnerabilities: listIn(document, 'vulnerabilities').length > 0,
  };
}
