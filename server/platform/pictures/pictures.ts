export { type Picture, type RasterPicture, sniffPicture } from './sniff.ts'

/** Makes pictures smaller. It works beside the process's own life, and takes its memory with it when it rests. */
export interface Resizer {
  /** The picture upright, on white, as a JPEG, at most so wide and twice as high; a smaller one keeps its size. */
  fit(picture: Uint8Array, wanted: Fit): Promise<Uint8Array<ArrayBuffer>>
}

export interface Fit {
  width: number
  orientation: number
}

/** What calls itself a picture and cannot be read as one. */
export class UnreadablePicture extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'UnreadablePicture'
  }
}

/** So many wait that another would wait too long. */
export class ResizerBusy extends Error {
  constructor() {
    super('too many pictures wait to be resized')
    this.name = 'ResizerBusy'
  }
}

export interface Size {
  width: number
  height: number
}

/** Upright, no wider than wanted, no higher than twice that, never larger than it is. */
export function fittingSize(upright: Size, width: number): Size {
  const scale = Math.min(1, width / upright.width, (2 * width) / upright.height)
  return { width: Math.max(1, Math.round(upright.width * scale)), height: Math.max(1, Math.round(upright.height * scale)) }
}

/** For shops that never show a picture. */
export const noResizer: Resizer = {
  fit: () => Promise.reject(new ResizerBusy()),
}
