import { goldenWorld } from './golden.ts';
import { hostileConfirm } from './stories/hostileConfirm.ts';
import { hostileFlood } from './stories/hostileFlood.ts';
import { hostileMessages } from './stories/hostileMessages.ts';
import { hostileReading } from './stories/hostileReading.ts';
import { linking } from './stories/linking.ts';
import { placement } from './stories/placement.ts';
import { recordPages } from './stories/recordPages.ts';

goldenWorld();
recordPages();
placement();
hostileFlood();
hostileConfirm();
hostileMessages();
hostileReading();
// Last: it leaves an account linked, and a person who may only read.
linking();
