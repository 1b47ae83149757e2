import type { Context } from 'hono'
import { fileOfForm, HttpProblem } from '../../platform/http/http.ts'
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

function refused(status: 413 | 422, code: string, { name }: Upload, message: string): HttpProblem {
  return new HttpProblem(status, { code, detail: `${name}: ${message}`, errors: [{ path: name, message }] })
}
