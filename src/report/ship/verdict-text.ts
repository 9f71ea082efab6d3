import type { Evidence } from '../../core/index.ts';
import type { ImageVerification, TrustVerdict } from '../../flows/index.ts';
import type { WriteOptions } from '../format.ts';
import { clean } from '../terminal/clean.ts';
import { makeStyle, type Style } from '../terminal/style.ts';
import { facts } from '../terminal/table.ts';
import { wrap } from '../terminal/width.ts';
import { ledgerFacts, signerFacts } from './signed-text.ts';

const heads: Readonly<Record<TrustVerdict, string>> = {
  trusted: '✓ Trusted',
  'not-trusted': '✗ Not trusted',
  undetermined: '? Not determined',
};

/** The answer about an image for people: the verdict, what was asked, and every step in order. */
export function verdictText(answer: ImageVerification, options: WriteOptions): string {
  const style = makeStyle(options);
  const { width } = options;
  const { evidence, predicateType, signer, subject, target, variants, verdict, verified } = answer;
  const paint = { trusted: style.good, 'not-trusted': style.alarm, undetermined: style.warn }[verdict];
  const asked = facts(
    [
      ['image', target],
      ['', subject],
      ...(predicateType === undefined ? [] : [['type', predicateType] as const]),
      ...signerFacts(signer),
      ...verified.flatMap(({ time }) =>
        time === undefined
          ? []
          : [['signed', `${time.at.slice(0, 19).replace('T', ' ')} UTC (${time.source})`] as const],
      ),
      ...ledgerFacts(answer),
    ],
    width,
  );
  const steps = evidence.flatMap((step, index) => stepLines(step, index + 1, style, width));
  const beside =
    variants > 0 && verdict !== 'trusted'
      ? ['', ...wrap(`The target is an index of ${variants} images; \`--platform\` looks at one of them.`, width)]
      : [];
  const head = wrap(`${heads[verdict]}: ${whyText(answer)}`, width).map(paint);
  const short = { trusted: 'trusted', 'not-trusted': 'not trusted', undetermined: 'not determined' }[verdict];
  const tail = ['', paint(`In short: ${short}.`)];
  return [...head, '', asked, style.strong('Step by step'), ...steps, ...beside, ...tail]
    .map((line) => `${line}\n`)
    .join('');
}

/** The sentence of the verdict as a part of another. */
function whyText({ why }: ImageVerification): string {
  const text = clean(why).replace(/^It could not be determined: /, '');
  return /^(?:A|An|No|None|The|It)\b/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** The digest of an image or a key takes the rest of 80 columns. */
const indent = 3;

function stepLines({ statement, observed, expected, source }: Evidence, number: number, style: Style, width: number) {
  const label = `${String(number).padStart(2)} `;
  const lines = wrap(clean(statement), width - indent);
  const beside = [
    ...(observed === undefined ? [] : [`seen: ${observed}`]),
    ...(expected === undefined ? [] : [`want: ${expected === observed ? 'the same' : expected}`]),
    ...(source === undefined ? [] : [`from: ${source}`]),
  ];
  return [
    ...lines.map((line, index) => (index === 0 ? label : ' '.repeat(indent)) + line),
    ...beside.flatMap((text) =>
      wrap(clean(text), width - indent).map((line) => style.faint(' '.repeat(indent) + line)),
    ),
  ];
}
