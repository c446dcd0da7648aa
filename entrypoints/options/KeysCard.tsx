import { PlainCard } from '../../components/ui/PlainCard.tsx';
import { Switch } from '../../components/ui/Switch.tsx';
import { turnSingleKeys, useSingleKeysOn } from '../../components/ui/singleKeys.ts';
import { t } from '../../lib/i18n.ts';

/** Single keys can be turned off: whoever dictates, or types with a tremor, would set things going unasked. */
export function KeysCard() {
  return (
    <PlainCard title={t('keys.title')}>
      <Switch
        label={t('keys.single')}
        hint={t('keys.singleHint')}
        isOn={useSingleKeysOn()}
        onTurn={turnSingleKeys}
      />
    </PlainCard>
  );
}
