import type { ComponentChildren } from 'preact'

/**
 * Puts JSX on the screen. The views are plain functions of the screen's state without any of their own, so this
 * is all they need; a library with hooks would take a third of what the widget may weigh. The types are Preact's.
 */
export function draw(root: Element, view: ComponentChildren): void {
  drawChildren(root, [view as Child])
}

type Child = Drawn | string | number | boolean | null | undefined | Child[]

interface Drawn {
  tag: string
  props: Props
  children: Child[]
}

type Props = Record<string, unknown>

type View = (props: Props) => Child

/** What the bundler makes of a tag. A view of ours is called at once: what is left are elements and text. */
export function h(tag: string | View, given: Props | null, ...children: Child[]): Child {
  const props = given ?? {}
  return typeof tag === 'string' ? { tag, props, children } : tag({ ...props, children })
}

export const Fragment: View = ({ children }) => children as Child

/** Each child has its place by number. What is not shown leaves an empty text there, so that its neighbours stay what they are. */
function drawChildren(parent: Element, children: Child[]): void {
  const wanted = (children as unknown[]).flat(9) as Exclude<Child, Child[]>[]
  wanted.forEach((child, place) => {
    const now = parent.childNodes[place]
    if (isDrawn(child)) drawElement(parent, now, child)
    else drawText(parent, now, child === 0 || (child && child !== true) ? String(child) : '')
  })
  while (parent.childNodes.length > wanted.length) parent.lastChild?.remove()
}

function isDrawn(child: Child): child is Drawn {
  return typeof child === 'object' && child !== null
}

function drawText(parent: Element, now: ChildNode | undefined, text: string): void {
  if (!(now instanceof Text)) put(parent, now, document.createTextNode(text))
  else if (now.data !== text) now.data = text
}

const known = new WeakMap<Element, Props>()

function drawElement(parent: Element, now: ChildNode | undefined, { tag, props, children }: Drawn): void {
  const isSame = now instanceof Element && now.localName === tag
  const element = isSame ? now : document.createElementNS(tag === 'svg' ? 'http://www.w3.org/2000/svg' : parent.namespaceURI, tag)
  const before = known.get(element) ?? {}
  for (const name of Object.keys({ ...before, ...props })) if (before[name] !== props[name]) setProperty(element, name, props[name])
  known.set(element, props)
  drawChildren(element, children)
  if (!isSame) put(parent, now, element)
}

function setProperty(element: Element, name: string, value: unknown): void {
  if (name === 'ref') (value as { current: unknown }).current = element
  else if (name.startsWith('on')) (element as unknown as Props)[name.toLowerCase()] = value
  else if (value === undefined || value === null) element.removeAttribute(name)
  else element.setAttribute(name, String(value))
}

function put(parent: Element, now: ChildNode | undefined, next: ChildNode): void {
  if (now) now.replaceWith(next)
  else parent.append(next)
}
