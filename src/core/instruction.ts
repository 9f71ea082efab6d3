import type { LayerRef } from './layer-ref.ts';

/** Build instruction of a layer as its Dockerfile had it, without what the builders wrap around it; empty when the image does not tell. */
export function instruction(layer: LayerRef): string {
  const text = layer.createdBy?.trim() ?? '';
  const nop = /^\/bin\/sh -c #\(nop\) /.exec(text);
  if (nop !== null) return text.slice(nop[0].length).trim();
  const unmarked = text.endsWith('# buildkit') ? text.slice(0, -'# buildkit'.length).trimEnd() : text;
  const bare = unmarked.replace(/^RUN (?:\|\d+ .{0,2000}? )?\/bin\/sh -c /, 'RUN ');
  return bare.startsWith('/bin/sh -c ') ? `RUN ${bare.slice('/bin/sh -c '.length)}` : bare;
}

/** `layer 2`, counted from 1 as people count, with the instruction when there is one. */
export function layerText(layer: LayerRef): string {
  const made = instruction(layer);
  return made === '' ? `layer ${layer.index + 1}` : `layer ${layer.index + 1}: ${made}`;
}
