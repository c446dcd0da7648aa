import { exitStatus } from './command.ts';
import { processEdge } from './processEdge.ts';
import { seed } from './seedBooks.ts';

process.exitCode = await exitStatus(processEdge, seed);
