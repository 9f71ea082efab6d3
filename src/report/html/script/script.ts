import { address } from './address.ts';
import { arrangement } from './arrangement.ts';
import { groups } from './groups.ts';
import { order } from './order.ts';
import { rows } from './rows.ts';
import { start } from './start.ts';

/**
 * The page's own script: choosing, sorting and grouping the findings, and finding one by the address of the page. Plain JavaScript as text, because it runs in
 * browsers and its hash stands in the page. Each part uses what the parts before it define. Text of the report is only ever moved or put in as text.
 */
export const script = `'use strict';
(() => {
  const form = document.querySelector('form.filters');
  if (!form) return;
${[rows, order, groups, arrangement, address, start].join('\n')}})();
`;
