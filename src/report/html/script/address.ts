/**
 * What is chosen stands behind the `#` of the page's address, so that it can be handed on: `#severity=critical,high&only=fixable`, or the anchor of one finding.
 * An address may come from anybody: it can choose what the form has, and no more.
 */
export const address = `
  const usual = choice();
  const textOf = (value) => (Array.isArray(value) ? value.join(',') : value);
  const writeAddress = () => {
    const chosen = Object.entries(choice()).filter(([name, value]) => textOf(value) !== textOf(usual[name]));
    const hash = new URLSearchParams(chosen.map(([name, value]) => [name, textOf(value)])).toString().replaceAll('%2C', ',');
    try {
      history.replaceState(null, '', hash === '' ? location.pathname + location.search : '#' + hash);
    } catch { /* Where the page is shown inside another one, its address is not ours. */ }
  };
  const readAddress = () => {
    const hash = location.hash.slice(1);
    if (byAnchor.has(hash)) return reveal(hash);
    if (!hash.includes('=')) return;
    const asked = new URLSearchParams(hash);
    form.reset();
    for (const name of ['text', 'layer', 'sort', 'group']) {
      const field = fields[name];
      const value = asked.get(name);
      if (!field || value === null) continue;
      if (name === 'text' || [...field.options].some((option) => option.value === value)) field.value = value;
    }
    for (const name of ['severity', 'only']) {
      const values = (asked.get(name) ?? '').split(',');
      for (const box of form.querySelectorAll('[name=' + name + ']')) box.checked = values.includes(box.value);
    }
    arrange();
    list.parentElement.scrollIntoView();
  };
`;
