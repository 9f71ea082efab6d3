import { isObject, readXml } from '../../../../foundations/formats/index.ts';
import type { ImportFormat } from '../imported.ts';
import { listAt } from '../words.ts';
import { alertsInJson, alertsInXml } from './alerts.ts';
import { runOf } from './results.ts';

/** Reports of ZAP (`traditional-xml`, `traditional-json`, each also with requests). */
export const zapImport: ImportFormat = {
  id: 'zap',
  version: 1,
  title: 'ZAP, XML and JSON',
  knows: ({ json, root }) =>
    root === 'OWASPZAPReport' ||
    (isObject(json) &&
      Array.isArray(json.site) &&
      ('@version' in json ||
        '@generated' in json ||
        listAt(json, 'site').some((one) => isObject(one) && '@name' in one))),
  read: ({ bytes, json, root, where }) => [
    root === undefined ? runOf(alertsInJson(json)) : runOf(alertsInXml(readXml(bytes, where))),
  ],
};
