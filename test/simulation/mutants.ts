// Long because it is a list: one entry per mistake, read on its own.
import type { Creator } from '../../lib/sync/create/creator.ts';
import type { CreatePorts } from '../../lib/sync/create/ports.ts';
import type { LinkId, OrderKey, TwinKey } from '../../lib/sync/ids.ts';
import type { BasePair } from '../../lib/sync/link.ts';
import type { OrderPorts } from '../../lib/sync/order/ports.ts';
import type { PlanInput } from '../../lib/sync/plan/planRecord.ts';
import type { Answer, ErpApi, Ports, Side, SyncSettings } from '../../lib/sync/ports.ts';
import type { Protocol } from '../../lib/sync/protocol.ts';
import type { Cell, Reading } from '../../lib/sync/reading.ts';
import { carry, type FieldRule, type SideName } from '../../lib/sync/rule.ts';
import { BLANK, storedAfter } from '../../lib/sync/value.ts';
import type { Random } from './random.ts';

/** A mistake that somebody could make, as a change to the real thing. The simulator has to notice it. */
export interface Mutant {
  readonly name: string;
  readonly about: string;
  readonly settings?: Partial<SyncSettings>;
  readonly protocol?: (real: Protocol) => Partial<Protocol>;
  readonly ports?: (real: Ports) => Ports;
  readonly orders?: (real: OrderPorts, random: Random) => OrderPorts;
}

const mapAnswer = <T, U>(answer: Answer<T>, change: (value: T) => U): Answer<U> =>
  answer.kind === 'answered' ? { kind: 'answered', value: change(answer.value) } : answer;

const withErp = (real: Ports, change: (erp: ErpApi) => Partial<ErpApi>): Ports => ({
  ...real,
  erp: { ...real.erp, ...change(real.erp) },
});

const withCreate = (real: Ports, change: (create: CreatePorts) => Partial<CreatePorts>): Ports =>
  real.create === null ? real : { ...real, create: { ...real.create, ...change(real.create) } };

const withReadings = (real: Ports, change: <Id>(reading: Reading<Id>, asked: Id) => Reading<Id>): Ports => {
  const changed = <Id>(side: Side<Id>): Side<Id> => ({
    ...side,
    read: async (ids) =>
      mapAnswer(await side.read(ids), (readings) =>
        readings.map((reading, index) => change(reading, ids[index] as Id)),
      ),
  });
  return { ...real, crm: changed(real.crm), erpRecords: changed(real.erpRecords) };
};

const withCells = (real: Ports, change: (cell: Cell) => Cell): Ports =>
  withReadings(real, (reading) =>
    reading.kind === 'found'
      ? {
          ...reading,
          cells: Object.fromEntries(
            Object.entries(reading.cells).map(([field, cell]) => [field, change(cell)]),
          ),
        }
      : reading,
  );

const planning = (change: (input: PlanInput) => PlanInput) => (real: Protocol) => ({
  plan: (input: PlanInput) => real.plan(change(input)),
});

const withRules = (change: (rule: FieldRule) => FieldRule) =>
  planning((input) => ({ ...input, mapping: { ...input.mapping, rules: input.mapping.rules.map(change) } }));

const withBase = (change: (pair: BasePair, rule: FieldRule, input: PlanInput) => BasePair) =>
  planning((input) => {
    const base: Record<string, BasePair> = {};
    for (const rule of input.mapping.rules) {
      const pair = input.link.base[rule.key];
      if (pair !== undefined) base[rule.key] = change(pair, rule, input);
    }
    return { ...input, link: { ...input.link, base } };
  });

export const mutants: readonly Mutant[] = [
  {
    name: 'per-browser-base',
    about: 'Every browser remembers the base itself instead of asking the ERP API for the shared one.',
    ports: (real) => {
      const own = new Map<LinkId, Record<string, BasePair>>();
      const learn = (rows: readonly { readonly link: LinkId; readonly base: object }[]) => {
        for (const { link, base } of rows) own.set(link, { ...own.get(link), ...base });
      };
      return withErp(real, (erp) => ({
        links: async (dirty) =>
          mapAnswer(await erp.links(dirty), (views) =>
            views.map((view) => {
              const base = own.get(view.link.id) ?? { ...view.link.base };
              own.set(view.link.id, base);
              return { ...view, link: { ...view.link, base } };
            }),
          ),
        prepare: (rows) => {
          learn(rows);
          return erp.prepare(rows);
        },
        commit: (rows) => {
          learn(rows);
          return erp.commit(rows);
        },
      }));
    },
  },
  {
    name: 'single-canonical-base',
    about: 'One value is remembered for both sides, in the form of the ERP.',
    protocol: withBase(({ erp }, rule) => ({ crm: carry(rule, 'erp', erp), erp })),
  },
  {
    name: 'base-before-ack',
    about: 'The new base is stored with the intent, before the other side has said that it took the value.',
    ports: (real) =>
      withErp(real, (erp) => ({
        prepare: (rows) =>
          erp.prepare(
            rows.map((row) => {
              const base: Record<string, BasePair> = { ...row.base };
              for (const { rule, crm, erp: half } of row.pending?.fields ?? [])
                base[rule] = {
                  crm: crm.kind === 'write' ? storedAfter(crm.after) : crm.stored,
                  erp: half.kind === 'write' ? storedAfter(half.after) : half.stored,
                };
              return { ...row, base };
            }),
          ),
      })),
  },
  {
    name: 'no-if-match',
    about: 'Writes name no version, neither to the ERP API nor to a side that could compare it.',
    ports: (real) => {
      const blind = <Id>(side: Side<Id>): Side<Id> => ({
        ...side,
        write: (rows) => side.write(rows.map((row) => ({ ...row, expected: null }))),
      });
      const api = withErp(real, (erp) => ({
        prepare: (rows) => erp.prepare(rows.map((row) => ({ ...row, erpVersion: null }))),
      }));
      return { ...api, crm: blind(real.crm), erpRecords: blind(real.erpRecords) };
    },
  },
  {
    name: 'random-order-key',
    about: 'Every attempt at converting an opportunity draws a key of its own.',
    orders: (real, random) => ({ ...real, keyOf: () => `random ${random.next()}` as OrderKey }),
  },
  {
    name: 'every-draft-confirmed',
    about: 'A conversion confirms the draft that it made, whether or not another one is recorded.',
    orders: (real) => ({
      ...real,
      book: {
        ...real.book,
        record: async (key, order) => mapAnswer(await real.book.record(key, order), () => order),
      },
    }),
  },
  {
    name: 'late-drafts-left',
    about: 'Drafts that arrive after another one was recorded are not looked for.',
    orders: (real) => ({
      ...real,
      erpOrders: real.erpOrders && {
        ...real.erpOrders,
        cancel: () => Promise.resolve({ kind: 'answered', value: 'done' } as const),
      },
    }),
  },
  {
    name: 'edits-after-convert-ignored',
    about: 'Nobody compares the opportunity with its order.',
    orders: (real) => ({
      ...real,
      book: { ...real.book, ask: () => Promise.resolve({ kind: 'answered', value: 'done' } as const) },
    }),
  },
  {
    name: 'no-three-way-merge',
    about: 'The CRM is compared with the ERP alone; a difference is always a change of the CRM.',
    protocol: withBase(({ crm }, rule, { erp }) => {
      const seen = erp.kind === 'found' ? erp.cells[rule.erpField]?.seen : undefined;
      return seen === undefined || seen.kind === 'unseen' ? { crm, erp: BLANK } : { crm, erp: seen };
    }),
  },
  {
    name: 'no-delete-review',
    about: 'A deleted record takes its twin along, changed or not.',
    protocol: (real) => ({
      plan: (input) => {
        const plan = real.plan(input);
        const archive: SideName | null =
          input.crm.kind === 'deleted' && input.erp.kind === 'found'
            ? 'erp'
            : input.erp.kind === 'deleted' && input.crm.kind === 'found'
              ? 'crm'
              : null;
        return archive === null ? plan : { ...plan, open: [], end: { archive } };
      },
    }),
  },
  {
    name: 'open-documents-ignored',
    about: 'A customer with open documents is archived with its deleted account.',
    ports: (real) =>
      withReadings(real, (reading) =>
        reading.kind === 'found' ? { ...reading, openDocuments: false } : reading,
      ),
  },
  {
    name: 'absent-is-deleted',
    about: 'A record that does not answer counts as deleted.',
    ports: (real) =>
      withReadings(real, (reading) =>
        reading.kind === 'absent' ? { kind: 'deleted', mergedInto: null, last: null } : reading,
      ),
  },
  {
    name: 'unseen-is-blank',
    about: 'A field that this user may not read counts as empty.',
    ports: (real) =>
      withCells(real, (cell) => (cell.seen.kind === 'unseen' ? { ...cell, seen: BLANK } : cell)),
  },
  {
    name: 'blank-overwrites',
    about: 'An empty field erases a value although its rule says keep.',
    protocol: withRules((rule) => ({ ...rule, blanks: 'propagate' })),
  },
  {
    name: 'settled-too-soon',
    about: 'A feed that was read to its end is taken to have shown everything up to that moment.',
    settings: { settledMs: -12_000 },
  },
  {
    name: 'zero-overlap',
    about: 'The feed is read from the watermark on, not from before it.',
    settings: { overlapMs: 0 },
  },
  {
    name: 'watermark-before-dirty-set',
    about: 'The position behind a page is stored first, and what was on the page in a second transaction.',
    ports: (real) => ({
      ...real,
      store: {
        ...real.store,
        saveDiscovery: async (page) => {
          await real.store.saveDiscovery({ ...page, dirty: [] });
          await real.store.saveDiscovery(page);
        },
      },
    }),
  },
  {
    name: 'late-write-not-waited-for',
    about: 'An intent is recovered at once, while its requests may still be on their way.',
    ports: (real) =>
      withErp(real, (erp) => ({
        links: async (dirty) =>
          mapAnswer(await erp.links(dirty), (views) =>
            views.map((view) => (view.pending === 'live' ? { ...view, pending: 'expired' } : view)),
          ),
      })),
  },
  {
    name: 'sends-after-sleep',
    about: 'A worker that slept past its intent sends what it had prepared.',
    settings: { requestMs: -1_000_000_000 },
  },
  {
    name: 'record-time-last-write-wins',
    about: "The record's time stands in for a field's where the side has no field times.",
    ports: (real) =>
      withReadings(real, (reading) =>
        reading.kind === 'found'
          ? {
              ...reading,
              cells: Object.fromEntries(
                Object.entries(reading.cells).map(([field, cell]) => [
                  field,
                  { ...cell, changedAt: cell.changedAt ?? reading.modifiedAt },
                ]),
              ),
            }
          : reading,
      ),
  },
  {
    name: 'threshold-ignored',
    about: 'Amounts above the threshold are decided by the policy.',
    protocol: withRules((rule) => ({ ...rule, askAbove: null })),
  },
  {
    name: 'finance-turned-round',
    about: 'What finance owns flows both ways.',
    protocol: withRules((rule) =>
      rule.owner === 'finance'
        ? { ...rule, owner: 'shared', flow: { direction: 'both', policy: 'crmWins', firstTime: 'crm' } }
        : rule,
    ),
  },
  {
    name: 'groups-torn-apart',
    about: 'Grouped fields move one by one.',
    protocol: withRules((rule) => ({ ...rule, group: null })),
  },
  {
    name: 'merge-onto-linked-record',
    about: 'The link of a merged record goes on with the survivor, although that has a link of its own.',
    ports: (real) =>
      withReadings(real, (reading, asked) =>
        reading.kind === 'found' ? { ...reading, id: asked } : reading,
      ),
  },
  {
    name: 'ambiguous-recovery-guessed',
    about: 'Where nobody can tell whether a write arrived, it is taken as not arrived.',
    protocol: (real) => ({
      land: (write, evidence) => {
        const landing = real.land(write, evidence);
        return landing.kind === 'untellable' ? { kind: 'notLanded' } : landing;
      },
    }),
  },
  {
    name: 'no-read-back',
    about: 'What was sent becomes the base, not what the side made of it.',
    protocol: (real) => ({
      land: (write, evidence) => {
        const landing = real.land(write, evidence);
        return landing.kind === 'landed' ? { ...landing, stored: storedAfter(write.after) } : landing;
      },
    }),
  },
  {
    name: 'history-not-looked-at',
    about: 'After a write without a lock nobody looks at what the field history says of the moment before.',
    protocol: (real) => ({
      land: (write, evidence) => {
        const landing = real.land(write, evidence);
        return landing.kind === 'landed' ? { ...landing, overwritten: null } : landing;
      },
    }),
  },
  {
    name: 'fresh-second-trusted',
    about: 'A whole-second stamp is taken for a version while its second is still running.',
    ports: (real) => {
      const trusting = <Id>(side: Side<Id>): Side<Id> => ({
        ...side,
        capabilities: { ...side.capabilities, stampMs: null },
      });
      return { ...real, crm: trusting(real.crm), erpRecords: trusting(real.erpRecords) };
    },
  },
  {
    name: 'brake-ignored',
    about: 'The brake is asked, but its answer is not waited for.',
    ports: (real) =>
      withErp(real, (erp) => ({
        brake: async (intention) => mapAnswer(await erp.brake(intention), () => ({ kind: 'go' }) as const),
      })),
  },
  {
    name: 'every-pair',
    about: 'A run takes whatever the feed names, also what belongs to another pair.',
    ports: (real) => ({ ...real, pair: { isOurs: () => true } }),
  },
  {
    name: 'made-without-key',
    about: 'Every attempt at making a twin bears a key of its own.',
    ports: (real) => {
      let made = 0;
      return withCreate(real, (create) => ({
        keyOf: (of) => create.keyOf(of).replace(/\]$/, `,${made++}]`) as TwinKey,
      }));
    },
  },
  {
    name: 'lost-making-guessed',
    about: 'A twin whose making nobody heard of counts as not made.',
    ports: (real) =>
      withCreate(real, (create) => {
        const blind = <Id>(creator: Creator<Id>): Creator<Id> => ({
          ...creator,
          withKey: (keys) => Promise.resolve({ kind: 'answered', value: keys.map(() => []) } as const),
        });
        const { crm, erp } = create;
        return {
          crm: crm && blind(crm),
          erp: erp === null || erp === 'inTransaction' ? erp : blind(erp),
        };
      }),
  },
  {
    name: 'claim-not-waited-for',
    about: 'A claim counts as run out at once, while its holder may still be making the twin.',
    ports: (real) =>
      withCreate(real, ({ twins }) => ({
        twins: {
          ...twins,
          settle: (rows) =>
            twins.settle(rows.map((row) => (row.kind === 'claim' ? { ...row, visibleMs: -90_000 } : row))),
        },
      })),
  },
  {
    name: 'late-twins-not-told',
    about: 'Nobody looks for records that arrive after their twin was made.',
    ports: (real) =>
      withCreate(real, ({ twins }) => ({
        twins: { ...twins, doubts: () => Promise.resolve({ kind: 'answered', value: [] } as const) },
      })),
  },
  {
    name: 'waiting-not-remembered',
    about: 'Nobody is told which records wait for what they belong to.',
    ports: (real) =>
      withCreate(real, ({ twins }) => ({
        twins: {
          ...twins,
          settle: async (rows) => {
            const kept = rows.filter(({ kind }) => kind !== 'wait');
            const answer = await twins.settle(kept);
            return mapAnswer(answer, (settled) =>
              rows.map((row) => settled[kept.indexOf(row)] ?? { kind: 'leftAlone' as const }),
            );
          },
        },
      })),
  },
  {
    name: 'looks-alike-linked',
    about: 'A record that merely looks like it is taken for the twin.',
    protocol: () => ({
      meet: ([first]) => (first === undefined ? { kind: 'make' } : { kind: 'link', twin: first.id }),
    }),
  },
  {
    name: 'matches-not-looked-at',
    about: 'A twin is made although there is one already.',
    protocol: () => ({ meet: () => ({ kind: 'make' }) }),
  },
  {
    name: 'former-ids-forgotten',
    about: 'A record that others were merged into is given a twin beside theirs.',
    ports: (real) =>
      withReadings(real, (reading) => (reading.kind === 'found' ? { ...reading, formerly: [] } : reading)),
  },
  {
    name: 'twins-of-twins',
    about: 'A record that was made as a twin is given one itself, before it is linked.',
    ports: (real) =>
      withReadings(real, (reading) => (reading.kind === 'found' ? { ...reading, twinKey: null } : reading)),
  },
  {
    name: 'questions-dropped',
    about: 'Conflicts are noticed, but not stored where anybody would see them.',
    ports: (real) =>
      withErp(real, (erp) => ({
        prepare: (rows) => erp.prepare(rows.map((row) => ({ ...row, open: [] }))),
        commit: (rows) => erp.commit(rows.map((row) => ({ ...row, open: [] }))),
      })),
  },
];
