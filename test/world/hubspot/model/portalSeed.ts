import type { ObjectTypeName } from './objectTypes.ts';
import type { PropertySeed } from './propertyDefinition.ts';

export interface RecordSeed {
  readonly id?: string;
  readonly properties: Readonly<Record<string, string>>;
  /** Ids of records to join, by type: `{ companies: ['101'] }`; the first company is the primary one. */
  readonly associations?: Partial<Record<ObjectTypeName, readonly string[]>>;
  /** Milliseconds since 1970; 90 days before the portal's start when absent. */
  readonly createdAt?: number;
  readonly archived?: boolean;
  /** User ids that may see it; absent = everybody. */
  readonly visibleTo?: readonly number[];
}

export interface OwnerSeed {
  readonly id: string;
  readonly userId: number;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

export interface StageSeed {
  readonly id: string;
  readonly label: string;
  /** 0 to 1. */
  readonly probability: number;
  readonly isClosed: boolean;
}

export interface PipelineSeed {
  readonly id: string;
  readonly label: string;
  readonly stages: readonly StageSeed[];
}

/** A rule that the portal's admins set on a property; API writes obey it too. */
interface ValidationRule {
  readonly objectType: ObjectTypeName;
  readonly property: string;
  /** Regular expression that the whole value must match. */
  readonly pattern: string;
  readonly message: string;
  /** Refuses to clear the value, too. */
  readonly notEmpty?: boolean;
}

export interface PortalSeed {
  /** Digits. */
  readonly portalId: string;
  /** Where its pages live. */
  readonly host: string;
  readonly name?: string;
  readonly timeZone?: string;
  readonly currency?: string;
  /** Decides the budget of service keys: 100 or 190 requests per 10 s. */
  readonly tier?: 'starter' | 'professional';
  readonly records: Partial<Record<ObjectTypeName, readonly RecordSeed[]>>;
  readonly owners?: readonly OwnerSeed[];
  readonly pipelines?: {
    readonly deals?: readonly PipelineSeed[];
    readonly orders?: readonly PipelineSeed[];
  };
  readonly properties?: Partial<Record<ObjectTypeName, readonly PropertySeed[]>>;
  readonly validationRules?: readonly ValidationRule[];
}

/** HubSpot's own sales pipeline, and one for orders. */
export const STANDARD_PIPELINES: { deals: readonly PipelineSeed[]; orders: readonly PipelineSeed[] } = {
  deals: [
    {
      id: 'default',
      label: 'Sales Pipeline',
      stages: [
        { id: 'appointmentscheduled', label: 'Appointment Scheduled', probability: 0.2, isClosed: false },
        { id: 'qualifiedtobuy', label: 'Qualified To Buy', probability: 0.4, isClosed: false },
        { id: 'presentationscheduled', label: 'Presentation Scheduled', probability: 0.6, isClosed: false },
        { id: 'contractsent', label: 'Contract Sent', probability: 0.9, isClosed: false },
        { id: 'closedwon', label: 'Closed Won', probability: 1, isClosed: true },
        { id: 'closedlost', label: 'Closed Lost', probability: 0, isClosed: true },
      ],
    },
  ],
  orders: [
    {
      id: 'order-pipeline',
      label: 'Order Pipeline',
      stages: [
        { id: 'open', label: 'Open', probability: 0, isClosed: false },
        { id: 'processed', label: 'Processed', probability: 0, isClosed: false },
        { id: 'shipped', label: 'Shipped', probability: 0, isClosed: false },
        { id: 'delivered', label: 'Delivered', probability: 1, isClosed: true },
      ],
    },
  ],
};
