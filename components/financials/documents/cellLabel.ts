import { t } from '../../../lib/i18n.ts';
import type { Column } from './column.ts';

/** What the style sheet writes before a cell that has no head above it. */
export const labelOf = ({ isLabelled, label }: Pick<Column<unknown>, 'isLabelled' | 'label'>) =>
  isLabelled === true ? t(label) : undefined;
