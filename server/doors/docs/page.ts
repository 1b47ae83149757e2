import { html } from 'hono/html'
import { refusalTexts } from '../rest/rest.ts'
import type { Html, Language, Page } from '../web/web.ts'
import type { DocsOptions } from './docs.ts'
import { anchorOf, operationHtml } from './operation.ts'
import { namedHtml } from './schema.ts'
import { startHtml } from './start.ts'
import { type DocsTexts, textsIn, wordsHtml } from './texts.ts'

/** The page is made of the document alone: what programs read and what people read cannot differ. */
export function docsPage(language: Language, { files, publicUrl, document }: DocsOptions): Page {
  const texts = textsIn[language]
  const api = document()
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  )
  const parts = api.tags.map((tag) => ({ ...tag, operations: operations.filter(({ operation }) => operation.tags.includes(tag.name)) }))
  const base = `${publicUrl()}/api/v1`
  const { schemas } = api.components
  const body = html`<a class="skip" href="#content">${texts.skip}</a>
<header class="awning sign"><div class="column">
<p><a class="house" href="/">Mostrador</a> <span>${api.info.version}</span></p>
<h1>${texts.heading}</h1>
<p class="lead">${texts.lead}</p>
</div></header>
<div class="column shelves">
<nav aria-label="${texts.contents}">
<form class="search" role="search" hidden><label class="unseen" for="search">${texts.search}</label>
<input class="input" type="search" id="search" placeholder="${texts.search}" autocomplete="off" spellcheck="false"></form>
<ul>
<li><a class="chip" href="#start">${texts.start.title}</a></li>
${parts.map((part) => partEntry(part))}
<li><a class="chip" href="#objects">${texts.objects}</a></li>
<li><a class="chip" href="#problems">${texts.problems}</a></li>
</ul>
</nav>
<main id="content">
<p class="found" role="status"></p>
<section id="start" class="start">
${startHtml(texts, base, document())}
</section>
${parts.map(
  (part) => html`<section id="${sectionOf(part.name)}" class="part">
<h2 lang="en">${part.name}</h2>
<p class="about" lang="en">${part.description}</p>
${part.operations.map((one) => operationHtml(texts, { ...one, base, schemas }))}
</section>
`,
)}
<section id="objects" class="part">
<h2>${texts.objects}</h2>
<p class="about">${texts.objectsAbout}</p>
${Object.entries(schemas).map(([name, schema]) => namedHtml(texts, name, schema, schemas))}
</section>
<section id="problems" class="part">
<h2>${texts.problems}</h2>
<p class="about">${wordsHtml(texts.problemsAbout)}</p>
${problemsHtml(texts)}
</section>
</main>
</div>
<footer class="column"><p>${texts.inEnglish} <a href="/api/v1/openapi.json">openapi.json</a></p></footer>`
  return {
    name: 'docs',
    language,
    title: texts.title,
    head: html`<meta name="description" content="${texts.lead}"><script type="module" src="${files.address('docs.js')}"></script>`,
    body,
  }
}

interface Part {
  name: string
  operations: { method: string; path: string; operation: { operationId: string; summary: string } }[]
}

function partEntry({ name, operations }: Part): Html {
  return html`<li data-part="${sectionOf(name)}" lang="en"><a class="chip" href="#${sectionOf(name)}">${name}</a><ul>
${operations.map(
  ({ method, path, operation }) =>
    html`<li><a href="#${anchorOf(operation)}" title="${operation.summary}"><span class="method ${method}">${method}</span> <span>${path.split(/(?=\/)/).map((step) => html`<wbr>${step}`)}</span></a></li>
`,
)}</ul></li>
`
}

function sectionOf(name: string): string {
  return `part-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`
}

function problemsHtml(texts: DocsTexts): Html {
  return html`<dl class="problems" lang="en">
${Object.entries(refusalTexts).map(
  ([code, text]) => html`<div id="problem-${code}"><dt><code>${code}</code></dt><dd>${text}</dd></div>
`,
)}</dl><p class="about">${texts.problemsLink}</p>`
}
