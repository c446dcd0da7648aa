import type { Answer, Refused } from '../answer.ts';
import type { CrmId, ErpId, FieldName, LinkId, MappingVersion, RunId, TwinKey } from '../ids.ts';
import type { OutcomeEntry } from '../ledger.ts';
import type { Base, PendingField } from '../link.ts';
import type { SideName } from '../rule.ts';
import type { Stored } from '../value.ts';
import type { Creator, Resembling } from './creator.ts';

/** A record that has no link, named by the side it is on. */
export type Single =
  | { readonly side: 'crm'; readonly id: CrmId }
  | { readonly side: 'erp'; readonly id: ErpId };
export type TwinId = CrmId | ErpId;

/** What is known of a record that helps to recognise it, in the form and under the field names of the other side. */
export type Identity = Readonly<Record<FieldName, Stored>>;

interface Look {
  readonly of: Single;
  readonly identity: Identity;
  readonly references: Identity;
  /** It bears the key of a claim itself: then it is somebody's twin, and is given none of its own. */
  readonly twinKey: TwinKey | null;
  /** Of a record of the ERP: those of the CRM that were found like it. */
  readonly found?: readonly Resembling[];
}

/** A record on the other side that may be the same thing in the world. */
export interface Candidate {
  readonly id: TwinId;
  /** By a stored link or id, an e-mail address, a domain or a key of the company's own: never by a name that looks alike. */
  readonly certain: boolean;
  /** It has a link of its own already. */
  readonly linked: boolean;
}

/** What it belongs to has no link yet: its twin is made when that is there, and whoever comes by then hears of it. */
interface Waiting {
  readonly kind: 'waiting';
  readonly reason: Refused;
}

/** Fields of both sides that name the same record, each by its own side's id. */
export interface Reference {
  readonly crmField: FieldName;
  readonly erpField: FieldName;
}

/** How a record without a link stands at the ERP API. */
export type Standing =
  | {
      readonly kind: 'free';
      readonly candidates: readonly Candidate[];
      /** A person has looked at the candidates and said that it is none of them. */
      readonly wanted: boolean;
    }
  /** Somebody was quicker. */
  | { readonly kind: 'linked'; readonly link: LinkId }
  /** A person is being asked which one it is. */
  | { readonly kind: 'asked' }
  | Waiting
  /** It was parted from its twin once, is never to be linked, was made as a twin, or is not among the records that the pair is about. */
  | { readonly kind: 'leftAlone' }
  /** Somebody may be making its twin at this moment. */
  | { readonly kind: 'live' };

/** The twin as it is to be made: the source's half of each field kept, the other one to be written where nothing is yet. */
export interface Draft {
  readonly fields: readonly PendingField[];
}

export type Settle = {
  readonly key: TwinKey;
  readonly of: Single;
  readonly run: RunId;
  readonly mapping: MappingVersion;
  readonly identity: Identity;
  /** What the record belongs to, by its own side's ids and the other side's field names. */
  readonly references: Identity;
  /** As it was looked at. */
  readonly found?: readonly Resembling[];
  /** The candidates that the decision was made on; others by now = `stale`. */
  readonly candidates: readonly TwinId[];
} & (
  | { readonly kind: 'link'; readonly twin: TwinId }
  | { readonly kind: 'ask' }
  /** Remembered with what it waits for. */
  | { readonly kind: 'wait' }
  /** Made in this very transaction, with link, base and ledger. */
  | { readonly kind: 'make'; readonly draft: Draft }
  /** Made elsewhere, under a claim. `visibleMs` is added to the time after which somebody else may look for it. */
  | { readonly kind: 'claim'; readonly draft: Draft; readonly visibleMs: number }
);

export type Settled =
  /** `made` = its twin was made by this run, now or when it asked before; else it was there. */
  | { readonly kind: 'linked'; readonly link: LinkId; readonly made: boolean }
  /**
   * Ours to make, for `holdMs` from the ERP API's receipt on. `attempt` above 1: an earlier one may have landed. `given`: what it is
   * to belong to, by ids of the side that it is made on; no rule's business, and set once.
   */
  | {
      readonly kind: 'claimed';
      readonly attempt: number;
      readonly holdMs: number;
      readonly given: Readonly<Record<FieldName, string>>;
    }
  | Waiting
  | { readonly kind: 'asked' }
  | { readonly kind: 'leftAlone' }
  | { readonly kind: 'live' }
  /** Another mapping, other candidates: look again. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'refused'; readonly fields: readonly FieldName[]; readonly reason: Refused };

/** A record that carries the key of a claim. */
export interface Found {
  readonly key: TwinKey;
  readonly attempt: number;
  readonly run: RunId;
  readonly id: TwinId;
  /** Pairs that are known for certain; a record that was found, not made, has none: its fields meet for the first time. */
  readonly base: Base;
  readonly outcomes: readonly OutcomeEntry[];
  /** More records with the same key: one of them is the twin, a person is told of the others. */
  readonly others: readonly TwinId[];
}

/**
 * - `twin`: by this run, now or when it told so before. - `known`: it was the twin already.
 * - `extra`: another record is the twin; a person is told of this one. - `taken`: a person has linked this one with another record,
 *   and is asked what becomes of the source. - `stale`: there is no such claim.
 */
export type Recorded =
  | { readonly kind: 'twin' | 'known' | 'extra'; readonly link: LinkId }
  | { readonly kind: 'taken' | 'stale' };

/** A claim that did not make anything, as far as its holder knows. */
export interface Release {
  readonly key: TwinKey;
  readonly attempt: number;
  /** Whom to ask a person about; null = nobody, the next run tries again. */
  readonly ask: readonly TwinId[] | null;
}

/** A twin of whose making an answer was lost: a second record may still turn up. */
export interface Doubt {
  readonly key: TwinKey;
  /** The side that it was made on. */
  readonly side: SideName;
  /** Known already: the twin, and those that a person was told of. */
  readonly known: readonly TwinId[];
}

/**
 * The ERP API's half of creation: every method is one transaction there. Of each key, and of each record of the pair, there is one
 * claim and one link.
 */
export interface TwinBook {
  /** Reads only. */
  look(rows: readonly Look[]): Promise<Answer<readonly Standing[]>>;
  settle(rows: readonly Settle[]): Promise<Answer<readonly Settled[]>>;
  /**
   * The record becomes the twin, unless another one is, or the source was linked by hand meanwhile: then a person is told of this one.
   * Repeating it answers the same.
   */
  record(rows: readonly Found[]): Promise<Answer<readonly Recorded[]>>;
  release(rows: readonly Release[]): Promise<Answer<'done'>>;
  doubts(): Promise<Answer<readonly Doubt[]>>;
  /** A person is told: these carry a key that another record is the twin of. Never deleted, each told once. */
  suspect(key: TwinKey, ids: readonly TwinId[]): Promise<Answer<'done'>>;
}

export interface CreatePorts {
  readonly twins: TwinBook;
  /** The same for everybody who would make this record's twin. */
  readonly keyOf: (of: Single) => TwinKey;
  /** Fields of the CRM that are read for the ERP API alone, which finds the other side's record through its link. */
  readonly references: readonly Reference[];
  /** Where twins are made; null = not on that side. */
  readonly crm: Creator<CrmId> | null;
  readonly erp: Creator<ErpId> | 'inTransaction' | null;
}
