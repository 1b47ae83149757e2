import { type KyselyPlugin, OperationNodeTransformer, type PrimitiveValueListNode, ValueListNode, ValueNode } from 'kysely'
import { checkValue, Placeholder } from './placeholder.ts'

/**
 * Writes a statement's constants into its text. Only so can an index over a part of a table serve it: the planners see
 * `state = 'open'`, not "equal to something told later".
 */
export function writtenConstants(): KyselyPlugin {
  const transformer = new ConstantsWriter()
  return {
    transformQuery: ({ node, queryId }) => transformer.transformNode(node, queryId),
    transformResult: ({ result }) => Promise.resolve(result),
  }
}

class ConstantsWriter extends OperationNodeTransformer {
  protected override transformValue(node: ValueNode): ValueNode {
    return valueNode(node.value)
  }

  protected override transformPrimitiveValueList(node: PrimitiveValueListNode): PrimitiveValueListNode {
    // Both kinds of list are written alike; this one alone has no place for what stands in the text.
    return ValueListNode.create(node.values.map(valueNode)) as unknown as PrimitiveValueListNode
  }
}

function valueNode(value: unknown): ValueNode {
  if (value instanceof Placeholder) return ValueNode.create(value)
  const constant = checkValue(value, 'a constant')
  return constant instanceof Uint8Array ? ValueNode.create(constant) : ValueNode.createImmediate(constant)
}
