import { goldenWorld } from './golden.ts';
import { hostileConfirm } from './stories/hostileConfirm.ts';
import { hostileFlood } from './stories/hostileFlood.ts';
import { hostileMessages } from './stories/hostileMessages.ts';
import { hostileReading } from './stories/hostileReading.ts';

goldenWorld();
hostileFlood();
hostileConfirm();
hostileMessages();
hostileReading();
