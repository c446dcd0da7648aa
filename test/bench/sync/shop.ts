import type { CrmSystem } from '../../../lib/erp/api/record.ts';
import type { TestPostgres } from '../../setup/postgres.ts';
import { type Watched, watchThread } from './blocks.ts';
import { customersWith, customerWrites, editCustomers, fillLinked } from './books.ts';
import { openCrm } from './crmOrg.ts';
import { openErp } from './erp.ts';
import { phoneOf } from './names.ts';
import { type VirtualClock, virtualClock } from './virtualClock.ts';
import { type BenchWorker, benchWorker } from './worker.ts';

export interface ShopSize {
  readonly crm: CrmSystem;
  readonly records: number;
  /** Whether the CRM's limits hold, and the worker keeps to them. */
  readonly limits: boolean;
}

/** What one sync took. */
export interface Synced extends Watched {
  readonly seconds: number;
  /** Of these, waited for a limit. */
  readonly waitedSeconds: number;
  readonly calls: number;
  readonly paths: Readonly<Record<string, number>>;
  /** Records written in the CRM, and in the ERP. */
  readonly written: { readonly crm: number; readonly erp: number };
  readonly counts: Readonly<Record<string, number>>;
}

/** A company with its ERP, its CRM and one browser, all of its records linked and alike. */
export interface Shop {
  readonly worker: BenchWorker;
  readonly clock: VirtualClock;
  sync(): Promise<Synced>;
  /** Everybody's telephone number is changed on one side. */
  edit(side: 'crm' | 'erp', round: number): Promise<void>;
  /** Throws unless both sides bear the numbers of this round. */
  expectAgreed(round: number): Promise<void>;
  close(): Promise<void>;
}

export const openShop = async (
  postgres: TestPostgres,
  { crm, records, limits }: ShopSize,
  folder: string,
  database: string,
): Promise<Shop> => {
  const clock = virtualClock();
  const erp = await openErp(postgres, database, crm, folder);
  await fillLinked(postgres, database, crm, records, erp.mapping);
  const org = await openCrm({ crm, records, limits, shared: clock.shared });
  const worker = benchWorker({ crm, org, limits, clock, erp });
  return {
    worker,
    clock,
    sync: async () => {
      const before = { calls: org.count.calls, rows: org.count.rowsWritten, moved: clock.moved() };
      const erpBefore = await customerWrites(postgres, database);
      org.count.paths.clear();
      const began = performance.now();
      const watched = await watchThread(async () => {
        await worker.sync.start('manual');
        await worker.sync.idle();
      });
      const took = (performance.now() - began) / 1000;
      const waitedSeconds = (clock.moved() - before.moved) / 1000;
      const { last, hold } = await worker.sync.status();
      if (hold !== null || last === null || last.result !== 'success')
        throw new Error(`The sync ended with ${JSON.stringify({ hold, last })}.`);
      return {
        ...watched,
        seconds: took + waitedSeconds,
        waitedSeconds,
        calls: org.count.calls - before.calls,
        paths: Object.fromEntries(org.count.paths),
        written: {
          crm: org.count.rowsWritten - before.rows,
          erp: (await customerWrites(postgres, database)) - erpBefore,
        },
        counts: { ...last.counts },
      };
    },
    edit: async (side, round) => {
      await (side === 'crm' ? org.edit(round) : editCustomers(postgres, database, round));
    },
    expectAgreed: async (round) => {
      const phones = await org.phones();
      const inCrm = phones.filter((phone, index) => phone === phoneOf(index + 1, round)).length;
      const inErp = await customersWith(postgres, database, round);
      if (inCrm !== records || inErp !== records)
        throw new Error(`Of ${records} records ${inCrm} in the CRM and ${inErp} in the ERP are as agreed.`);
    },
    close: async () => {
      await worker.sync.idle();
      await org.close();
      await erp.close();
    },
  };
};
