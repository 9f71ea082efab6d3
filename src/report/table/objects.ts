import { count, type Finding, placeOf } from '../../core/index.ts';
import { clean } from '../terminal/clean.ts';
import type { GroupRow } from '../view/groups.ts';

/** Objects of one row that are named; more are counted. */
const mostNamed = 3;

/** What several objects of one file do not keep is one row, in the place of the first of them. */
export function foldObjects(rows: readonly GroupRow[]): readonly GroupRow[] {
  const same = Map.groupBy(rows, (row) => {
    const { id, severity, title } = row.finding;
    return objectOf(row.finding) === undefined ? row : JSON.stringify([id, severity, title]);
  });
  return [...same.values()].flatMap((these) => {
    const [first] = these;
    return first === undefined ? [] : [{ ...first, findings: these.flatMap(({ findings }) => findings) }];
  });
}

/** The title of a row with what it is about: line or object; of several objects how many, and the first of them. */
export function titleWithPlace({ finding, findings }: GroupRow): string {
  const title = clean(finding.title);
  if (objectOf(finding) === undefined) {
    const { line } = placeOf(finding.location);
    return line === undefined ? title : `line ${line}: ${title}`;
  }
  if (findings.length === 1) return `${named(finding, ', ')}${morePlaces(finding)}: ${title}`;
  const rest = findings.length - mostNamed;
  const names = findings.slice(0, mostNamed).map((one) => named(one, ' '));
  return `${count(findings.length, 'object')}: ${title}: ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

const objectOf = ({ location }: Finding) => (location.kind === 'manifest' ? location.object : undefined);

/** `Deployment shop/web, line 9`; what parts the two is given. */
function named(finding: Finding, before: string): string {
  const object = objectOf(finding);
  if (object === undefined) return '';
  const { kind, namespace = '', name } = object;
  const { line } = placeOf(finding.location);
  const whole = [namespace, name === '' ? '(no name)' : name].filter((part) => part !== '').join('/');
  return clean(`${kind} ${whole}${line === undefined ? '' : `${before}line ${line}`}`);
}

/** At how many lines besides the first an object does not keep it: its other containers, for instance. */
function morePlaces({ evidence }: Finding): string {
  const lines = new Set(evidence.flatMap((one) => (one.kind === 'rule' ? (one.source ?? []) : [])));
  return lines.size < 2 ? '' : ` and ${count(lines.size - 1, 'more place')}`;
}
