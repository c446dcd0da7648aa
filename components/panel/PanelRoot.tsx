import { type KeyboardEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { recordKey } from '../../lib/erp/api/recordKey.ts';
import { t } from '../../lib/i18n.ts';
import type { PanelPreferences } from '../../lib/messaging/protocol.ts';
import { Dock } from './Dock.tsx';
import { usePort } from './port.ts';
import { RecordPanel } from './RecordPanel.tsx';
import { usePageTheme } from './usePageTheme.ts';
import { usePreferences } from './usePreferences.ts';

interface PanelRootProps {
  readonly host: HTMLElement;
  /** How a person left the panel; null = still to be read. */
  readonly remembered: PanelPreferences | null;
}

/** The panel on whatever record the tab shows; nothing on any other page. */
export function PanelRoot({ host, remembered }: PanelRootProps) {
  const port = usePort();
  const page = useSyncExternalStore(port.pageState.subscribe, port.pageState.current);
  const theme = usePageTheme();
  const [preferences, write] = usePreferences(remembered);
  const isOpen = preferences?.open ?? null;
  const placed = { position: preferences?.position ?? null, docked: preferences?.docked ?? false };

  const surface = useRef<HTMLDivElement>(null);
  const tab = useRef<HTMLButtonElement>(null);
  /** Who had the focus in the page when the shortcut opened the panel: it gets it back. */
  const cameFrom = useRef<HTMLElement | null>(null);
  const [focusNext, setFocusNext] = useState<'panel' | 'tab' | null>(null);

  const open = (from: HTMLElement | null) => {
    cameFrom.current = from;
    setFocusNext('panel');
    write({ ...placed, open: true });
  };
  const close = () => {
    setFocusNext('tab');
    write({ ...placed, open: false });
  };
  const toggle = useRef<() => void>(() => undefined);
  useEffect(() => {
    toggle.current = () => {
      const active = document.activeElement;
      if (isOpen) close();
      else open(active instanceof HTMLElement && active !== host ? active : null);
    };
  });
  useEffect(
    () =>
      port.onTabMessage(({ name }) => {
        if (name === 'panel.toggle') toggle.current();
      }),
    [port],
  );
  useEffect(() => {
    if (focusNext === null) return;
    setFocusNext(null);
    if (focusNext === 'panel') surface.current?.querySelector<HTMLElement>('.panel')?.focus();
    else if (cameFrom.current?.isConnected) cameFrom.current.focus();
    else tab.current?.focus();
  }, [focusNext]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen) return;
    event.preventDefault();
    close();
  };

  if (page === null) return null;
  return (
    <div
      ref={surface}
      className="ledgerside"
      lang={t('page.language')}
      dir={t('page.direction')}
      data-theme={theme ?? undefined}
    >
      <Dock
        host={host}
        pageKey={recordKey(page.record)}
        position={placed.position}
        isDocked={placed.docked}
        isOpen={isOpen === true}
        onMove={(position) => write({ open: isOpen === true, position, docked: false })}
        onDock={(docked) => write({ ...placed, open: isOpen === true, docked })}
        onKeyDown={onKeyDown}
      >
        {(handle) => (
          <RecordPanel
            key={recordKey(page.record)}
            page={page}
            isOpen={isOpen}
            handle={handle}
            theme={theme}
            tabRef={tab}
            onOpen={() => open(null)}
            onClose={close}
          />
        )}
      </Dock>
    </div>
  );
}
