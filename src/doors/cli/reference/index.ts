import { jsonText } from '../../../core/index.ts';
import { exceptionsSchema, gateSchema, listChecks } from '../../../flows/index.ts';
import { checksPage } from './checks-page.ts';
import { commandsPage, type FormatInfo } from './commands-page.ts';
import { configSchema } from './config-schema.ts';
import { configurationPage } from './configuration-page.ts';
import { errorsPage, exitCodesPage } from './error-pages.ts';
import { ledgerPage, recordKindNamesFile } from './ledger-page.ts';

/** Every page that is made from the code: path in the repository → content. */
export async function referencePages(formats: readonly FormatInfo[]): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ['docs/checks.md', checksPage(await listChecks())],
    ['docs/commands.md', commandsPage(formats)],
    ['docs/configuration.md', configurationPage()],
    ['docs/errors.md', errorsPage()],
    ['docs/exit-codes.md', exitCodesPage()],
    ['docs/ledger.md', ledgerPage()],
    ['src/doors/cli/catalogue/record-kind-names.ts', recordKindNamesFile()],
    ['docs/schemas/config.schema.json', jsonText(configSchema())],
    ['docs/schemas/gate.schema.json', jsonText(gateSchema())],
    ['docs/schemas/exceptions.schema.json', jsonText(exceptionsSchema())],
  ]);
}
