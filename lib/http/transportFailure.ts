import type { Failure } from '../failure.ts';
import type { TransportError, TransportKind } from './transportError.ts';

type Peer = 'crm' | 'erp';

const CODE = {
  unreachable: 'unreachable',
  timeout: 'timeout',
  redirected: 'badAnswer',
  tooLarge: 'badAnswer',
  malformed: 'invalid',
} as const satisfies Partial<Record<TransportKind, string>>;

/** A transport error as what a person is told about the system that it happened with. */
export const transportFailure = ({ kind }: TransportError, peer: Peer): Failure => ({
  code: kind === 'cancelled' || kind === 'offline' ? kind : `${peer}.${CODE[kind]}`,
});
