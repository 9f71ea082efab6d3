import type { Report } from '../../core/index.ts';
import { clean } from '../terminal/clean.ts';
import type { Style } from '../terminal/style.ts';
import { wrap } from '../terminal/width.ts';
import { upkeepLines } from '../view/upkeep.ts';

/** What the image was built from and how it was kept. */
export function upkeepBlock(report: Report, style: Style, width: number): readonly string[] {
  return upkeepLines(report).flatMap((line) => wrap(clean(line), width).map(style.faint));
}
