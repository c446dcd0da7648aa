import { logText } from '../../components/sync/logText.ts';
import type { Action } from '../../components/ui/action.ts';
import { send } from '../../lib/messaging/send.ts';
import { useAction } from './useAction.ts';

/** Hands the newest lines of the sync log to the person as a file. Answers how many they are. */
export const useSyncLog = (): Action<void, number> =>
  useAction(async () => {
    const lines = await send('sync.log', {});
    const address = URL.createObjectURL(new Blob([logText(lines)], { type: 'application/jsonl' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `ledgerside-sync-${new Date().toISOString().slice(0, 10)}.jsonl`;
    link.click();
    URL.revokeObjectURL(address);
    return lines.length;
  });
