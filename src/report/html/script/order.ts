import { severityOrder } from '../../view/words.ts';
import type { Grouping, Order } from '../findings/filters.ts';

/** How each order compares; what is equal stays as risk has it. */
const compares: Readonly<Record<Order, string>> = {
  risk: '(a, b) => b.risk - a.risk',
  severity: '(a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)',
  epss: '(a, b) => b.epss - a.epss',
  package: '(a, b) => collator.compare(a.group, b.group)',
  id: '(a, b) => collator.compare(a.id, b.id)',
};

/** The title of the group that a row is in: of several layers, the one that brought it. */
const titles: Readonly<Record<Exclude<Grouping, 'none'>, string>> = {
  package: '(one) => one.group',
  severity: '(one) => one.severity',
  layer: '(one) => layerTitle(one.layers[0])',
};

const members = (functions: Readonly<Record<string, string>>): string =>
  Object.entries(functions)
    .map(([name, text]) => `    ${name}: ${text},\n`)
    .join('');

/** Sorts and groups. Groups stand in the order of the first row of each. */
export const order = `
  const severities = ${JSON.stringify(severityOrder)};
  const collator = new Intl.Collator('en', { numeric: true });
  const compare = {
${members(compares)}  };
  const layerTitle = (layer) => {
    const option = layer && [...fields.layer.options].find(({ value }) => value === layer);
    return option ? 'layer ' + option.textContent : 'in no layer';
  };
  const titleOf = {
${members(titles)}  };
  const sorted = (chosen) => all.filter(passing(chosen)).sort((a, b) => compare[chosen.sort](a, b) || a.index - b.index);
  const grouped = (found, grouping) => {
    const groups = new Map();
    for (const one of found) {
      const title = titleOf[grouping](one);
      const group = groups.get(title);
      if (group) group.push(one);
      else groups.set(title, [one]);
    }
    return [...groups];
  };
`;
