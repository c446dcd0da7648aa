import type { ConflictProtocol } from '../../messaging/conflictMessages.ts';
import type { MappingProtocol } from '../../messaging/mappingMessages.ts';
import type { Handlers } from '../../messaging/serve.ts';
import type { SyncProtocol } from '../../messaging/syncMessages.ts';
import type { Services } from '../services.ts';
import { proposal } from '../tickets.ts';
import { readCompany, writeCompany } from './company.ts';
import { listConflicts, readConflicts } from './conflicts.ts';

type SyncMessage = keyof SyncProtocol | keyof ConflictProtocol | keyof MappingProtocol;
type Parts = Pick<Services, 'sync' | 'erp' | 'tickets' | 'cancellations'>;

/** One entry per message about the sync, its questions and its mapping. */
export const syncHandlers = ({
  sync,
  erp,
  tickets,
  cancellations: { run },
}: Parts): Pick<Handlers, SyncMessage> => ({
  'sync.status': () => sync.status(),
  'sync.start': ({ trigger }) => sync.start(trigger),
  'sync.cancel': () => sync.cancel(),
  'sync.record': ({ page, requestId }, sender) =>
    run(sender, requestId, (signal) => sync.records.sync(page, signal)),
  'sync.recordStatus': ({ page, requestId }, sender) =>
    run(sender, requestId, (signal) => sync.records.status(page, signal)),
  'sync.recordSeen': async ({ page }) => {
    void sync.records.seen(page);
    return null;
  },
  'sync.dryRun': ({ cursor, requestId }, sender) =>
    run(sender, requestId, (signal) => sync.dryRun(cursor, signal)),
  'sync.settings.read': () => sync.readSettings(),
  'sync.settings.write': (settings) => sync.writeSettings(settings),
  'sync.failures': ({ requestId }, sender) => run(sender, requestId, (signal) => sync.failures(signal)),
  'sync.company.read': () => readCompany(erp),
  'sync.company.write': (company) => writeCompany(erp, company),
  'sync.brake.propose': async ({ run: id }, sender) =>
    proposal(await tickets.issue(await sync.people.proposeApproval(id), sender)),
  'sync.log': () => sync.log(),
  'conflicts.list': ({ page, cursor, requestId }, sender) =>
    run(sender, requestId, (signal) => listConflicts({ erp, people: sync.people }, page, cursor, signal)),
  'conflicts.propose': async (asked, sender) => {
    const decisions = await readConflicts(erp, asked);
    return proposal(await tickets.issue({ kind: 'resolve', decisions }, sender));
  },
  'mapping.pairs': () => sync.mapping.pairs(),
  'mapping.read': ({ pair, requestId }, sender) =>
    run(sender, requestId, (signal) => sync.mapping.read(pair, signal)),
  'mapping.save': ({ pair, version, mapping }) => sync.mapping.save(pair, version, mapping),
});
