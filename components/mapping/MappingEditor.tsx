import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react';
import { t } from '../../lib/i18n.ts';
import type { Finding } from '../../lib/mapping/checks/finding.ts';
import { checkMapping } from '../../lib/mapping/checks/registry.ts';
import { fittingDefault, leftOutOf, missingOwnFields } from '../../lib/mapping/defaults/registry.ts';
import type { SavedRule } from '../../lib/mapping/readRules.ts';
import type { MappingView } from '../../lib/messaging/mappingMessages.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Notice } from '../ui/Notice.tsx';
import {
  type Draft,
  isComplete,
  sameMapping,
  toMapping,
  withNewRule,
  withoutRule,
  withRule,
} from './draft.ts';
import { Findings } from './Findings.tsx';
import { emptyRule } from './flow.ts';
import styles from './MappingEditor.module.css';
import { Reach } from './Reach.tsx';
import { RuleTable } from './RuleTable.tsx';
import { SaveBar } from './SaveBar.tsx';
import { SavedMeanwhile } from './SavedMeanwhile.tsx';
import type { Saving } from './useMappings.ts';
import { isChanged, isOvertaken, onTop, type Work, withMapping } from './work.ts';

interface MappingEditorProps {
  readonly view: MappingView;
  readonly work: Work;
  /** `null` = nothing of one's own any more. */
  readonly onWork: (change: (work: Work) => Work) => void;
  readonly onDiscard: () => void;
  readonly saving: Saving;
}

/** One pair's mapping: its rules, what is wrong with them, and saving them as the next version. */
export function MappingEditor({ view, work, onWork, onDiscard, saving }: MappingEditorProps) {
  const { pair, fields, mayEdit, version } = view;
  const { draft } = work;
  const [said, setSaid] = useState('');
  const frame = useRef<HTMLDivElement>(null);
  const changed = isChanged(work, view);

  // The checks of 300 rules may come a moment after the key press that changed one of them.
  const checked = useDeferredValue(draft);
  const { byRow, general, errors } = useMemo(() => check(checked, view), [checked, view]);

  const change = useCallback(
    (edit: (draft: Draft) => Draft) => onWork((held) => ({ ...held, draft: edit(held.draft) })),
    [onWork],
  );
  const onChange = useCallback(
    (id: number, rule: SavedRule) => change((held) => withRule(held, id, rule)),
    [change],
  );
  const add = () => {
    change((held) => withNewRule(held, emptyRule(pair.erpObject)));
    focusLater(frame, `[data-row="${draft.nextId}"] input`);
  };
  const onRemove = useCallback(
    (id: number) => {
      const rows = [...(frame.current?.querySelectorAll<HTMLElement>('[data-remove]') ?? [])];
      const at = rows.findIndex((button) => button.dataset.remove === String(id));
      (rows[at + 1] ?? rows[at - 1] ?? frame.current?.querySelector<HTMLElement>('[data-add]'))?.focus();
      change((held) => withoutRule(held, id));
      setSaid(t('mapping.removed'));
    },
    [change],
  );
  const suggested = fittingDefault(pair, fields);
  const isDefault = sameMapping(suggested, toMapping(draft));
  const useDefault = () => {
    onWork((held) => withMapping(held, suggested));
    setSaid(t('mapping.defaultsUsed'));
  };
  const mapped = new Set(draft.rules.map(({ rule }) => rule.erpField));
  const leftOut = leftOutOf(pair)
    .filter((name) => !mapped.has(name))
    .map((name) => fields.erp.find((field) => field.name === name)?.label)
    .filter((label) => label !== undefined);
  const missing = missingOwnFields(pair, fields.crm);
  const incomplete = draft.rules.filter((each) => !isComplete(each)).length;

  return (
    <div className={styles.editor} ref={frame}>
      {!mayEdit && <Notice tone="info" title={t('mapping.readOnly')} />}
      {view.fieldsOf !== null && (
        <p className={styles.hint}>{t('mapping.fieldsOf', [t(`crm.${pair.system}`), view.fieldsOf])}</p>
      )}
      {mayEdit && isOvertaken(work, view) && (
        <SavedMeanwhile
          view={view}
          mine={draft}
          onKeepMine={() => {
            saving.forget();
            onWork((held) => onTop(held, view));
          }}
          onTakeTheirs={() => {
            saving.forget();
            onDiscard();
          }}
        />
      )}
      <Reach
        pair={pair}
        rest={draft.rest}
        crmFields={fields.crm}
        mayEdit={mayEdit}
        onChange={(rest) => change((held) => ({ ...held, rest }))}
      />
      {general.length > 0 && <Findings findings={general} />}
      {draft.rules.length === 0 ? (
        <EmptyState
          title={t('mapping.empty.title')}
          text={t('mapping.empty.text')}
          action={
            mayEdit &&
            suggested.rules.length > 0 && (
              <Button look="primary" onClick={useDefault}>
                {t('mapping.defaults.use')}
              </Button>
            )
          }
        />
      ) : (
        <RuleTable
          pair={pair}
          rules={draft.rules}
          fields={fields}
          findings={byRow}
          mayEdit={mayEdit}
          onChange={onChange}
          onRemove={onRemove}
        />
      )}
      {mayEdit && (
        <div className={styles.tools}>
          <Button data-add="" onClick={add}>
            {t('mapping.add')}
          </Button>
          {draft.rules.length > 0 && !isDefault && suggested.rules.length > 0 && (
            <Button look="quiet" onClick={useDefault}>
              {t('mapping.defaults.use')}
            </Button>
          )}
        </div>
      )}
      {mayEdit && leftOut.length > 0 && (
        <p className={styles.hint}>
          {t('mapping.defaults.leftOut', [t(`crm.${pair.system}`), leftOut.join(', ')])}{' '}
          {missing.length > 0 && t('mapping.defaults.own', [missing.join(', ')])}
        </p>
      )}
      {mayEdit && (
        <SaveBar
          version={version}
          isChanged={changed}
          isOvertaken={isOvertaken(work, view)}
          problems={errors + incomplete}
          saving={saving}
          onSave={() => saving.run(toMapping(draft), work.version)}
          onDiscard={onDiscard}
          onShowProblem={() => frame.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()}
        />
      )}
      <p className={styles.announcement} role="status">
        {said}
      </p>
    </div>
  );
}

/** After the row is there. */
const focusLater = (frame: { readonly current: HTMLElement | null }, selector: string): void => {
  requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>(selector)?.focus());
};

/** What the checks say, by row. A row that nobody has finished is not checked: it says so itself. */
const check = (draft: Draft, { fields }: MappingView) => {
  const rows = draft.rules.filter(isComplete);
  const findings = checkMapping({ ...draft.rest, rules: rows.map(({ rule }) => rule) }, fields);
  const byRow = new Map<number, Finding[]>();
  for (const finding of findings)
    for (const at of finding.rules) {
      const id = rows[at]?.id;
      if (id === undefined) continue;
      byRow.set(id, [...(byRow.get(id) ?? []), finding]);
    }
  const wrong = [...byRow.values()].filter((each) => each.some(({ severity }) => severity === 'error'));
  return { byRow, general: findings.filter(({ rules }) => rules.length === 0), errors: wrong.length };
};
