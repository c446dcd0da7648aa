import type { CrmId } from '../../../sync/ids.ts';
import type { Answer } from '../../../sync/ports.ts';
import { recordPage } from './batchAnswer.ts';
import { crmIdOf, type ObjectContext, unanswered } from './objectContext.ts';

const PAGE = 100;

/** By the list, which is neither behind like search nor limited to five pages a second. */
export async function* visibleIds(context: ObjectContext): AsyncIterable<Answer<readonly CrmId[]>> {
  const { door, signal, object } = context;
  let after: string | undefined;
  do {
    const from = after;
    const reply = await door(
      ({ basic }) => basic.getPage(object.path, PAGE, from, ['hs_object_id'], undefined, undefined, false),
      signal,
    );
    const read = reply.kind === 'answered' ? recordPage.safeParse(reply.body) : null;
    if (reply.kind !== 'answered' || !read?.success) {
      yield reply.kind === 'answered' ? { kind: 'lost' } : unanswered(reply);
      return;
    }
    yield { kind: 'answered', value: read.data.results.map(({ id }) => crmIdOf(context, id)) };
    after = read.data.paging?.next?.after;
  } while (after !== undefined);
}
