import { formatDecimal } from '../../../lib/format/number.ts';
import { type MessageKey, t } from '../../../lib/i18n.ts';
import { type ChainDocument, chainOf, type StepKind } from './chain.ts';
import type { DetailContext } from './detailContext.ts';

const WORDS: { readonly [K in StepKind]: MessageKey } = {
  quote: 'documents.quote',
  order: 'documents.order',
  shipment: 'documents.shipment',
  invoice: 'documents.invoice',
  payment: 'documents.payment',
  creditNote: 'documents.creditNote',
};

/** As many documents of one stage as are named; the tables below the chain name all. */
const NAMED = 3;

/** Where a document stands between the quote and the money; each of the others is one click away. */
export function Chain({ start, context }: { start: ChainDocument; context: DetailContext }) {
  const stages = chainOf(start, context.known);
  if (stages.flat().length < 2) return null;
  return (
    <ol className="chain" aria-label={t('documents.chain')}>
      {stages.map((stage) => (
        <li key={stage[0]?.kind}>
          {stage.slice(0, NAMED).map((step) => (
            <span key={`${step.kind}${step.id}`} className="chain-step" data-here={step.isHere || undefined}>
              <span className="quiet">{t(WORDS[step.kind])} </span>
              {step.isHere ? (
                <strong aria-current="step">{step.id}</strong>
              ) : (
                <button type="button" className="link-button" onClick={() => context.onGo(step.target)}>
                  {step.id}
                </button>
              )}
            </span>
          ))}
          {stage.length > NAMED ? (
            <span className="quiet">{t('documents.more', [formatDecimal(stage.length - NAMED)])}</span>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
