/** Listens, and shows what the address asks for. */
export const start = `
  form.addEventListener('input', () => {
    limits.clear();
    arrange();
    writeAddress();
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  fields.all.addEventListener('click', openAll);
  list.addEventListener('toggle', nameButton, true);
  for (const jump of document.querySelectorAll('.to-layer')) {
    jump.hidden = false;
    jump.addEventListener('click', () => {
      form.reset();
      fields.layer.value = jump.dataset.layer;
      limits.clear();
      arrange();
      writeAddress();
      document.getElementById('findings').scrollIntoView();
      fields.layer.focus({ preventScroll: true });
    });
  }
  for (const [event, isPrint] of [['beforeprint', true], ['afterprint', false]])
    addEventListener(event, () => {
      printing = isPrint;
      arrange();
    });
  addEventListener('hashchange', readAddress);
  form.hidden = false;
  arrange();
  readAddress();
  /* Where a link leads in, the browser moves the keyboard once more when all is there. */
  addEventListener('load', () => setTimeout(() => byAnchor.has(location.hash.slice(1)) && readAddress()));
`;
