import type { Locking } from '../../lib/sync/capabilities.ts';
import type { Policy } from '../../lib/sync/rule.ts';
import { Random } from './random.ts';
import type { Storage } from './storage.ts';

const ERP_KINDS = ['embedded', 'lock', 'wholeSecondLock', 'none'] as const;
type ErpKind = (typeof ERP_KINDS)[number];

const UNITS = ['name', 'money', 'limit', 'note'] as const;
export type UnitName = (typeof UNITS)[number];

const ACTIONS = [
  'edit',
  'clear',
  'returnToBase',
  'delete',
  'merge',
  'unlink',
  'relink',
  'editMapping',
  'renameField',
  'rights',
  'refuse',
  'decide',
  'documents',
  'convert',
  'editOpportunity',
  'mergeOpportunities',
] as const;
/** Drawn apart from the others, so that a story keeps its seed when there is more that people can do. */
const MORE_ACTIONS = ['syncRecord', 'cancel', 'approve'] as const;
const SINGLE_ACTIONS = ['newRecord', 'newRecord', 'relink', 'noneOfThose'] as const;
export type ActionName =
  | (typeof ACTIONS)[number]
  | (typeof MORE_ACTIONS)[number]
  | (typeof SINGLE_ACTIONS)[number];

interface SideTraits {
  readonly locking: Locking;
  readonly history: boolean;
  readonly fieldTimes: boolean;
  readonly answersStored: boolean;
  readonly oldIdsAnswer: boolean;
  readonly storage: Readonly<Record<string, Storage>>;
  readonly clockOffset: number;
  readonly lagMs: number;
  readonly tombstoneMs: number;
}

export interface BrakeLimits {
  readonly updates: number;
  readonly deletes: number;
  /** Share of a field's values. */
  readonly clears: number;
  readonly moved: number;
}

/** A whole story but for its order of events, which `seed` decides. Plain data: a failure is kept as one of these. */
export interface Scenario {
  readonly seed: number;
  readonly browsers: number;
  readonly pairs: number;
  readonly units: readonly UnitName[];
  readonly policy: Policy;
  readonly firstTime: 'ask' | 'crm' | 'erp';
  readonly blanks: 'keep' | 'propagate';
  readonly askAbove: number | null;
  readonly freshLinks: boolean;
  readonly erpKind: ErpKind;
  readonly crm: SideTraits;
  readonly erp: SideTraits;
  readonly batchSize: number;
  /** Some read in one what they write in several; default: as many. */
  readonly readSize?: number;
  readonly keptReadings: number;
  /** More than this at once needs a person's approval; null = nothing does. */
  readonly brake: BrakeLimits | null;
  /** Records without a link are given twins; null = they are left alone. */
  readonly create: {
    readonly toErp: boolean;
    readonly toCrm: boolean;
    readonly unique: boolean;
    readonly keyLagMs: number;
    /** Per CRM record without a link, the ERP records that look like it: for certain, or merely alike. */
    readonly singles: readonly (readonly boolean[])[];
    /** Every second CRM record belongs to something that is linked so many milliseconds into the story; default: nobody waits. */
    readonly waits?: number;
    /** Before a record of the CRM is made, those like it are searched for; default: the CRM cannot be searched. */
    readonly searched?: boolean;
  } | null;
  /** Won opportunities become orders by themselves; O0 belongs to A0, and so on. */
  readonly autoOrder: boolean;
  /** A link of another pair is in the ERP API's feed. */
  readonly otherPair: boolean;
  readonly runs: number;
  readonly actions: readonly ActionName[];
  /** How many things people do. */
  readonly actionBudget: number;
  readonly faults: {
    readonly crash: number;
    readonly loseRequest: number;
    readonly loseAnswer: number;
    readonly slow: number;
    readonly sleep: number;
    readonly down: number;
    readonly rateLimit: number;
    readonly leases: boolean;
    /** A request to make a record arrives long after everybody has given it up. */
    readonly lateCreate?: number;
  };
  readonly clientOffsets: readonly number[];
}

const STRING_STORAGES: readonly Storage[] = ['exact', 'exact', 'exact', 'trim', 'truncate', 'rewrite'];
const NUMBER_STORAGES: readonly Storage[] = ['exact', 'exact', 'round'];
const DAY = 86_400_000;

const sideTraits = (random: Random, locking: Locking): SideTraits => {
  const history = random.chance(0.4);
  const storage: Record<string, Storage> = {};
  for (const field of ['name', 'note', 'currency']) storage[field] = random.pick(STRING_STORAGES);
  for (const field of ['amount', 'limit']) storage[field] = random.pick(NUMBER_STORAGES);
  storage.currency = 'exact';
  return {
    locking,
    history,
    fieldTimes: history || random.chance(0.3),
    answersStored: random.chance(0.6),
    oldIdsAnswer: random.chance(0.5),
    storage,
    clockOffset: random.between(-400, 400),
    lagMs: random.chance(0.5) ? random.between(1, 9000) : 0,
    tombstoneMs: random.chance(0.2) ? 20_000 : 30 * DAY,
  };
};

const rare = (random: Random, probability: number, rate: number): number =>
  random.chance(probability) ? rate * random.next() : 0;

const moreTraits = (
  random: Random,
): Pick<Scenario, 'keptReadings' | 'brake' | 'autoOrder' | 'otherPair' | 'create'> => ({
  keptReadings: random.pick([0, 1, 2_000, 2_000, 2_000, 2_000]),
  brake: random.chance(0.15)
    ? {
        updates: random.between(0, 2),
        deletes: random.between(0, 1),
        clears: random.next(),
        moved: random.between(0, 2_000),
      }
    : null,
  otherPair: random.chance(0.1),
  autoOrder: random.chance(0.15),
  create: random.chance(0.15)
    ? {
        toErp: random.chance(0.8),
        toCrm: random.chance(0.5),
        unique: random.chance(0.5),
        keyLagMs: random.chance(0.4) ? random.between(1, 40_000) : 0,
        singles: Array.from({ length: random.below(3) }, () => random.pick(ALIKE)),
      }
    : null,
});
const ALIKE: readonly (readonly boolean[])[] = [[], [], [true], [false], [true, true], [true, false]];

/** Everything that differs between stories, drawn from the seed. */
export const scenarioOf = (seed: number, browsers?: number): Scenario => {
  const random = new Random(seed * 2 + 1);
  const more = new Random(seed * 2);
  const erpKind = random.pick(ERP_KINDS);
  const locking = random.pick(['lock', 'wholeSecondLock', 'none'] as const);
  const count = browsers ?? random.pick([1, 2, 2, 2, 3]);
  const calm = random.chance(0.15);
  const scenario: Scenario = {
    seed,
    browsers: count,
    pairs: random.pick([1, 1, 2, 2, 3]),
    units: ['name', ...(['money', 'limit', 'note'] as const).filter(() => random.chance(0.35))],
    policy: random.pick(['lastWriteWins', 'lastWriteWins', 'crmWins', 'erpWins', 'ask']),
    firstTime: random.pick(['ask', 'ask', 'crm', 'erp']),
    blanks: random.pick(['keep', 'propagate']),
    askAbove: random.chance(0.4) ? random.between(300, 1500) : null,
    freshLinks: random.chance(0.2),
    erpKind,
    crm: sideTraits(random, locking),
    erp: sideTraits(random, erpKind === 'embedded' ? 'lock' : erpKind),
    batchSize: random.pick([1, 2, 50]),
    ...(seed % 3 === 0 ? { readSize: 5 } : {}),
    ...moreTraits(more),
    runs: random.between(2, 5),
    actions: ACTIONS.filter(
      (action): action is (typeof ACTIONS)[number] =>
        action === 'edit' || random.chance(action === 'returnToBase' ? 0.5 : 0.3),
    ),
    actionBudget: random.between(2, 8),
    faults: calm
      ? { crash: 0, loseRequest: 0, loseAnswer: 0, slow: 0, sleep: 0, down: 0, rateLimit: 0, leases: true }
      : {
          crash: rare(random, 0.5, 0.08),
          loseRequest: rare(random, 0.4, 0.1),
          loseAnswer: rare(random, 0.5, 0.15),
          slow: rare(random, 0.5, 0.3),
          sleep: rare(random, 0.4, 0.05),
          down: rare(random, 0.2, 0.02),
          rateLimit: rare(random, 0.2, 0.05),
          leases: random.chance(0.3),
        },
    clientOffsets: Array.from({ length: count }, () => random.between(-DAY, DAY)),
  };
  if (random.chance(0.06)) return aboutFeeds(scenario, random);
  const also = MORE_ACTIONS.filter(() => more.chance(0.25));
  if (scenario.create === null) return { ...scenario, actions: [...scenario.actions, ...also] };
  const { faults } = scenario;
  return {
    ...scenario,
    create: {
      ...scenario.create,
      ...(seed % 4 === 2 ? { waits: (seed % 8) * 40_000 } : {}),
      ...(seed % 4 === 1 ? { searched: true } : {}),
    },
    actions: [...scenario.actions, ...also, ...SINGLE_ACTIONS],
    faults: { ...faults, lateCreate: calm ? 0 : rare(more, 0.4, 0.3) },
  };
};

/** Edits here and there, seen late and out of order by a single browser that is restarted often: what is missed stays missed. */
const aboutFeeds = (scenario: Scenario, random: Random): Scenario => ({
  ...scenario,
  browsers: Math.min(scenario.browsers, 1),
  pairs: 3,
  actions: ['edit'],
  actionBudget: random.between(4, 12),
  runs: random.between(4, 12),
  crm: { ...scenario.crm, lagMs: 9_000 },
  faults: { ...scenario.faults, crash: random.chance(0.5) ? 0.06 : 0, leases: false },
});
