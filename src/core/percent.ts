/** A share of 1 as a percentage with as many digits as mean something: `94%`, `3.1%`, `<0.1%`; never rounded up to `100%`. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 99 && value < 100) return `${(Math.floor(value * 10) / 10).toFixed(1)}%`;
  if (value >= 10) return `${Math.round(value)}%`;
  if (value >= 0.1) return `${value.toFixed(1)}%`;
  return '<0.1%';
}
