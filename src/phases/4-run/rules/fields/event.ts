import type { FieldInfo } from '../../../../foundations/languages/falco/index.ts';
import { fields } from './table.ts';

/** Fields that every event has, whatever its source. */
export const eventFields: readonly FieldInfo[] = [
  ...fields(
    'string',
    {},
    `evt.time evt.time.s evt.time.iso8601 evt.datetime evt.datetime.s evt.pluginname evt.plugininfo evt.source evt.asynctype evt.hostname`,
  ),
  ...fields('integer', {}, 'evt.num'),
  ...fields('bool', {}, 'evt.is_async'),
  ...fields('time', {}, 'evt.rawtime evt.rawtime.s evt.rawtime.ns evt.reltime evt.reltime.s evt.reltime.ns'),
];
