/** ISO 4217: currencies whose minor unit is not a hundredth, by the number of its digits. */
const otherDigits: Readonly<Record<string, number>> = Object.fromEntries([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0]),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3]),
  ...'CLF UYW'.split(' ').map((code) => [code, 4]),
]);

const known = new Set(Intl.supportedValuesOf('currency'));

/** How many decimals an amount in this currency has when written in its major unit: EUR 2, JPY 0, KWD 3. */
export function minorDigits(currency: string): number {
  return otherDigits[currency] ?? 2;
}

/** Whether this is the code of a currency in ISO 4217. */
export function isCurrency(code: string): boolean {
  return known.has(code);
}
