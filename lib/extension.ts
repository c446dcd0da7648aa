/** Facts about the packaged extension that the server, the build and the tests must agree on. */

/** Public half of the key that pins the extension id; the private half is kept by whoever publishes it. */
export const EXTENSION_PUBLIC_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA0I1OjtBjuRWw2cMnz3RN4VrKUoE+LQppsKixwK+0GZWQ2jKWxLrjaiJbuFrKf+GRJYc/oPc8vI/F8YJO5oh5q3Ca1Vyg+sjZcDaG54Qs8G167gYaR/dbinDlk6HSN71b0DUNPVnqOi8f7MibIDI/qpc9VOMC+VGKk5jDOU9aRzMgRiFmg+yRJUkSP6sfoBMypfMBWO2Y+YqjEkVlBnALiCMD8mXe0qiRfY6RHLJZNfFMDmbXl251kI8ZPa3Styw+7tSgARrwCXj39MErFo1MRkaKFvbx1uyHGTgEoyRaMnmen4QfNG12CJC53pXypDtoompx7J23YSAgrdS8EoKbZwIDAQAB';

/** The id that Chromium derives from the key above: the first 32 hex digits of its SHA-256, written a–p. */
export const EXTENSION_ID = 'jofpajcdfiinehnpidkcijgdfnhihiaf';
