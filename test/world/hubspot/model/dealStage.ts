import type { PipelineSeed } from './portalSeed.ts';
import type { CrmRecord, Source } from './record.ts';

/** Keeps what HubSpot derives from a deal's stage; other objects have nothing of the kind. */
export function deriveFromStage(
  pipelines: readonly PipelineSeed[] | undefined,
  record: CrmRecord,
  at: number,
  source: Source,
): void {
  if (record.type.name !== 'deals') return;
  const stages = pipelines?.flatMap((pipeline) => pipeline.stages);
  const stage = stages?.find((each) => each.id === record.value('dealstage'));
  if (stage === undefined) return;
  record.write('hs_deal_stage_probability', String(stage.probability), at, source);
  record.write('hs_is_closed_won', String(stage.isClosed && stage.probability === 1), at, source);
}
