import { t } from '../../lib/i18n.ts';

const Bone = ({ width, height }: { width: string; height: number }) => (
  <span className="bone" style={{ inlineSize: width, blockSize: height }} />
);

/** The panel's own shape while its figures are on their way. */
export function PanelSkeleton() {
  return (
    <div className="skeleton" role="status" aria-label={t('panel.loading')}>
      <Bone width="100%" height={44} />
      <Bone width="60%" height={16} />
      <Bone width="45%" height={30} />
      <Bone width="100%" height={8} />
      <Bone width="100%" height={96} />
      <Bone width="100%" height={72} />
    </div>
  );
}

export function SuggestionsSkeleton() {
  return (
    <div className="skeleton" role="status" aria-label={t('linking.loading')}>
      <Bone width="100%" height={64} />
      <Bone width="100%" height={64} />
    </div>
  );
}

/** One amount's place. */
export const AmountBone = () => <Bone width="72px" height={14} />;

/** The place of a line that is still to come, so that nothing moves under a hand when it does. */
export const LineBone = () => <Bone width="45%" height={14} />;
