import type { Context } from 'hono'
import { HttpProblem } from '../../platform/http/http.ts'
import type { Upload } from './operation.ts'

/** A form puts some words around the file that it carries. */
export const formExtra = 64 * 1024

/** The file of a request: its body, or what a form carries. What it is, its content tells; what it is called is not believed. */
export async function fileFrom(context: Context, bytes: Uint8Array, upload: Upload): Promise<Uint8Array> {
  const type = context.req.header('content-type') ?? ''
  const file = /^multipart\/form-data\b/i.test(type) ? await fileOfForm(bytes, type) : bytes
  if (file === null) throw refused(422, 'invalid', upload, 'takes one file in the form')
  if (file.length === 0) throw refused(422, 'invalid', upload, `takes ${upload.means}`)
  if (file.length > upload.maxBytes) throw refused(413, 'too_large', upload, `takes at most ${upload.maxBytes} bytes`)
  return file
}

async function fileOfForm(bytes: Uint8Array, type: string): Promise<Uint8Array | null> {
  try {
    const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
    const [file] = [...form.values()].filter((value) => typeof value !== 'string')
    return file ? await file.bytes() : null
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

function refused(status: 413 | 422, code: string, { name }: Upload, message: string): HttpProblem {
  return new HttpProblem(status, { code, detail: `${name}: ${message}`, errors: [{ path: name, message }] })
}
