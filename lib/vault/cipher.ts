/** AES-GCM, NIST SP 800-38D: 96-bit nonce, new for every message, in front of the ciphertext with its 128-bit tag. */
const NONCE_BYTES = 12;

/** `context` is bound to the ciphertext: what was sealed for one place does not open in another. */
export const seal = async (
  key: CryptoKey,
  plain: string,
  context: string,
): Promise<Uint8Array<ArrayBuffer>> => {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await crypto.subtle.encrypt(parameters(iv, context), key, new TextEncoder().encode(plain));
  const bytes = new Uint8Array(NONCE_BYTES + sealed.byteLength);
  bytes.set(iv);
  bytes.set(new Uint8Array(sealed), NONCE_BYTES);
  return bytes;
};

/** Rejects (`OperationError`) where the key, the context or a single bit differs. */
export const open = async (
  key: CryptoKey,
  bytes: Uint8Array<ArrayBuffer>,
  context: string,
): Promise<string> =>
  new TextDecoder().decode(
    await crypto.subtle.decrypt(
      parameters(bytes.subarray(0, NONCE_BYTES), context),
      key,
      bytes.subarray(NONCE_BYTES),
    ),
  );

const parameters = (iv: Uint8Array<ArrayBuffer>, context: string): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(context),
});
