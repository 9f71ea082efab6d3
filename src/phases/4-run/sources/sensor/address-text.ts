/** An address as people write it: `192.0.2.1`, `2001:db8:0:0:0:0:0:1` (no group left out), or the path it already is. */
export function addressText(address: Uint8Array | string): string {
  if (typeof address === 'string') return address;
  if (address.length === 4) return address.join('.');
  const groups: string[] = [];
  for (let index = 0; index + 1 < address.length; index += 2)
    groups.push((((address[index] ?? 0) << 8) | (address[index + 1] ?? 0)).toString(16));
  return groups.join(':');
}
