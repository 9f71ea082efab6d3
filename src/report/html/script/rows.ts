/** Reads the rows out of the page, once, in their order: the riskiest first. */
export const rows = `
  const fields = form.elements;
  form.reset();
  const list = document.querySelector('#findings .findings');
  const all = [...list.querySelectorAll('details.finding')].map((row, index) => {
    const data = row.dataset;
    return {
      row, index, id: data.id, severity: data.severity, group: data.group, upgrade: data.upgrade,
      risk: Number(data.risk), epss: Number(data.epss), only: data.only.split(' '), layers: data.layers.split(' '),
    };
  });
  const byAnchor = new Map(all.flatMap((one) => [one.row, ...one.row.querySelectorAll('[id]')].map(({ id }) => [id, one])));
  const words = (one) => (one.words ??= (one.row.querySelector('summary').textContent + ' ' + one.row.dataset.more).toLowerCase());
  const checked = (name) => [...form.querySelectorAll('[name=' + name + ']:checked')].map((box) => box.value);
  const choice = () => ({
    text: fields.text.value.trim(),
    layer: fields.layer ? fields.layer.value : '',
    sort: fields.sort.value,
    group: fields.group.value,
    severity: checked('severity'),
    only: checked('only'),
  });
  const passing = ({ text, layer, severity, only }) => {
    const wanted = text.toLowerCase().split(/\\s+/).filter(Boolean);
    return (one) =>
      (severity.length === 0 || severity.includes(one.severity)) &&
      only.every((mark) => one.only.includes(mark)) &&
      (layer === '' || one.layers.includes(layer)) &&
      wanted.every((word) => words(one).includes(word));
  };
`;
