import {
  ageAt,
  type ConditionAnswer,
  type Conditions,
  condition,
  defined,
  type FindingKind,
  meetsAll,
  notStated,
  opposite,
  parseConditions,
  roughSpan,
  type Term,
  terms,
  whyNothingMeets,
  whyOf,
} from '../../../../core/index.ts';
import type { Setting } from '../../../../foundations/formats/index.ts';
import type { GateFinding, NamedFacts } from '../facts.ts';
import {
  type GateSchema,
  oneOfSchema,
  saying,
  spanSchema,
  switchSchema,
  textSchema,
} from '../settings/schema-parts.ts';

/** What a limit can ask. A gate has no other report to compare with. */
const askable = terms.filter(({ asksBaseline }) => asksBaseline === undefined);

/** Words of limits for what may be unknown of a finding: of what kind it is, is always known. */
export const findingFacts: readonly string[] = askable
  .filter(({ type }) => type !== 'word')
  .map(({ setting }) => setting);

/** Settings that say what is asked of a finding: one for every term, or all in one text as `--fail-on` has it. */
export const conditionSettings: readonly string[] = [
  ...askable.map(({ setting }) => setting),
  'conditions',
  'observedFor',
];

/** The same as JSON Schema, setting by setting. */
export const conditionsSchema: Readonly<Record<string, GateSchema>> = {
  ...Object.fromEntries(askable.map((term) => [term.setting, termSchema(term)])),
  conditions: saying('All in one text, as --fail-on has it: severity>=high,fixable.', textSchema),
  observedFor: saying('After so long a watch what was not seen is taken as unused: 24h.', spanSchema),
};

function termSchema(term: Term): GateSchema {
  if (term.type === 'number') return { type: 'number', minimum: 0, maximum: term.most };
  if (term.type === 'word') return oneOfSchema(term.words);
  if (term.type === 'span') return spanSchema;
  if (term.type === 'order')
    return saying('This, or worse. unknown asks for any.', oneOfSchema(['unknown', ...term.words]));
  return term.onlyTrue === undefined ? switchSchema : { const: true };
}

/** What a limit asks of a finding: it counts when it meets all conditions. */
export interface FindingConditions {
  readonly conditions: Conditions;
  /** For people: words before "findings" and after it. */
  readonly words: { readonly before: string; readonly after: string };
  /** The kinds that can meet them; none where any can. */
  readonly kinds: readonly FindingKind[];
  /** Where use is asked for. After so long a watch (milliseconds) what was not seen is taken as unused; before, it is not known. */
  readonly observedFor?: number;
  readonly countSuppressed: boolean;
}

/** Reads what a limit asks of a finding. What is not known of it and accepted counts as not met. */
export function readConditions(
  item: Setting,
  accepted: ReadonlySet<string>,
  watch: number,
): Omit<FindingConditions, 'countSuppressed'> {
  const asked = askable.flatMap((term) => readTerm(item.get(term.setting), term) ?? []);
  const written = readText(item.get('conditions'));
  const conditions = [...asked.map(({ is }) => is), ...written];
  const kinds = [...new Set(conditions.flatMap(({ kind }) => kind ?? []))];
  if (kinds.length > 1) {
    const { term } = asked.find(({ term: { flawsOnly } }) => flawsOnly) ?? {};
    item
      .get(term?.setting ?? 'conditions')
      .complain(
        `no finding can meet it: only a vulnerability can, and the limit asks for a ${kinds.find((kind) => kind !== 'vulnerability')}`,
      );
  }
  const told = asked.map(({ term, value }) => term.tell(value));
  const text = written.length === 0 ? [] : [`with ${written.map((one) => one.text).join(',')}`];
  const open = new Set(
    conditions.flatMap(({ term }) => (term !== undefined && accepted.has(term.setting) ? term : [])),
  );
  const counted = [...conditions, ...[...open].map((term) => opposite(notStated(term)))];
  const why = kinds.length > 1 ? undefined : whyNothingMeets(counted);
  if (why !== undefined) item.get('conditions').complain(`no finding can meet it: ${why}`);
  return {
    conditions: counted,
    words: {
      before: told.flatMap(({ before }) => before ?? []).join(' '),
      after: [...told.flatMap(({ after }) => after ?? []), ...text].join(' '),
    },
    kinds,
    ...(conditions.some(asksForUse) ? { observedFor: watch } : {}),
  };
}

const use = terms.find(({ setting }) => setting === 'inUse');
const asksForUse = ({ term }: Conditions[number]): boolean => term === use;

/** The condition of one setting; undefined where it asks for nothing. */
function readTerm(setting: Setting, term: Term) {
  const value = readValue(setting, term);
  // As bad as "nobody has said" is every finding.
  if (value === undefined || value === 'unknown') return undefined;
  const wanted = term.type === 'fact' ? condition(term, undefined, '') : condition(term, operators[term.type], value);
  if (wanted === undefined) return undefined;
  return { term, value, is: value === 'false' ? opposite(wanted) : wanted };
}

const operators = { order: '>=', number: '>=', word: '=', span: '=' } as const;

function readValue(setting: Setting, term: Term): string | undefined {
  if (term.type === 'number') return setting.number(0, term.most)?.toString();
  if (term.type === 'word') return setting.oneOf(term.words);
  if (term.type === 'span') return setting.duration() === undefined ? undefined : setting.text();
  if (term.type === 'order') return setting.oneOf(['unknown', ...term.words]);
  const value = setting.boolean();
  if (value === false && term.onlyTrue !== undefined) setting.complain(`only true can be asked: ${term.onlyTrue}`);
  return value === undefined || (!value && term.onlyTrue !== undefined) ? undefined : String(value);
}

function readText(setting: Setting): Conditions {
  const text = setting.text();
  if (text === undefined) return [];
  try {
    const conditions = parseConditions(text);
    // No finding is a package that nobody could judge, so the limit would let everything pass.
    const other = conditions.find(({ term }) => term === undefined);
    if (other !== undefined) setting.complain(`${other.about} is no word for findings here: see acceptUnknown`);
    const compared = conditions.find(({ term }) => term?.asksBaseline);
    if (compared !== undefined)
      setting.complain(`${compared.about} asks for a report to compare with, and a gate has none`);
    return conditions;
  } catch (cause) {
    setting.complain(`not understood; expected are ${whyOf(cause)}`);
    return [];
  }
}

/** Whether a finding counts, what is not known of it, and every remark on why. */
export interface Met {
  readonly answer: ConditionAnswer;
  readonly open: readonly Term[];
  readonly remarks: readonly string[];
}

const notMet: Met = { answer: false, open: [], remarks: [] };

/** Whether a finding counts. What is not known and not accepted leaves it open, unless another condition says no. */
export function meets(finding: GateFinding, limit: FindingConditions, image: NamedFacts, now: Date): Met {
  if (!limit.countSuppressed && finding.suppressed !== undefined) return notMet;
  const { conditions, observedFor } = limit;
  const seen = observedFor === undefined ? undefined : useOf(finding, image, observedFor);
  const traits = { ...finding, ...defined({ age: ageAt(finding.published, now), inUse: seen?.inUse }) };
  const answer = meetsAll(conditions, traits);
  if (answer === false) return notMet;
  const open =
    answer === true ? [] : conditions.flatMap((one) => (one.answer(traits) === undefined ? (one.term ?? []) : []));
  const remarks = open.flatMap((term) => (term === use ? [] : term.unknown));
  return { answer, open, remarks: seen === undefined ? remarks : [...remarks, seen.why] };
}

/** Whether the package was seen in use. Not being seen means something only after a long enough watch. */
function useOf(
  finding: GateFinding,
  image: NamedFacts,
  observedFor: number,
): { readonly inUse?: boolean; readonly why: string } {
  if (!image.inUse.known) return { why: `use not known: ${image.inUse.why}` };
  const seen = image.inUse.value;
  if (seen === null) return { why: 'never watched at run time' };
  if (finding.package === undefined) return { why: 'in no package, so its use cannot be seen' };
  if (seen.purls.includes(finding.package.purl)) return { inUse: true, why: `in use, last seen ${seen.last}` };
  return seen.observedFor >= observedFor
    ? { inUse: false, why: `not seen in ${roughSpan(seen.observedFor)}` }
    : { why: `not seen, but watched for ${roughSpan(seen.observedFor)} only` };
}
