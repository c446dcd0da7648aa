import { meet } from './create/meet.ts';
import type { ServerTime } from './ids.ts';
import { planRecord } from './plan/planRecord.ts';
import type { Ports, SyncSettings } from './ports.ts';
import { judgeLanding } from './step/landing.ts';

/** The decisions of the protocol, apart from the steps that carry them out. */
export interface Protocol {
  readonly plan: typeof planRecord;
  readonly land: typeof judgeLanding;
  readonly meet: typeof meet;
  /** Where to read the feed from: an overlap back, because a change may become visible after later ones. */
  readonly feedStart: (watermark: ServerTime | null, overlapMs: number) => ServerTime | null;
}

export const protocol: Protocol = {
  plan: planRecord,
  land: judgeLanding,
  meet,
  feedStart: (watermark, overlapMs) => (watermark === null ? null : ((watermark - overlapMs) as ServerTime)),
};

/** What every step needs. */
export interface Engine {
  readonly ports: Ports;
  readonly settings: SyncSettings;
  readonly protocol: Protocol;
}
