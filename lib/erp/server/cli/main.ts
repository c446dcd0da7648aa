import { exitStatus } from './command.ts';
import { erp } from './erp.ts';
import { processEdge } from './processEdge.ts';

process.exitCode = await exitStatus(processEdge, erp);
