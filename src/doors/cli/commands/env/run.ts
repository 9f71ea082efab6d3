import { withoutPasswords } from '../../../../core/index.ts';
import { columns } from '../../../../report/index.ts';
import { environmentVariables } from '../../catalogue/environment.ts';
import type { Context } from '../../command.ts';
import { writeResult } from '../../output/write-result.ts';

/** A variable that counts, and what it is set to. */
interface Variable {
  readonly name: string;
  readonly isSet: boolean;
  /** Null where it is not set, or is or may hold a secret. */
  readonly value: string | null;
}

export async function run(context: Context): Promise<number> {
  const { env } = context.host;
  const variables = environmentVariables.flatMap(({ name, prefix, sensitive }): Variable[] => {
    const names = prefix ? Object.keys(env).filter((one) => one.startsWith(name) && one !== name) : [name];
    return names.map((one) => {
      const value = env[one] ?? '';
      return { name: one, isSet: value !== '', value: value === '' || sensitive ? null : withoutPasswords(value) };
    });
  });
  const shown = ({ isSet, value }: Variable): string => value ?? (isSet ? '(set, not shown)' : '(not set)');
  await writeResult(context, {
    text: () => columns(variables.map((variable) => [variable.name, shown(variable)])),
    json: () => variables,
  });
  return 0;
}
