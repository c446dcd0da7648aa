import type { Me } from '../../erp/api/me.ts';
import type { RecordStatus } from '../../erp/api/sync/recordStatus.ts';
import type { Failure } from '../../failure.ts';
import type { GateResult, SyncGate, WayOn } from '../../messaging/syncMessages.ts';
import type { FieldName } from '../../sync/ids.ts';
import { cellOf } from '../../sync/reading.ts';
import { fieldOn, otherSide, type SideName, sourceOf } from '../../sync/rule.ts';
import { sameStored } from '../../sync/value.ts';
import type { Look } from './recordRuns.ts';

/** What is known of a record when somebody asks why it did not sync. null = it could not be found out. */
export interface Evidence {
  readonly isDisabled: boolean;
  readonly me: Me | null;
  readonly isPair: boolean;
  readonly status: RecordStatus | null;
  readonly look: Look | null;
  /** Why one of the two systems could not be asked about it; null = both answered, or nothing was asked. */
  readonly failure: Failure | null;
  /** `pausedUntil`: epoch ms until which the CRM's limits let nothing through, null = they do. null = it is not connected. */
  readonly limits: { readonly pausedUntil: number | null } | null;
  readonly isBraked: boolean;
  /** A field as its system calls it for people; its API name where that cannot be found out. */
  readonly labelOf: (field: SideField) => string;
}

export interface SideField {
  readonly side: SideName;
  readonly field: FieldName;
}

type Verdict = GateResult['verdict'];
type Finding = Omit<GateResult, 'gate'>;

const finding = (
  verdict: Verdict,
  wayOn: WayOn | null = null,
  detail: string | null = null,
  until: number | null = null,
): Finding => ({ verdict, wayOn: verdict === 'passed' ? null : wayOn, detail, until });
const UNKNOWN = finding('unknown');
const PASSED = finding('passed');
const passedIf = (isPassed: boolean, wayOn: WayOn, detail: string | null = null): Finding =>
  isPassed ? PASSED : finding('failed', wayOn, detail);

/** Whoever tries again now meets the same, but for what passes by itself. */
const wayOnFrom = ({ code }: Failure): WayOn => {
  if (code.endsWith('.authExpired')) return 'reconnect';
  if (code.endsWith('.notConnected')) return 'openOptions';
  if (code.endsWith('.forbidden')) return 'askAdmin';
  return code.endsWith('.rateLimited') ? 'wait' : 'syncNow';
};

/** Failures that are over when it is tried again; of the others somebody has to mend the record. */
const PASSING: ReadonlySet<string> = new Set(['restless', 'unheard']);

/** Each gate looks at the evidence alone. One that cannot be judged without an earlier one is unknown. */
const GATES: Readonly<Record<SyncGate, (evidence: Evidence) => Finding>> = {
  allowed: ({ isDisabled, me, status }) => {
    if (isDisabled) return finding('failed', 'askAdmin');
    if (me === null || status === null) return UNKNOWN;
    if (!me.capabilities.includes('manualSync')) return finding('failed', 'askAdmin', me.role);
    return passedIf(status.paused === null, 'askAdmin', status.paused);
  },
  // Not linked, and why no twin was made of it, where that is known: it belongs to several customers, or to none that is linked.
  linked: ({ status }) => {
    if (status === null) return UNKNOWN;
    const reason = status.runs[0]?.reason ?? null;
    return passedIf(
      status.links.length > 0,
      'link',
      reason?.startsWith('reference.') === true ? reason : null,
    );
  },
  mapped: ({ status, me }) => {
    const [link] = status?.links ?? [];
    if (link === undefined) return UNKNOWN;
    const wayOn = me?.capabilities.includes('configureMapping') === true ? 'editMapping' : 'askAdmin';
    return passedIf(link.mapping.enabled && link.mapping.rules > 0, wayOn);
  },
  inScope: ({ isPair, look }) => passedIf(isPair && look?.isInScope !== false, 'askAdmin'),
  seen: ({ look }) => {
    if (look?.item === undefined || look.item === null) return UNKNOWN;
    const hidden = (['crm', 'erp'] as const).filter((side) => look.item?.[side].kind === 'absent');
    return passedIf(hidden.length === 0, 'askOwner', hidden.join(', '));
  },
  // In step is as it should be: an answer to "why", and nothing that anybody has to do.
  changed: ({ look }) => {
    const changed = look === null ? null : isChanged(look);
    return changed === null ? UNKNOWN : changed ? PASSED : finding('idle');
  },
  direction: ({ look, labelOf }) => {
    if (!look?.item) return UNKNOWN;
    const against = changedAgainst(look);
    return passedIf(against.length === 0, 'editMapping', against.map(labelOf).join(', '));
  },
  conflict: ({ status }) => {
    const [link] = status?.links ?? [];
    return link === undefined ? UNKNOWN : passedIf(link.conflicts.length === 0, 'resolve');
  },
  brake: ({ isBraked }) => passedIf(!isBraked, 'approveBrake'),
  quota: ({ limits }) => {
    if (limits === null) return UNKNOWN;
    const { pausedUntil } = limits;
    return pausedUntil === null ? PASSED : finding('failed', 'wait', null, pausedUntil);
  },
  lastError: ({ status, failure }) => {
    if (failure !== null) return finding('failed', wayOnFrom(failure), failure.code);
    if (status === null) return UNKNOWN;
    const letter = status.links[0]?.deadLetter ?? null;
    if (letter !== null) return finding('failed', 'fixRecord', letter.reason);
    const [last] = status.runs;
    const reason = last?.reason ?? null;
    return passedIf(last?.outcome !== 'failed', PASSING.has(reason ?? '') ? 'syncNow' : 'fixRecord', reason);
  },
};

/** Whether a side is another than both last agreed on, or they never have; null = nobody can tell who does not see both. */
const isChanged = ({ item, mapping, change }: Look): boolean | null => {
  if (item === null || item.crm.kind === 'absent' || item.erp.kind === 'absent') return null;
  if (change !== null || item.crm.kind === 'deleted' || item.erp.kind === 'deleted') return true;
  if (mapping.rules.length === 0) return null;
  const { crm, erp } = item;
  return mapping.rules.some((rule) => {
    const base = item.view.link.base[rule.key];
    return (['crm', 'erp'] as const).some((side) => {
      const { seen } = cellOf((side === 'crm' ? crm : erp).cells, fieldOn(rule, side));
      return seen.kind !== 'unseen' && (base === undefined || !sameStored(seen, base[side]));
    });
  });
};

/** Fields that changed on the side which their rule only writes to: what was typed there stays there. */
export const changedAgainst = ({ item, mapping }: Look): readonly SideField[] => {
  if (item === null) return [];
  return mapping.rules.flatMap((rule) => {
    const source = sourceOf(rule);
    const base = item.view.link.base[rule.key];
    if (source === null || base === undefined) return [];
    const side = otherSide(source);
    const reading = item[side];
    const { seen } = reading.kind === 'found' ? cellOf(reading.cells, fieldOn(rule, side)) : { seen: null };
    if (seen === null || seen.kind === 'unseen' || sameStored(seen, base[side])) return [];
    return [{ side, field: fieldOn(rule, side) }];
  });
};

/** "Why didn't this sync?", gate by gate, in the order in which they are asked. */
export const judgeGates = (evidence: Evidence): readonly GateResult[] =>
  (Object.keys(GATES) as SyncGate[]).map((gate) => ({ gate, ...GATES[gate](evidence) }));
