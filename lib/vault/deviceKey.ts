import { Dexie, type EntityTable } from 'dexie';

interface StoredKey {
  readonly name: 'secrets';
  readonly key: CryptoKey;
}

/** Apart from the read cache, which is thrown away whole where it gives trouble. */
class KeyDatabase extends Dexie {
  declare keys: EntityTable<StoredKey, 'name'>;
  constructor() {
    super('ledgerside-keys');
    this.version(1).stores({ keys: 'name' });
  }
}

/**
 * The key of this browser profile. It is not extractable: not even we can read its bytes, so a copy of `storage.local` alone
 * opens nothing. Rejects where IndexedDB is closed to us.
 */
export const deviceKey = async (): Promise<CryptoKey> => {
  const database = new KeyDatabase();
  try {
    return (await database.keys.get('secrets'))?.key ?? (await makeKey(database));
  } finally {
    database.close();
  }
};

// Made outside the transaction, which would end while we wait for it; whoever was faster wins.
const makeKey = async (database: KeyDatabase): Promise<CryptoKey> => {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  return database.transaction('rw', database.keys, async () => {
    const other = await database.keys.get('secrets');
    if (other !== undefined) return other.key;
    await database.keys.add({ name: 'secrets', key });
    return key;
  });
};
