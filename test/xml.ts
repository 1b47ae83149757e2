import assert from 'node:assert/strict'

export interface Element {
  name: string
  text: string
  children: Element[]
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const token = /<\?[^?]*\?>|<(\/?)([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y

/** Reads XML as strictly as is needed to say that it is well formed, and throws where it is not. */
export function readXml(xml: string): Element {
  assert.ok(xml.isWellFormed(), 'a lone surrogate')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 takes none of these
  assert.doesNotMatch(xml, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
  const root: Element = { name: '', text: '', children: [] }
  const open = [root]
  token.lastIndex = 0
  for (let at = 0; at < xml.length; at = token.lastIndex) {
    token.lastIndex = at
    const found = token.exec(xml)
    assert.ok(found, `no XML: ${xml.slice(at, at + 80)}`)
    const [, isEnd, name = '', attributes = '', isEmpty, text] = found
    const parent = open.at(-1) ?? assert.fail('more ends than beginnings')
    if (text !== undefined) parent.text += plain(text)
    else if (isEnd) assert.equal(open.pop()?.name, name, `</${name}> ends another element`)
    else if (name !== '') {
      for (const [, value = ''] of attributes.matchAll(/="([^"]*)"/g)) plain(value)
      const element = { name, text: '', children: [] }
      parent.children.push(element)
      if (!isEmpty) open.push(element)
    }
  }
  assert.deepEqual(
    open.slice(1).map(({ name }) => name),
    [],
    'all elements end',
  )
  assert.equal(root.children.length, 1)
  return root.children[0] ?? assert.fail('no element')
}

function plain(text: string): string {
  return text.replaceAll(/&(\w*)(;?)/g, (whole, name: string, end: string) => {
    const meant = entities[name]
    assert.ok(meant !== undefined && end === ';', `${whole} stands for nothing`)
    return meant
  })
}
