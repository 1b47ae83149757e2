/**
 * Makes what browsers load: `node bin/mostrador.js web/build.ts` writes it to web/dist.
 * Where esbuild is not installed (an install without the development packages) it does nothing:
 * the program then serves the files that came with it, and says so if there are none.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type * as Esbuild from 'esbuild'

const source = import.meta.dirname
const target = ['chrome108', 'firefox105', 'safari16.4']

/** Each with where its JSX comes from, if it has some. */
const scripts = {
  'widget.js': { entry: 'chat/widget.tsx', jsx: ['chat/view/draw.ts'] },
  'admin.js': { entry: 'admin/admin.tsx', jsx: ['admin/jsx.ts'] },
  'docs.js': { entry: 'docs/docs.ts', jsx: [] },
  'checkout.js': { entry: 'checkout/checkout.ts', jsx: [] },
}
const styles = {
  'chat.css': 'chat/page.css',
  'home.css': 'home/home.css',
  'docs.css': 'docs/docs.css',
  'product.css': 'product/product.css',
  'checkout.css': 'checkout/checkout.css',
  'admin.css': 'admin/admin.css',
}
const copies = { 'icon.svg': 'ui/icon.svg' }

export type BuiltFiles = Map<string, Uint8Array<ArrayBuffer>>

/** Null where esbuild is not installed. */
export async function buildWeb(): Promise<BuiltFiles | null> {
  const esbuild = await findEsbuild()
  if (!esbuild) return null
  const built: BuiltFiles = new Map()
  for (const [name, { entry, jsx }] of Object.entries(scripts)) built.set(name, await buildScript(esbuild, entry, jsx))
  for (const [name, entry] of Object.entries(styles)) built.set(name, await buildStyles(esbuild, join(source, entry)))
  for (const [name, entry] of Object.entries(copies)) built.set(name, new Uint8Array(readFileSync(join(source, entry))))
  return built
}

async function findEsbuild(): Promise<typeof Esbuild | null> {
  try {
    return await import('esbuild')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return null
    throw error
  }
}

async function buildScript(esbuild: typeof Esbuild, entry: string, jsx: string[]): Promise<Uint8Array<ArrayBuffer>> {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(source, entry)],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target,
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'error',
    tsconfigRaw: { compilerOptions: { jsx: 'react', jsxFactory: 'h', jsxFragmentFactory: 'Fragment', verbatimModuleSyntax: true } },
    inject: jsx.map((path) => join(source, path)),
    plugins: [stylesAsText(esbuild)],
  })
  return theOne(outputFiles)
}

/** `import styles from './chat.css'` gives the bundled, minified text: a shadow tree takes it as one style sheet. */
function stylesAsText(esbuild: typeof Esbuild): Esbuild.Plugin {
  return {
    name: 'styles-as-text',
    setup(build) {
      build.onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: await buildStyles(esbuild, path), loader: 'text' }))
    },
  }
}

async function buildStyles(esbuild: typeof Esbuild, entry: string): Promise<Uint8Array<ArrayBuffer>> {
  const { outputFiles } = await esbuild.build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    target,
    legalComments: 'none',
    logLevel: 'error',
  })
  return theOne(outputFiles)
}

function theOne(files: Esbuild.OutputFile[]): Uint8Array<ArrayBuffer> {
  const [file] = files
  if (!file) throw new Error('esbuild wrote nothing')
  return new Uint8Array(file.contents)
}

function writeAll(built: BuiltFiles, directory: string): void {
  mkdirSync(directory, { recursive: true })
  for (const [name, content] of built) {
    const path = join(directory, name)
    // Renamed into place, so that a start at the same moment reads the old file or the new one, never half of one.
    writeFileSync(`${path}.${process.pid}`, content)
    renameSync(`${path}.${process.pid}`, path)
  }
}

if (import.meta.main) {
  const built = await buildWeb()
  if (built) writeAll(built, join(source, 'dist'))
}
