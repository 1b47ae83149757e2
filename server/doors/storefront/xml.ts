/** What XML 1.0 takes in no text at all, not even written as a number. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const neverInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

const written: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** Any text as XML takes it, between tags and in attributes. */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(neverInXml, '')
    .replaceAll(/[&<>"']/g, (mark) => written[mark] ?? mark)
}

/** One element with text in it; nothing where there is no text. */
export function element(name: string, text: string | null): string {
  return text === null || text === '' ? '' : `<${name}>${xmlText(text)}</${name}>`
}
