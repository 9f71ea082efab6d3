import type { Example } from '../../example.ts';

const resource = `%% a remark with {vsn,"9"}
{application,lantern,
             [{modules,['Elixir.Lantern','Elixir.Lantern.Wick']},
              {optional_applications,[oil]},
              {applications,[kernel,stdlib,'elixir',plug_light]},
              {description,"100% \\"light\\""},
              {registered,[]},
              {vsn,"1.7.10"}]}.
`;

export const example: Example = {
  path: 'app/lib/lantern-1.7.10/ebin/lantern.app',
  bytes: new TextEncoder().encode(resource),
  packages: ['lantern@1.7.10'],
};
