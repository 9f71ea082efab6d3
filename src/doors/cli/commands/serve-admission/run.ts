import type { Admission } from '../../../../flows/index.ts';
import { gate } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { gateInput } from '../../gate/gate-input.ts';
import { splitAddress } from '../../gate/split-address.ts';
import { untilTold } from '../../gate/until-told.ts';
import { certificateOf } from '../../gate/webhook-certificate.ts';

export async function run(context: Context): Promise<number> {
  const { host, log, settings, values } = context;
  const address = splitAddress(values.value(gate.listen) ?? '');
  const flows = await context.flows();
  const certificate = await certificateOf(context, flows.makeServerCertificate);
  const admission = await flows.openAdmission(gateInput(context), settings, (message) => log.warn(message));
  try {
    const servers = await host.servers();
    servers.useLittleMemory();
    const server = await servers.startAdmissionServer({
      ...address,
      admission,
      certificate: certificate.files,
      warn: (message) => log.warn(message),
    });
    try {
      const { port } = server;
      if (values.on(gate.printConfig)) {
        const place = { host: certificate.name ?? address.host, port };
        const { authority } = certificate;
        const told = authority === undefined ? place : { ...place, authority };
        await host.out.write(servers.webhookConfiguration(admission, told));
      }
      log.note(`listening on https://${address.host}:${port}/validate: ${describe(admission)}`);
      await untilTold(context, server, certificate);
      log.note('draining');
    } finally {
      await server.drain();
    }
  } finally {
    await admission.close();
  }
  return 0;
}

const describe = ({ gate: { name }, failOpen }: Admission): string =>
  `gate ${name}, ${failOpen ? 'fails open: what cannot be decided is let pass' : 'fails closed: what cannot be decided is refused'}`;
