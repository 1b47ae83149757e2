/** Runs in a thread of its own: a large picture takes a second, and nobody else should wait for it. */
import { parentPort } from 'node:worker_threads'
import { PhotonImage, resize, SamplingFilter } from '@cf-wasm/photon'
import { type Fit, fittingSize } from './pictures.ts'
import { uprightOnWhite } from './upright.ts'

export interface Job {
  picture: Uint8Array
  fit: Fit
}

export type Result = { ok: true; jpeg: Uint8Array<ArrayBuffer> } | { ok: false; reason: string }

const quality = 82

parentPort?.on('message', ({ picture, fit }: Job) => {
  const result = attempt(picture, fit)
  parentPort?.postMessage(result, result.ok ? [result.jpeg.buffer] : [])
})

function attempt(picture: Uint8Array, fit: Fit): Result {
  try {
    return { ok: true, jpeg: fitted(picture, fit) }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
}

function fitted(picture: Uint8Array, { width, orientation }: Fit): Uint8Array<ArrayBuffer> {
  const whole = PhotonImage.new_from_byteslice(picture)
  const stored = { width: whole.get_width(), height: whole.get_height() }
  const upright = orientation >= 5 ? { width: stored.height, height: stored.width } : stored
  const size = fittingSize(upright, width)
  const wanted = orientation >= 5 ? { width: size.height, height: size.width } : size
  const isSmaller = wanted.width < stored.width
  const small = isSmaller ? resize(whole, wanted.width, wanted.height, SamplingFilter.Lanczos3) : whole
  const seen = uprightOnWhite({ data: small.get_raw_pixels(), ...wanted }, orientation)
  const done = new PhotonImage(seen.data, seen.width, seen.height)
  const jpeg = new Uint8Array(done.get_bytes_jpeg(quality))
  for (const image of isSmaller ? [whole, small, done] : [whole, done]) image.free()
  return jpeg
}
