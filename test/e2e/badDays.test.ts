import { goldenWorld } from './golden.ts';
import { badAnswers } from './stories/badAnswers.ts';
import { confirmFailures } from './stories/confirmFailures.ts';

goldenWorld();
badAnswers();
// Last: it leaves an account linked.
confirmFailures();
