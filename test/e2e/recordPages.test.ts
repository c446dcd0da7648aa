import { goldenWorld } from './golden.ts';
import { linking } from './stories/linking.ts';
import { placement } from './stories/placement.ts';
import { recordPages } from './stories/recordPages.ts';

goldenWorld();
recordPages();
placement();
// Last: it leaves an account linked, and a person who may only read.
linking();
