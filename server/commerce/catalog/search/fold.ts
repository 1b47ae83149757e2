/** Letters that are no letter with a mark, and are typed as others all the same. */
const others: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i' }
// biome-ignore lint/suspicious/noControlCharactersInRegex: the plain letters are all below 128
const plain = /^[\x00-\x7f]*$/

/** Case, accents and other decoration put aside: "Cárdigan" and "CARDIGAN" are the same letters. */
export function fold(text: string): string {
  if (plain.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđı]/g, (letter) => others[letter] ?? letter)
}
