import { fillListPage, fillRelatedPage } from './listPage.ts';
import { fillHomePage, fillSetupPage, fillTabPage, fillUnknownPage } from './otherPages.ts';
import { fillRecordPage, type LoadedRecord } from './recordPage.ts';
import { routeOf } from './route.ts';

export interface Filled {
  readonly title: string;
  /** The record a record page turned out to be of. */
  readonly record: LoadedRecord | null;
}

const titled = (title: string): Filled => ({ title, record: null });

/** Fills a page host with what an address shows. */
export const fillPage = async (host: HTMLElement, address: string): Promise<Filled> => {
  const route = routeOf(address);
  switch (route.kind) {
    case 'record': {
      const record = await fillRecordPage(host, route.id);
      return record === null
        ? titled('Record not available')
        : { title: `${record.name} | ${record.objectLabel}`, record };
    }
    case 'related':
      return titled(await fillRelatedPage(host, route.id, route.list));
    case 'list':
      return titled(await fillListPage(host, route.object));
    case 'setup':
      fillSetupPage(host, route.address);
      return titled('Setup');
    case 'tab':
      fillTabPage(host, route.name);
      return titled(route.name.replaceAll('_', ' '));
    case 'home':
      fillHomePage(host);
      return titled('Home');
    case 'unknown':
      fillUnknownPage(host);
      return titled('Page not found');
  }
};
