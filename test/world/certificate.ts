import { createHash, X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** SHA-256 of the public key, as `--ignore-certificate-errors-spki-list` wants it. */
  readonly spki: string;
}

/** A fresh self-signed certificate for these hosts: nothing secret is ever kept in the repository. */
export const makeCertificate = async (hosts: readonly string[]): Promise<Certificate> => {
  const made = await generate([{ name: 'commonName', value: 'Ledgerside test world' }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...hosts.map((value) => ({ type: 2 as const, value })),
          { type: 7 as const, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  const der = new X509Certificate(made.cert).publicKey.export({ type: 'spki', format: 'der' });
  return { key: made.private, cert: made.cert, spki: createHash('sha256').update(der).digest('base64') };
};
