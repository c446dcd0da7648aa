import { FailureError } from '../../failure.ts';
import type { ConflictProtocol } from '../../messaging/conflictMessages.ts';
import type { MappingProtocol } from '../../messaging/mappingMessages.ts';
import type { Handlers } from '../../messaging/serve.ts';
import type { SyncProtocol, SyncStatus } from '../../messaging/syncMessages.ts';

type SyncMessage = keyof SyncProtocol | keyof ConflictProtocol | keyof MappingProtocol;

const IDLE: SyncStatus = {
  state: 'idle',
  hold: { reason: 'notConnected', system: null, until: null },
  active: null,
  last: null,
  connections: [],
  settings: { autoSync: true, intervalSeconds: 300, company: null },
  nextAt: null,
  brake: null,
  waiting: null,
  mayStart: null,
};

const notConnected = () => Promise.reject(new FailureError({ code: 'erp.notConnected' }));

/** One line per message about the sync, its questions and its mapping. */
export const syncHandlers = (): Pick<Handlers, SyncMessage> => ({
  'sync.status': async () => IDLE,
  'sync.start': async () => IDLE,
  'sync.cancel': async () => IDLE,
  'sync.record': notConnected,
  'sync.recordStatus': notConnected,
  'sync.recordSeen': async () => null,
  'sync.dryRun': notConnected,
  'sync.settings.read': async () => IDLE.settings,
  'sync.settings.write': async () => IDLE.settings,
  'sync.failures': notConnected,
  'sync.company.read': notConnected,
  'sync.company.write': notConnected,
  'sync.brake.propose': notConnected,
  'sync.log': async () => [],
  'conflicts.list': notConnected,
  'conflicts.propose': notConnected,
  'mapping.pairs': notConnected,
  'mapping.read': notConnected,
  'mapping.save': notConnected,
});
