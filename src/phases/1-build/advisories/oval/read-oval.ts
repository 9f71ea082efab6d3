import { defined, SeaworthyError } from '../../../../core/index.ts';
import { childNamed, localName, walkXml, type XmlElement, type XmlRow } from '../../../../foundations/formats/index.ts';
import type { OvalEntity, OvalItem, OvalNode, OvalTest } from './oval-types.ts';
import { readCriteria } from './read-criteria.ts';

/** Of one definition, test or object: the largest definitions name some ten thousand tests. */
const rowLimits = { maxDepth: 40, maxNodes: 400_000 };

/** Tests, objects, states and variables together; the largest files have some million. */
const mostItems = 8_000_000;

/** A definition; `metadata` is as its publisher shaped it. */
export interface OvalDefinition {
  readonly id: string;
  /** `vulnerability`, `patch`, `inventory` … */
  readonly class: string;
  readonly metadata: XmlElement;
  /** Throws `E_FORMAT` for criteria that are not in the form of the language. */
  criteria(): OvalNode | undefined;
}

/** An OVAL file, walked twice: what definitions refer to stands behind them. */
export interface OvalFile {
  /** When it was made (ISO 8601), where it says so. */
  readonly made?: string;
  definitions(): Generator<OvalDefinition, void, undefined>;
}

interface StoredEntity extends Omit<OvalEntity, 'values'> {
  readonly value: string;
  readonly variable?: string;
}

interface StoredItem {
  readonly entities: readonly StoredEntity[];
  readonly comment: string;
}

interface StoredTest extends Omit<OvalTest, 'object' | 'states'> {
  readonly object: string;
  readonly states: readonly string[];
}

/** A copy that does not keep the piece of the file alive that it was cut from. */
const detached = (text: string): string => Buffer.from(text).toString();

/** What definitions refer to. */
class Store {
  readonly tests = new Map<string, StoredTest>();
  readonly objects = new Map<string, StoredItem>();
  readonly states = new Map<string, StoredItem>();
  readonly variables = new Map<string, readonly string[]>();
  readonly #words = new Map<string, string>();
  readonly #where: string;
  #items = 0;
  made: string | undefined;

  constructor(where: string) {
    this.#where = where;
  }

  /** Words that come again and again, once. */
  #word(text: string): string {
    const known = this.#words.get(text);
    if (known !== undefined) return known;
    const own = detached(text);
    this.#words.set(own, own);
    return own;
  }

  add({ section, element }: XmlRow): void {
    if (section === 'generator') {
      if (localName(element.name) === 'timestamp') this.made = madeAt(element.text);
      return;
    }
    const id = element.attributes.get('id');
    if (id === undefined) return;
    if (++this.#items > mostItems)
      throw new SeaworthyError('E_LIMIT', `more than ${mostItems} tests, objects and states`, { where: this.#where });
    const key = detached(id);
    if (section === 'tests') this.tests.set(key, this.#test(element));
    else if (section === 'objects') this.objects.set(key, this.#item(element));
    else if (section === 'states') this.states.set(key, this.#item(element));
    // Others are made from what is found on a machine.
    else if (localName(element.name) === 'constant_variable')
      this.variables.set(
        key,
        element.children.filter(({ name }) => localName(name) === 'value').map(({ text }) => this.#word(text)),
      );
  }

  #test(element: XmlElement): StoredTest {
    const refs = (name: string, attribute: string): string[] =>
      element.children.flatMap((child) => {
        const ref = localName(child.name) === name ? child.attributes.get(attribute) : undefined;
        return ref === undefined ? [] : [detached(ref)];
      });
    return {
      kind: this.#word(localName(element.name)),
      check: this.#word(element.attributes.get('check') ?? ''),
      existence: this.#word(element.attributes.get('check_existence') ?? 'at_least_one_exists'),
      object: refs('object', 'object_ref')[0] ?? '',
      states: refs('state', 'state_ref'),
    };
  }

  #item(element: XmlElement): StoredItem {
    const entities = element.children.map((child): StoredEntity => {
      const variable = child.attributes.get('var_ref');
      return {
        name: this.#word(localName(child.name)),
        operation: this.#word(child.attributes.get('operation') ?? 'equals'),
        value: this.#word(child.text),
        ...(variable === undefined ? {} : { variable: detached(variable) }),
      };
    });
    return { entities, comment: this.#word(element.attributes.get('comment') ?? '') };
  }

  #resolved({ entities, comment }: StoredItem): OvalItem {
    return {
      comment,
      entities: entities.map(({ name, operation, value, variable }) => ({
        name,
        operation,
        values: variable === undefined ? [value] : (this.variables.get(variable) ?? []),
      })),
    };
  }

  /** Undefined where the test, or something that it refers to, is not in the file. */
  test(id: string): OvalTest | undefined {
    const stored = this.tests.get(id);
    const object = this.objects.get(stored?.object ?? '');
    if (stored === undefined || object === undefined) return undefined;
    const states = stored.states.flatMap((ref) => this.states.get(ref) ?? []);
    if (states.length < stored.states.length) return undefined;
    const { kind, check, existence } = stored;
    return { kind, check, existence, object: this.#resolved(object), states: states.map((one) => this.#resolved(one)) };
  }
}

/** The times that generators write have no zone and are in UTC; one writes nanoseconds. */
function madeAt(text: string): string | undefined {
  const [, whole] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)/.exec(text.trim()) ?? [];
  const date = new Date(`${whole ?? ''}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

const checkRoot = (where: string) => (name: string) => {
  if (name !== 'oval_definitions')
    throw new SeaworthyError('E_FEED', 'the file has no definitions of OVAL', { where, why: `its root is ${name}` });
};

function* definitionsOf(bytes: Uint8Array, where: string, store: Store): Generator<OvalDefinition> {
  const rows = walkXml(bytes, where, rowLimits, (section) => section === 'definitions', checkRoot(where));
  for (const { element } of rows) {
    const metadata = childNamed(element, 'metadata');
    const id = element.attributes.get('id') ?? '';
    if (localName(element.name) !== 'definition' || metadata === undefined) continue;
    yield {
      id,
      class: element.attributes.get('class') ?? '',
      metadata,
      criteria: () => readCriteria(childNamed(element, 'criteria'), `${where}, ${id}`, (ref) => store.test(ref)),
    };
  }
}

/**
 * Opens an OVAL file: what definitions refer to is read at once, and the definitions as they are walked. Throws `E_FEED` where it is none, `E_FORMAT` and
 * `E_LIMIT`. `loadXml` was awaited before.
 */
export function readOval(bytes: Uint8Array, where: string): OvalFile {
  const store = new Store(where);
  const wanted = new Set(['generator', 'tests', 'objects', 'states', 'variables']);
  for (const row of walkXml(bytes, where, rowLimits, (section) => wanted.has(section), checkRoot(where)))
    store.add(row);
  const { made } = store;
  return { ...defined({ made }), definitions: () => definitionsOf(bytes, where, store) };
}
