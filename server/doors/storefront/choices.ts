import type { Variant } from '../../commerce/catalog/catalog.ts'

/** One thing there is to choose, and its values. */
export interface Choice {
  option: string
  values: ChoiceValue[]
}

export interface ChoiceValue {
  value: string
  /** Where choosing it leads: the variant nearest to the one that is chosen already. */
  sku: string
  isChosen: boolean
  isAvailable: boolean
}

export function isAvailable({ stock }: Pick<Variant, 'stock'>): boolean {
  return stock === null || stock > 0
}

/** Options and values in the order in which the shop wrote them. Choosing one keeps the others as far as the shop has that. */
export function choicesOf(variants: readonly Variant[], chosen: Variant | null): Choice[] {
  const options = [...new Set(variants.flatMap((variant) => Object.keys(variant.options)))]
  return options.map((option) => {
    const values = [...new Set(variants.flatMap((variant) => variant.options[option] ?? []))]
    return { option, values: values.flatMap((value) => choiceOf(variants, chosen, option, value)) }
  })
}

function choiceOf(variants: readonly Variant[], chosen: Variant | null, option: string, value: string): ChoiceValue[] {
  const having = variants
    .filter((variant) => variant.options[option] === value)
    .map((variant) => ({ variant, differing: differing(chosen, variant, option) }))
    .sort((one, other) => one.differing - other.differing || Number(isAvailable(other.variant)) - Number(isAvailable(one.variant)))
  const nearest = having[0]?.variant
  if (!nearest) return []
  const asChosen = having.filter((one) => one.differing === 0)
  const could = asChosen.length > 0 ? asChosen : having
  return [
    {
      value,
      sku: nearest.sku,
      isChosen: chosen?.options[option] === value,
      isAvailable: could.some(({ variant }) => isAvailable(variant)),
    },
  ]
}

/** In how many other options a variant is not the chosen one. */
function differing(chosen: Variant | null, variant: Variant, option: string): number {
  if (!chosen) return 0
  const others = Object.keys({ ...chosen.options, ...variant.options }).filter((name) => name !== option)
  return others.filter((name) => chosen.options[name] !== variant.options[name]).length
}
