/** What each benchmark measures, and what its figures mean: Markdown, one paragraph each. */
export const ABOUT: Readonly<Record<string, readonly string[]>> = {
  server: [
    '`GET customers/{id}` of the ERP API in a process of its own on PostgreSQL, one connection kept open, requests one after the other; contenders take turns in rounds, and `round p50 range` shows how far the noise of the machine reaches. The books hold 50, 10,000 and 1,000,000 invoices, ten for each customer; one customer of the largest has 10,000 of its own.',
    '`beside http read` is the median beside that of a Node server which does nothing but read one row by its primary key on the same driver and sends it: the floor is held against that, as both answer over HTTP. `beside driver read` is beside the row straight from the driver, without HTTP.',
  ],
  panel: [
    'The production build in Chromium on the simulated Salesforce org. From the start of the navigation to the frame that shows the AR amount, each visit in a tab of its own: with a worker that was just stopped, with one that runs, and for a record that was read before (`cached`). `beside static panel` is the median beside that of the same loader with a panel that paints a constant, visited in turns in the same run; `beside static glance` is the same for a constant in place of the small script that is brought in first, so that nothing could be painted earlier.',
    'Long tasks are those above 50 ms on the main thread of the page, its own included. `page that is no record page`: what script, tasks and nodes that page takes with the loader and without. Bytes are gzipped as a store would ship them.',
  ],
  scroll: [
    '10,000 invoices in the panel on the simulated org, scrolled with the wheel for ten seconds as fast as a hurried person does, beside the same page left alone: milliseconds between two painted frames, and processor time of the main thread per frame, which other processes do not blur.',
  ],
  store: [
    'What a sync has to know, kept in Chromium with a profile on disk: documents of 454 bytes inserted in pages of 500 with the position behind each, found again by an index in a hundred ranges, and worked off 200 at a time with the place kept behind each. Per second, median of interleaved rounds; `of raw` is beside IndexedDB without a library. Ledgerside keeps ids alone, in rows of many, and no value of a record; it asks for none by a field, so it has no range.',
  ],
  sync: [
    'The real services of the worker between a simulated CRM with its real page sizes, in a thread of its own, and the real ERP API, in a process of its own on PostgreSQL. IndexedDB is one in memory, on the thread of the worker. One pair of objects with four mapped fields, all records linked and agreed; then one field of every record is edited on one side, and a sync follows.',
    '`calls` are those to the CRM; `floorCalls` the fewest that its page sizes allow with all that the protocol owes: `sync/floor.ts` says which and why. What is read once an hour, whatever happens (the description of the object, the list of archived companies every quarter), is not in these runs. `writesAfterConvergence`: records written on either side by the run that follows; it looks at what was written, and costs `next run calls`. For an hour after a change its record is looked at with every run; after that, a run in which nothing changed is one call.',
    '`limits on`: the CRM refuses who asks too often, and the worker keeps to it. It does not sleep: a clock that all of them read is moved, and `waited seconds` of `seconds` were passed in this way. There is no network in between, so seconds are those of the machine: mostly the ERP API and PostgreSQL. `processor seconds` are of the thread of the worker alone. `per record beside smallest` tells whether anything grows faster than the records. `peakMiB` is the largest heap of that thread, modules, IndexedDB and what is not collected yet included.',
    '`a panel’s questions`: a record page asks the worker, ten times a second, before a run and throughout it. `longest block` is the longest time for which the worker’s event loop gave nobody else a turn, by the clock on the wall and by its own processor time.',
  ],
};
