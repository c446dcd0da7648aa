import { t } from '../../../lib/i18n.ts';
import type { GateResult } from '../../../lib/messaging/syncMessages.ts';
import { usePort } from '../../panel/port.ts';
import { Until } from '../Until.tsx';
import { gateDetail } from './gateDetail.ts';

/** A gate that is shut is not said to be open: each has two sentences. */
const gateText = (gate: GateResult['gate'], verdict: GateResult['verdict']): string => {
  if (verdict === 'failed' || verdict === 'idle') return t(`sync.gateShut.${gate}`);
  const open = t(`sync.gate.${gate}`);
  return verdict === 'passed' ? open : t('sync.gateUnknown', [open]);
};

const SIGNS = { passed: '✓', failed: '✕', unknown: '?', idle: '–' } as const;

/** "Why didn't this sync?": each gate in the order in which it is asked, and what to do about those that did not open.
 * Of a record that is synced nobody wonders, so it stays folded. */
export function Gates({ gates, isSynced }: { gates: readonly GateResult[]; isSynced: boolean }) {
  const isIdle = gates.some(({ verdict }) => verdict === 'idle');
  const isThrough = gates.every(({ verdict }) => verdict === 'passed' || verdict === 'idle');
  return (
    <details className="gates" open={!isThrough && !isSynced}>
      <summary>{t('sync.why')}</summary>
      {isThrough ? <p className="quiet">{t(isIdle ? 'sync.gateShut.changed' : 'sync.why.through')}</p> : null}
      <ul>
        {gates.map((result) => (
          <Gate key={result.gate} result={result} />
        ))}
      </ul>
    </details>
  );
}

function Gate({ result }: { result: GateResult }) {
  const { gate, verdict, wayOn, until } = result;
  const { text, way } = gateDetail(result);
  const port = usePort();
  const openSettings = () =>
    void port.send('options.open', {}).catch(() => {
      // The settings page stays closed; the worker that could not open it is what the next question will report.
    });
  return (
    <li data-verdict={verdict}>
      <span aria-hidden="true">{SIGNS[verdict]}</span>
      <div>
        {verdict === 'unknown' || verdict === 'idle' ? null : (
          <span className="sr-only">{t(`sync.verdict.${verdict}`)}: </span>
        )}
        {gateText(gate, verdict)}
        {text === null ? null : <p className="quiet">{text}</p>}
        {until === null ? null : (
          <p className="quiet">
            <Until at={until} />
          </p>
        )}
        {wayOn === null ? null : wayOn === 'openOptions' ||
          wayOn === 'reconnect' ||
          wayOn === 'editMapping' ? (
          <button type="button" className="link-button" onClick={openSettings}>
            {t(`sync.wayOn.${wayOn}`)}
          </button>
        ) : (
          <p>{way ?? t(`sync.wayOn.${wayOn}`)}</p>
        )}
      </div>
    </li>
  );
}
