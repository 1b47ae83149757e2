/**
 * Keeps what `make` made of the texts asked for last. For what depends on the text alone and is asked for again and again: a
 * catalogue has a hundred brands and a million labels.
 */
export function remember<Made>(most: number, make: (text: string) => Made): (text: string) => Made {
  let recent = new Map<string, Made>()
  let older = new Map<string, Made>()
  return (text) => {
    const known = recent.get(text)
    if (known !== undefined) return known
    const made = older.get(text) ?? make(text)
    if (recent.size === most) {
      older = recent
      recent = new Map()
    }
    recent.set(text, made)
    return made
  }
}
