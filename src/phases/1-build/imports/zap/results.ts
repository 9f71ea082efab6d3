import {
  count,
  defined,
  type Location,
  type Problem,
  type Severity,
  type WebLocation,
} from '../../../../core/index.ts';
import type { ImportedResult, ImportedRun } from '../imported.ts';
import { mostPlaces, mostResults, notImported } from '../odd.ts';
import { withoutUser } from '../sarif/locations.ts';
import type { ZapAlert, ZapInstance, ZapReport } from './alerts.ts';

const tool = 'ZAP';

/** `riskcode` of an alert, 0 to 3. */
const risks: readonly Severity[] = ['negligible', 'low', 'medium', 'high'];

/** The run that a report of ZAP is. */
export function runOf(report: ZapReport): ImportedRun {
  const problems: Problem[] = [];
  const results: ImportedResult[] = [];
  const all = report.sites.flatMap(({ host, name, alerts }) => alerts.map((alert) => ({ alert, host, name })));
  for (const { alert, host, name } of all.slice(0, mostResults)) {
    const result = readAlert(alert, name, host);
    if (result === undefined) problems.push(notImported('an alert has neither a name nor a plug-in', alert.at, 'zap'));
    else results.push(result);
    if (alert.instances.length > mostPlaces)
      problems.push(
        notImported(`of ${alert.instances.length} requests the first ${mostPlaces} are told`, alert.at, 'zap'),
      );
  }
  if (all.length > mostResults)
    problems.push(notImported(`more than ${mostResults} alerts: the others were not read`, 'site', 'zap'));
  const [unread] = report.unread;
  if (unread !== undefined)
    problems.push(
      notImported(
        `${count(report.unread.length, 'site')} without a list of alerts: what was found is not told`,
        unread,
        'zap',
      ),
    );
  // Where nothing was reached there is no site, and no alert either.
  if (report.sites.length === 0)
    problems.push(notImported('the report tells of no site: nothing was looked at', 'site', 'zap'));
  return {
    tool,
    results,
    lookedFor: ['weakness'],
    files: report.sites.length,
    problems,
    ...defined({ version: report.version }),
  };
}

function readAlert(alert: ZapAlert, site: string, host: string): ImportedResult | undefined {
  const title = alert.alert ?? alert.name;
  const rule = alert.pluginid ?? alert.alertRef ?? title;
  if (title === undefined || rule === undefined) return undefined;
  const severity = risks[Number(alert.riskcode ?? '?')] ?? 'unknown';
  const places = alert.instances.slice(0, mostPlaces).flatMap(placeOf);
  const [first = wholeSite(site), ...others] = places;
  const seen = alert.instances.find((one) => one.evidence !== undefined || one.attack !== undefined);
  const cwe = alert.cweid ?? '';
  return {
    kind: 'weakness',
    rule,
    names: alert.alertRef === undefined || alert.alertRef === rule ? [] : [alert.alertRef],
    title,
    severity,
    places: [first, ...others],
    weaknesses: /^[1-9]\d{0,4}$/.test(cwe) ? [`CWE-${cwe}`] : [],
    references: linksIn(plain(alert.reference ?? '')),
    at: alert.at,
    ...defined({
      details: alert.desc === undefined ? undefined : plain(alert.desc),
      severityWord: alert.riskdesc ?? alert.riskcode,
      advice: alert.solution === undefined ? undefined : plain(alert.solution),
      observed: seen?.evidence ?? seen?.attack,
      subject: host === '' ? undefined : { kind: 'host' as const, name: host },
      // A person has marked it (0: false positive).
      suppression:
        alert.confidence === '0'
          ? {
              by: tool,
              reason: 'marked as a false positive in ZAP',
              source: { kind: 'report' as const, name: tool, statement: 'confidence 0' },
            }
          : undefined,
    }),
  };
}

function placeOf({ uri, method, param }: ZapInstance): readonly WebLocation[] {
  return uri === undefined ? [] : [{ kind: 'web', url: withoutUser(uri), ...defined({ method, parameter: param }) }];
}

const wholeSite = (site: string): Location =>
  site === '' ? { kind: 'whole' } : { kind: 'web', url: withoutUser(site) };

/** ZAP writes paragraphs of HTML: their text. */
function plain(html: string): string {
  return html
    .replace(/<\/p>|<br\s{0,5}\/?>/gi, '\n')
    .replace(/<\/?[a-z][a-z0-9]{0,9}>/gi, '')
    .trim();
}

const linksIn = (text: string): readonly string[] =>
  [...new Set(text.match(/https?:\/\/[^\s<>"]{1,2000}/g) ?? [])].slice(0, 20);
