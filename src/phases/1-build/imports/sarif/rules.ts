import { countAt, at as inside, listAt, textAt, textsAt, weaknessesIn, wordAt } from '../words.ts';

/** A rule (reportingDescriptor, SARIF 2.1.0 §3.49) with the component that has it. */
export interface SarifRule {
  readonly rule: unknown;
  readonly component: unknown;
}

/**
 * The rules of a run, by the component that has them: the driver and each extension (§3.18). A result names its rule by index, by id, or by both, of the
 * driver or of an extension (§3.52); the id may have parts behind a slash that its rule has not (§3.27.5).
 */
export class SarifRules {
  readonly #driver: unknown;
  readonly #extensions: readonly unknown[];
  readonly #byId = new Map<string, SarifRule>();
  readonly #levels = new Map<string, string>();
  /** By `guid …` and by `name …`, the first of each. */
  readonly #components = new Map<string, unknown>();

  constructor(run: unknown) {
    this.#driver = inside(run, 'tool', 'driver');
    this.#extensions = listAt(run, 'tool', 'extensions');
    for (const component of [this.#driver, ...this.#extensions])
      for (const rule of listAt(component, 'rules')) {
        const id = textAt(rule, 'id');
        if (id !== undefined && !this.#byId.has(id)) this.#byId.set(id, { rule, component });
      }
    for (const component of [this.#driver, ...this.#extensions])
      for (const member of ['guid', 'name'] as const) {
        const key = `${member} ${textAt(component, member)}`;
        if (textAt(component, member) !== undefined && !this.#components.has(key)) this.#components.set(key, component);
      }
    // What the user of the tool has set (§3.20.5): it counts more than what the rule says.
    for (const invocation of listAt(run, 'invocations'))
      for (const override of listAt(invocation, 'ruleConfigurationOverrides')) {
        const found = this.#referred(inside(override, 'descriptor'));
        const id = textAt(found?.rule, 'id') ?? textAt(override, 'descriptor', 'id');
        const level = textAt(override, 'configuration', 'level');
        if (id !== undefined && level !== undefined) this.#levels.set(id, level);
      }
  }

  /** The rule of a result; undefined where the report does not describe it. */
  ruleOf(result: unknown): SarifRule | undefined {
    const id = idOf(result);
    const index = countAt(result, 0, 'ruleIndex');
    const indexed =
      this.#referred(inside(result, 'rule')) ?? (index === undefined ? undefined : this.#at(this.#driver, index));
    // An index that leads to another rule than the id names is wrong, and the id counts.
    if (indexed !== undefined && (id === undefined || fits(id, textAt(indexed.rule, 'id')))) return indexed;
    return id === undefined ? indexed : this.#named(id);
  }

  /** The level that the user of the tool has set for a rule. */
  levelSetFor(id: string): string | undefined {
    return this.#levels.get(id);
  }

  #at(component: unknown, index: number): SarifRule | undefined {
    const rule = listAt(component, 'rules')[index];
    return rule === undefined ? undefined : { rule, component };
  }

  #referred(reference: unknown): SarifRule | undefined {
    const index = countAt(reference, 0, 'index');
    const id = textAt(reference, 'id');
    const named = inside(reference, 'toolComponent');
    const component = named === undefined ? this.#driver : this.#component(named);
    if (index !== undefined && component !== undefined) return this.#at(component, index);
    return id === undefined ? undefined : this.#named(id);
  }

  #component(reference: unknown): unknown {
    const index = countAt(reference, 0, 'index');
    if (index !== undefined) return this.#extensions[index];
    const [guid, name] = [textAt(reference, 'guid'), textAt(reference, 'name')];
    return this.#components.get(`guid ${guid}`) ?? this.#components.get(`name ${name}`);
  }

  #named(id: string): SarifRule | undefined {
    for (let name = id; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('/')))) {
      const found = this.#byId.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

const fits = (id: string, rule: string | undefined): boolean =>
  rule === undefined || id === rule || id.startsWith(`${rule}/`);

/** The id that a result names its rule by, itself or by reference. */
export function idOf(result: unknown): string | undefined {
  return textAt(result, 'ruleId') ?? textAt(result, 'rule', 'id');
}

/** Kinds of fault that a result or its rule names: as taxa (§3.27.8, §3.49.9), in tags and properties, as tools have it. */
export function weaknessesOfResult(run: unknown, result: unknown, rule: unknown): readonly string[] {
  const taxa = [...listAt(result, 'taxa'), ...listAt(rule, 'relationships').map((one) => inside(one, 'target'))];
  const properties = [inside(result, 'properties'), inside(rule, 'properties')];
  return weaknessesIn([
    ...taxa.flatMap((one) => taxonText(run, one)),
    ...properties.flatMap((one) => [...textsAt(one, 'cwe'), ...textsAt(one, 'cwe_id'), ...textsAt(one, 'tags')]),
  ]);
}

/** `CWE-79` of a reference to a taxon of the list of weaknesses; its id may be a number alone, or stand where its index leads. */
function taxonText(run: unknown, reference: unknown): readonly string[] {
  const taxonomy = listAt(run, 'taxonomies')[countAt(reference, 0, 'toolComponent', 'index') ?? -1];
  const list = textAt(reference, 'toolComponent', 'name') ?? textAt(taxonomy, 'name') ?? '';
  const id =
    wordAt(reference, 'id') ?? wordAt(listAt(taxonomy, 'taxa')[countAt(reference, 0, 'index') ?? -1], 'id') ?? '';
  return /^\d+$/.test(id) && /cwe/i.test(list) ? [`CWE-${id}`] : [id];
}
