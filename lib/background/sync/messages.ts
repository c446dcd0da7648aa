import { FailureError } from '../../failure.ts';
import type { ConflictProtocol } from '../../messaging/conflictMessages.ts';
import type { MappingProtocol } from '../../messaging/mappingMessages.ts';
import type { Handlers } from '../../messaging/serve.ts';
import type { SyncProtocol } from '../../messaging/syncMessages.ts';
import type { Services } from '../services.ts';

type SyncMessage = keyof SyncProtocol | keyof ConflictProtocol | keyof MappingProtocol;

const notConnected = () => Promise.reject(new FailureError({ code: 'erp.notConnected' }));

/** One line per message about the sync, its questions and its mapping. */
export const syncHandlers = ({ sync }: Pick<Services, 'sync'>): Pick<Handlers, SyncMessage> => ({
  'sync.status': () => sync.status(),
  'sync.start': ({ trigger }) => sync.start(trigger),
  'sync.cancel': () => sync.cancel(),
  'sync.record': notConnected,
  'sync.recordStatus': notConnected,
  'sync.recordSeen': async () => null,
  'sync.dryRun': notConnected,
  'sync.settings.read': () => sync.readSettings(),
  'sync.settings.write': (settings) => sync.writeSettings(settings),
  'sync.failures': notConnected,
  'sync.company.read': notConnected,
  'sync.company.write': notConnected,
  'sync.brake.propose': notConnected,
  'sync.log': () => sync.log(),
  'conflicts.list': notConnected,
  'conflicts.propose': notConnected,
  'mapping.pairs': notConnected,
  'mapping.read': notConnected,
  'mapping.save': notConnected,
});
