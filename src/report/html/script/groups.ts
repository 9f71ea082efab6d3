/** Makes a group and its head, as `findings/finding-group.ts` writes them; badges and signs are copied from the rows. */
export const groups = `
  const number = (count, word) => count + ' ' + word + (count === 1 ? '' : 's');
  const make = (name, className, ...content) => {
    const node = document.createElement(name);
    node.className = className;
    node.append(...content);
    return node;
  };
  const copy = (one, selector, text) => {
    const node = one.row.querySelector('summary ' + selector).cloneNode(true);
    node.lastChild.textContent = text;
    return node;
  };
  const groupHead = (title, members, grouping) => {
    const summary = make('summary', '', make('span', 'g-name', title), ' ');
    const { upgrade } = members[0];
    if (grouping === 'package' && upgrade !== '') summary.append(make('span', 'g-fix', '→ ' + upgrade), ' ');
    for (const [mark, selector] of [['exploited', '.flag:not(.used)'], ['in-use', '.flag.used']]) {
      const marked = members.find(({ only }) => only.includes(mark));
      if (marked) summary.append(marked.row.querySelector('summary ' + selector).cloneNode(true), ' ');
    }
    summary.append(make('span', 'g-count', number(members.length, 'finding')), ' ');
    if (grouping === 'severity') return summary;
    const counts = make('span', 'counts');
    for (const severity of severities) {
      const same = members.filter((one) => one.severity === severity);
      if (same.length > 0) counts.append(copy(same[0], '.sev', same.length + ' ' + severity));
    }
    summary.append(counts);
    return summary;
  };
`;
