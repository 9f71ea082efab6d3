import { count, isLeftOut, type Report } from '../../core/index.ts';

/** What nobody judged though it was read, as sentences without a full stop: packages without a source, programs nobody knows, what was left out. */
export function unjudgedTexts({ coverage }: Pick<Report, 'coverage'>): readonly string[] {
  const { unidentified, unjudged, parts } = coverage;
  return [
    ...unjudged
      .filter(({ through }) => through === undefined)
      .map(({ type, packages, why }) => `${count(packages, `${type} package`)} could not be judged: ${why}`),
    ...(unidentified.length === 0 ? [] : [`${count(unidentified.length, 'program')} could not be identified`]),
    ...(parts.some(isLeftOut) ? ['some of it was left out as asked'] : []),
  ];
}
