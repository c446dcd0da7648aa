import { useId } from 'react';
import type { MappingPair } from '../../lib/erp/api/fieldMapping.ts';
import { t } from '../../lib/i18n.ts';
import type { MappingPairView } from '../../lib/messaging/mappingMessages.ts';
import styles from './PairPicker.module.css';
import { pairId, pairName } from './pairNames.ts';

interface PairPickerProps {
  readonly pairs: readonly MappingPairView[];
  readonly chosen: MappingPair;
  /** Ids of the pairs with unsaved changes. */
  readonly begun: ReadonlySet<string>;
  readonly onChoose: (pair: MappingPair) => void;
}

const optionText = ({ pair, version, rules }: MappingPairView, isBegun: boolean): string =>
  [
    pairName(pair),
    version === 0 ? t('mapping.pairs.default') : t('mapping.pairs.saved', [String(rules)], rules),
    isBegun ? t('mapping.pairs.begun') : null,
  ]
    .filter((part) => part !== null)
    .join(' · ');

/** Which records the table below is about, by CRM. */
export function PairPicker({ pairs, chosen, begun, onChoose }: PairPickerProps) {
  const id = useId();
  const systems = Map.groupBy(pairs, ({ pair }) => pair.system);
  return (
    <div className={styles.picker}>
      <label className={styles.label} htmlFor={id}>
        {t('mapping.pairs.label')}
      </label>
      <select
        id={id}
        className={styles.select}
        value={pairId(chosen)}
        onChange={({ target }) => {
          const next = pairs.find(({ pair }) => pairId(pair) === target.value);
          if (next !== undefined) onChoose(next.pair);
        }}
      >
        {[...systems].map(([system, views]) => (
          <optgroup key={system} label={t(`crm.${system}`)}>
            {views.map((view) => (
              <option key={pairId(view.pair)} value={pairId(view.pair)}>
                {optionText(view, begun.has(pairId(view.pair)))}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}
