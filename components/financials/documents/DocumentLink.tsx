import type { DetailContext } from './detailContext.ts';
import type { Target } from './tab.ts';

/** Another document's number; pressing it opens that document in its own tab. */
export function DocumentLink({
  context,
  tab,
  id,
}: {
  context: DetailContext;
  tab: Target['tab'];
  id: string;
}) {
  return (
    <button
      type="button"
      className="link-button"
      onClick={() => context.onGo({ tab, customer: context.customer.id, id })}
    >
      {id}
    </button>
  );
}
