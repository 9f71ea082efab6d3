/** The page's own script: filters, and nothing else. Plain JavaScript as text, because it runs in browsers and its hash stands in the page. */
export const script = `'use strict';
(() => {
  const form = document.querySelector('form.filters');
  if (!form) return;
  const rows = [...document.querySelectorAll('details.finding')];
  const output = form.querySelector('output');
  const none = document.querySelector('.none');
  const button = form.elements.all;
  const texts = new Map();
  const textOf = (row) => {
    let text = texts.get(row);
    if (text === undefined) {
      text = (row.querySelector('summary').textContent + ' ' + row.dataset.more).toLowerCase();
      texts.set(row, text);
    }
    return text;
  };
  const apply = () => {
    const words = form.elements.text.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const severities = new Set([...form.querySelectorAll('[name=severity]:checked')].map((box) => box.value));
    const layer = form.elements.layer ? form.elements.layer.value : '';
    let shown = 0;
    for (const row of rows) {
      const data = row.dataset;
      const pass =
        (severities.size === 0 || severities.has(data.severity)) &&
        (!form.elements.fixable.checked || data.fixable === '1') &&
        (!form.elements.exploited.checked || data.exploited === '1') &&
        (layer === '' || data.layers.split(' ').includes(layer)) &&
        words.every((word) => textOf(row).includes(word));
      row.hidden = !pass;
      if (pass) shown += 1;
    }
    output.value = shown === rows.length ? rows.length + (rows.length === 1 ? ' finding' : ' findings') : shown + ' of ' + rows.length + ' findings';
    none.hidden = shown > 0;
  };
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  button.addEventListener('click', () => {
    const open = rows.some((row) => !row.hidden && !row.open);
    for (const row of rows) if (!row.hidden) row.open = open;
    button.textContent = open ? 'Close all' : 'Open all';
  });
  for (const jump of document.querySelectorAll('.to-layer')) {
    jump.hidden = false;
    jump.addEventListener('click', () => {
      form.reset();
      form.elements.layer.value = jump.dataset.layer;
      apply();
      document.getElementById('findings').scrollIntoView();
      form.elements.layer.focus({ preventScroll: true });
    });
  }
  form.hidden = false;
  apply();
})();
`;
