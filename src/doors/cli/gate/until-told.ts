import type { Context } from '../command.ts';
import type { Certificate } from './webhook-certificate.ts';

/** How often files of a certificate are read again, in milliseconds. */
const rereadEvery = 10_000;

/** Waits for SIGTERM or an interruption; meanwhile certificates that change are taken over. */
export async function untilTold(
  { host, log }: Context,
  server: { reload(): boolean },
  certificate: Pick<Certificate, 'mayChange'>,
): Promise<void> {
  const reread = (): void => {
    if (server.reload()) log.note('the certificate was read again');
  };
  const timer = certificate.mayChange ? setInterval(reread, rereadEvery) : undefined;
  const stopListening: (() => void)[] = [host.onSignal('SIGHUP', reread)];
  try {
    await new Promise<void>((resolve) => {
      stopListening.push(host.onSignal('SIGTERM', resolve));
      if (host.signal.aborted) resolve();
      host.signal.addEventListener('abort', () => resolve(), { once: true });
    });
  } finally {
    clearInterval(timer);
    for (const stop of stopListening) stop();
  }
}
