import { withoutPasswords } from '../../../../core/index.ts';
import { columns } from '../../../../report/index.ts';
import { environmentVariables } from '../../catalogue/environment.ts';
import type { Context } from '../../command.ts';

export async function run({ host }: Context): Promise<number> {
  const rows = environmentVariables.flatMap((variable) => {
    const names = variable.prefix
      ? Object.keys(host.env).filter((name) => name.startsWith(variable.name) && name !== variable.name)
      : [variable.name];
    return names.map((name) => {
      const value = host.env[name];
      if (value === undefined || value === '') return [name, '(not set)'];
      return [name, variable.sensitive ? '(set, not shown)' : value];
    });
  });
  await host.out.write(withoutPasswords(columns(rows)));
  return 0;
}
