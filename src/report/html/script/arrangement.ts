/** Rows, or groups, that are put into the page at once: a page of a thousand rows is no page. */
const step = 50;

/** Puts the rows that pass into the page, so many at a time; the others are kept beside it. On paper all of them are there. */
export const arrangement = `
  const step = ${step};
  const output = form.querySelector('output');
  const none = document.querySelector('.none');
  const limits = new Map();
  const opened = new Set();
  let printing = false;
  const whole = '';
  const fill = (place, key, items, nodeOf) => {
    const limit = printing ? items.length : (limits.get(key) ?? step);
    place.replaceChildren(...items.slice(0, limit).map(nodeOf));
    const left = items.length - limit;
    if (left <= 0) return;
    const more = make('button', 'more-rows', 'Show ' + Math.min(step, left) + ' more of ' + left);
    more.type = 'button';
    more.addEventListener('click', () => {
      limits.set(key, limit + step);
      fill(place, key, items, nodeOf);
      place.children[limit]?.querySelector('summary')?.focus();
    });
    place.append(more);
  };
  const rowOf = ({ row }) => row;
  const groupOf = (grouping) => ([title, members]) => {
    const rows = make('div', 'rows');
    const node = make('details', 'group', groupHead(title, members, grouping), rows);
    const show = () => fill(rows, title, members, rowOf);
    node.open = printing || opened.has(title);
    if (node.open) show();
    node.addEventListener('toggle', () => {
      if (printing) return;
      if (node.open) opened.add(title);
      else opened.delete(title);
      if (node.open && rows.childElementCount === 0) show();
    });
    return node;
  };
  const arrange = () => {
    const chosen = choice();
    const found = sorted(chosen);
    if (chosen.group === 'none') fill(list, whole, found, rowOf);
    else fill(list, whole, grouped(found, chosen.group), groupOf(chosen.group));
    output.value = (found.length === all.length ? '' : found.length + ' of ') + number(all.length, 'finding');
    none.hidden = found.length > 0;
    list.hidden = found.length === 0;
    nameButton();
  };
  const foldable = () => [...list.querySelectorAll(':scope > details')];
  const nameButton = () => {
    fields.all.textContent = foldable().some(({ open }) => !open) ? 'Open all' : 'Close all';
  };
  const openAll = () => {
    const open = foldable().some((one) => !one.open);
    for (const one of foldable()) one.open = open;
    nameButton();
  };
  /* Whatever stands in the way of a row is put aside: the filter, the fold, the page. */
  const reveal = (id) => {
    const one = byAnchor.get(id);
    if (!passing(choice())(one)) form.reset();
    const chosen = choice();
    const found = sorted(chosen);
    const upTo = (items, wanted) => Math.ceil((items.findIndex(wanted) + 1) / step) * step;
    const raise = (key, limit) => limits.set(key, Math.max(limit, limits.get(key) ?? step));
    if (chosen.group === 'none') raise(whole, upTo(found, (each) => each === one));
    else {
      const groups = grouped(found, chosen.group);
      const at = groups.findIndex(([, members]) => members.includes(one));
      const [title, members] = groups[at];
      raise(whole, upTo(groups, (each) => each === groups[at]));
      raise(title, upTo(members, (each) => each === one));
      opened.add(title);
    }
    one.row.open = true;
    arrange();
    one.row.scrollIntoView();
    one.row.querySelector('summary').focus({ preventScroll: true });
  };
`;
