import { t } from '../../lib/i18n.ts';

interface FigureNameProps {
  readonly label: string;
  /** Absent where no document stands behind the figure. */
  readonly onShow: (() => void) | undefined;
}

/** The name of a figure; where documents stand behind it, it leads to exactly those. */
export const FigureName = ({ label, onShow }: FigureNameProps) =>
  onShow === undefined ? (
    label
  ) : (
    <button type="button" className="figure-name" title={t('figure.show')} onClick={onShow}>
      {label}
    </button>
  );
