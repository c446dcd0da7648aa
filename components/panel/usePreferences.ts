import { useEffect, useState } from 'react';
import type { PanelPreferences } from '../../lib/messaging/protocol.ts';
import { usePort } from './port.ts';

const UNTOUCHED: PanelPreferences = { open: false, position: null, docked: false };

/** Where the panel is and whether it is open, remembered by the worker; null until that was read. `remembered`: it was already. */
export const usePreferences = (
  remembered: PanelPreferences | null,
): readonly [PanelPreferences | null, (next: PanelPreferences) => void] => {
  const port = usePort();
  const [preferences, setPreferences] = useState(remembered);
  const isRemembered = remembered !== null;
  useEffect(() => {
    if (isRemembered) return;
    const reading = new AbortController();
    port.send('panel.preferences.read', {}, reading.signal).then(
      (read) => setPreferences((changed) => changed ?? read),
      () => setPreferences((changed) => changed ?? UNTOUCHED),
    );
    return () => reading.abort();
  }, [port, isRemembered]);
  const write = (next: PanelPreferences) => {
    setPreferences(next);
    port.send('panel.preferences.write', next).catch(() => {
      // The panel stays where it was put; only the memory of it is lost, and the next move writes again.
    });
  };
  return [preferences, write];
};
