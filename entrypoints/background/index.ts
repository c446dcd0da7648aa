import { defineBackground } from 'wxt/utils/define-background';
import { startWorker } from '../../lib/background/start.ts';

export default defineBackground({ type: 'module', main: () => startWorker(location.origin) });
