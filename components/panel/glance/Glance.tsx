import type { CustomerDetail } from '../../../lib/erp/api/customer.ts';
import { t } from '../../../lib/i18n.ts';
import type { Dated, PanelView } from '../../../lib/messaging/protocol.ts';
import { Balance } from '../../financials/Balance.tsx';
import { CopyMark } from '../../financials/CopyMark.tsx';
import { totalOf } from '../../financials/total.ts';
import { VerdictBanner } from '../../financials/VerdictBanner.tsx';
import { RecordSyncBone } from '../../sync/record/RecordSyncBone.tsx';
import { Age } from '../Age.tsx';
import { CustomerHeader } from '../CustomerHeader.tsx';
import { UNMEASURED } from '../clearance.ts';
import { DealCustomer } from '../DealCustomer.tsx';
import { DockToggle } from '../DockToggle.tsx';
import { Grip } from '../Grip.tsx';
import { PanelFrame } from '../PanelFrame.tsx';
import { PanelTab } from '../PanelTab.tsx';
import type { Theme } from '../pageTheme.ts';
import { placeOf } from '../place.ts';
import { type Size, startPosition } from '../position.ts';
import { TitleBar } from '../TitleBar.tsx';
import { whoseFigures } from '../whoseFigures.ts';
import type { Known } from './known.ts';

interface GlanceProps extends Pick<Known, 'preferences' | 'shown'> {
  readonly theme: Theme | null;
  readonly viewport: Size;
  /** The tab's size where it has been laid out. */
  readonly size: Size;
  /** Epoch ms. */
  readonly now: number;
}

const nothing = () => undefined;

/** The panel as React will draw it first: the same components, without a life of their own. */
export const Glance = ({ preferences, shown, theme, viewport, size, now }: GlanceProps) => {
  const { open, docked } = preferences;
  const fills = open && docked;
  const standing = {
    wanted: preferences.position ?? startPosition(viewport),
    fills,
    viewport,
    clearance: UNMEASURED,
  };
  const { maxHeight, height } = placeOf({ ...standing, size });
  // Its lists are still to come, and will fill what there is: it keeps the height that it will have.
  const place = open
    ? { ...placeOf({ ...standing, size: { ...size, height: maxHeight } }), height: height ?? maxHeight }
    : placeOf({ ...standing, size });
  return (
    <div
      className="ledgerside"
      lang={t('page.language')}
      dir={t('page.direction')}
      data-theme={theme ?? undefined}
    >
      <PanelFrame isOpen={open} fills={fills} place={place} isBusy>
        {open ? (
          <>
            <TitleBar
              handle={
                <>
                  <Grip />
                  <DockToggle isDocked={docked} onDock={nothing} />
                </>
              }
              isAsking={false}
              onRefresh={nothing}
              onClose={nothing}
            />
            <div className="body">
              <Beginning shown={shown} now={now} />
            </div>
          </>
        ) : (
          <div className="collapsed">
            <Grip />
            <PanelTab record={{ shown, failure: null }} now={now} onOpen={nothing} />
          </div>
        )}
      </PanelFrame>
    </div>
  );
};

/** From the top down to the balance, or as far as it is known what stands where. */
const Beginning = ({ shown, now }: { shown: Dated<PanelView>; now: number }) => {
  const customers = whoseFigures(shown.value.view);
  const [first] = customers;
  const total = totalOf(customers);
  if (first === undefined) return null;
  return (
    <>
      <p className="waiting" aria-live="polite" />
      <VerdictBanner customers={customers} />
      <CustomerHeader
        shown={shown}
        customers={customers}
        freshness={<Age fetchedAt={shown.fetchedAt} asOf={first.figures.asOf} isStale={false} now={now} />}
        onChoose={nothing}
        onChooseCompany={nothing}
        onUnlink={undefined}
      />
      {first.creditCheck === null ? null : (
        <DealCustomer view={shown.value.view} onChoose={undefined} onTakeBack={undefined} />
      )}
      <RecordSyncBone />
      {total === null || hasMoreAbove(shown.value, customers) ? null : (
        <Balance total={total} onShow={nothing} copy={(text) => <CopyMark text={text} />} />
      )}
    </>
  );
};

/** Whether a notice of duplicates or a credit check may stand above the balance. */
const hasMoreAbove = ({ view }: PanelView, customers: readonly CustomerDetail[]): boolean =>
  view.lookalikes.length > 0 ||
  customers.some(({ creditCheck, links }) => creditCheck !== null || links.length > 1);
